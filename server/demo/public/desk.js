// Beside a request staff see the customer whose it is: the same elements, over what the server tells staff of one customer.
const { customers } = document.querySelector('script[data-customers]').dataset;
const beside = document.querySelector('.beside');
document.addEventListener('cabinet-ticket-shown', ({ detail: { ticket } }) => {
  if (!beside || !ticket.customer) return;
  const { id, name } = ticket.customer;
  beside.querySelector('h2').textContent = name;
  beside.querySelector('cabinet-provider').setAttribute('backend-url', `${customers}/${encodeURIComponent(id)}`);
  beside.hidden = false;
});
document.addEventListener('cabinet-ticket-closed', () => {
  if (beside) beside.hidden = true;
});
