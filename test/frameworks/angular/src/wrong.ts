import 'cabinet-elements/define';

// Templates are not checked: CUSTOM_ELEMENTS_SCHEMA says nothing of names and types. The classes behind them are.
// @ts-expect-error another event's detail
export const event = ({ detail }: HTMLElementEventMap['cabinet-order-opened']): string => detail.invoiceId;
// @ts-expect-error a property of another type
export const type = (history: HTMLElementTagNameMap['cabinet-order-history']): string => history.pageSize;
