// @ts-expect-error a property that does not exist
export const misspelt = <cabinet-order-history pageSise={5} />;
// @ts-expect-error an attribute of another type
export const type = <cabinet-order-history page-size="many" />;
// @ts-expect-error another event's detail
export const event = <cabinet-order-history oncabinet-order-opened={({ detail }) => detail.invoiceId} />;
