import 'cabinet-elements/define';

const history = document.createElement('cabinet-order-history');
// @ts-expect-error a property that does not exist
history.pageSise = 5;
// @ts-expect-error a property of another type
history.pageSize = 'many';
// @ts-expect-error another event's detail
history.addEventListener('cabinet-order-opened', ({ detail }) => detail.invoiceId);
