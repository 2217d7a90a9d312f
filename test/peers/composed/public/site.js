// Who is not signed in, here or in the shop, signs in on this very page.
document.addEventListener('cabinet-sign-in-requested', (event) => {
  event.preventDefault();
  location.assign('/?sign-in');
});
// Who signs out leaves nothing behind in this browser.
document.addEventListener('cabinet-ready', ({ detail }) => {
  document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => void detail.client.signOut());
});
