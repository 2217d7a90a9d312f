/** The elements' classes, without registering anything: for subclasses and types. */
export { CabinetApp } from './app/app.ts';
export type { AppSection } from './app/parts/sections.ts';
export { CabinetInvoiceList, type InvoiceListTab } from './invoice-list/invoice-list.ts';
export { CabinetLauncher, type LauncherContent } from './launcher/launcher.ts';
export type { PaymentCreatedDetail, PaymentWish } from './invoice-list/parts/events.ts';
export type { InvoiceListFilter } from './invoice-list/parts/invoice-filter.ts';
export { CabinetOrderHistory } from './order-history/order-history.ts';
export { CabinetOrderDetails } from './order-history/parts/order-details.ts';
export type { OrderListFilter } from './order-history/parts/order-filter.ts';
export { CabinetProfileSettings } from './profile-settings/profile-settings.ts';
export type { SectionName } from './profile-settings/parts/sections.ts';
export { CabinetProvider } from './provider/provider.ts';
export type { AskSubject } from './shared/ask.ts';
export type { Cabinet, Theme } from './shared/context.ts';
export { cabinetContext } from './shared/context.ts';
export { CabinetTicketChat } from './ticket-chat/ticket-chat.ts';
export type { TicketListFilter } from './ticket-chat/parts/ticket-filter.ts';
