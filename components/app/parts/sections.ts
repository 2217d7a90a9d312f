import { html, nothing, type TemplateResult } from 'lit';
import type { OperationId } from '../../../src/contract/operations.ts';
import type { UrlPlace } from '../../shared/url-state.ts';
import { drawing, icon } from '../../ui/icon.ts';

/** The sections of the cabinet, in the order to show them in. */
export const appSections = ['start', 'orders', 'invoices', 'requests', 'profile'] as const;
export type AppSection = (typeof appSections)[number];

/** How a section's widget is drawn. */
export interface WidgetOptions {
  /** Where it keeps its place. */
  urlState: UrlPlace;
  /** Where it is to begin, by the names that it has in an address; read only without `urlState`. */
  place: URLSearchParams;
}

export interface Section {
  icon: () => TemplateResult;
  /** It is there if any of these is. */
  operations: readonly OperationId[];
  /** Begins the names of its widget's parameters in the address. */
  prefix: string;
  /** What its widget has open: the parameter, and the widget's property. */
  open?: { parameter: string; property: string };
  /** Defines its widget. */
  load: () => Promise<unknown>;
  widget: (options: WidgetOptions) => TemplateResult;
}

/** Parts of the widgets that a page can style through the cabinet. */
const PARTS =
  'heading, header, list, row, details, details-header, details-heading, lines, totals, documents, message, composer, dialog, input, select, button, status, state, banner, tabs, summary';

/** In an address of its own a widget finds its place itself. */
const given = ({ urlState, place }: WidgetOptions, name: string): string | typeof nothing =>
  (urlState ? undefined : place.get(name)) ?? nothing;

export const sections: Readonly<Record<AppSection, Section>> = {
  start: {
    icon: () => drawing('M3.5 9.5 10 4l6.5 5.5M5.5 8v8.5h9V8M8.5 16.5v-4h3v4'),
    operations: ['orders.list', 'invoices.summary', 'tickets.list'],
    prefix: 'start.',
    load: () => Promise.resolve(),
    widget: () => html``,
  },
  orders: {
    icon: () => drawing('M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5v-7ZM3.5 6.5 10 10l6.5-3.5M10 10v7'),
    operations: ['orders.list'],
    prefix: 'orders.',
    open: { parameter: 'orders.order', property: 'orderId' },
    load: () => import('../../order-history/define.ts'),
    widget: (options) =>
      html`<cabinet-order-history
        class="widget"
        exportparts=${PARTS}
        url-state=${options.urlState ?? nothing}
        order-id=${given(options, 'orders.order')}
      ></cabinet-order-history>`,
  },
  invoices: {
    icon: () => icon('document'),
    operations: ['invoices.list'],
    prefix: 'invoices.',
    open: { parameter: 'invoices.invoice', property: 'invoiceId' },
    load: () => import('../../invoice-list/define.ts'),
    widget: (options) =>
      html`<cabinet-invoice-list
        class="widget"
        exportparts=${PARTS}
        url-state=${options.urlState ?? nothing}
        invoice-id=${given(options, 'invoices.invoice')}
      ></cabinet-invoice-list>`,
  },
  requests: {
    icon: () => drawing('M3.5 4.5h13v9H9l-3.5 3v-3h-2v-9Z'),
    operations: ['tickets.list'],
    prefix: 'tickets.',
    open: { parameter: 'tickets.ticket', property: 'ticketId' },
    load: () => import('../../ticket-chat/define.ts'),
    widget: (options) =>
      html`<cabinet-ticket-chat
        class="widget"
        exportparts=${PARTS}
        url-state=${options.urlState ?? nothing}
        ticket-id=${given(options, 'tickets.ticket')}
        about-kind=${given(options, 'tickets.about-kind')}
        about-id=${given(options, 'tickets.about-id')}
        about-label=${given(options, 'tickets.about-label')}
      ></cabinet-ticket-chat>`,
  },
  profile: {
    icon: () => icon('person'),
    operations: [
      'profile.get',
      'company.get',
      'addresses.list',
      'members.list',
      'notifications.preferences',
      'security.sessions',
      'privacy.consents',
    ],
    prefix: 'profile.',
    open: { parameter: 'profile.section', property: 'section' },
    load: () => import('../../profile-settings/define.ts'),
    widget: (options) =>
      html`<cabinet-profile-settings
        class="widget"
        exportparts=${PARTS}
        url-state=${options.urlState ?? nothing}
        section=${given(options, 'profile.section')}
      ></cabinet-profile-settings>`,
  },
};

/** What a section's widget has open, as an address says it; empty: nothing. */
export function openedIn(section: AppSection, widget: Element | null): string {
  const { open } = sections[section];
  const opened = open && (widget as Partial<Record<string, unknown>> | null)?.[open.property];
  return open && typeof opened === 'string' ? String(new URLSearchParams({ [open.parameter]: opened })) : '';
}
