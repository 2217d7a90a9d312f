// The cabinet asks the page to sign its visitor in: this site has a page of its own for that.
const { signIn } = document.querySelector('script[data-sign-in]').dataset;
document.addEventListener('cabinet-sign-in-requested', (event) => {
  event.preventDefault();
  // The place in the cabinet, such as an order that a letter leads to, comes along.
  location.assign(signIn + location.hash);
});
// Who signs out here leaves nothing behind in this browser.
document.addEventListener('cabinet-ready', ({ detail }) => {
  const form = document.querySelector('form[action$="/sign-out"]');
  form?.addEventListener('submit', () => void detail.client.signOut());
  document.addEventListener('cabinet-sign-out-requested', (event) => {
    event.preventDefault();
    form?.requestSubmit();
  });
});
// The orders have a page of their own.
document.addEventListener('cabinet-order-open-requested', (event) => {
  if (document.querySelector('cabinet-order-history, cabinet-app')) return;
  event.preventDefault();
  location.assign(`account?${new URLSearchParams({ 'orders.order': event.detail.orderId })}`);
});
