// The cabinet asks the page to sign its visitor in: this site has a page of its own for that.
const { signIn } = document.querySelector('script[data-sign-in]').dataset;
document.addEventListener('cabinet-sign-in-requested', (event) => {
  event.preventDefault();
  location.assign(signIn);
});
