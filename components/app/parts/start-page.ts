import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { listInvoices, summarizeInvoices } from '../../../src/contract/invoices/list.ts';
import type { InputOf, Operation } from '../../../src/contract/operation.ts';
import type { OperationReference } from '../../../src/contract/operations.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { listTickets } from '../../../src/contract/tickets/list.ts';
import { appMessages } from '../../../src/i18n/app.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { block, hides } from '../../shared/blocks.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { OnlineController } from '../../shared/online-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { unreadInput } from '../../shared/unread.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, statePanel } from '../../ui/state-panel.ts';
import type { AppSection } from './sections.ts';
import { answersCard, deliveryCard, invoicesCard, lastOrderCard, type Card, type CardContext } from './start-cards.ts';
import { startPageStyles } from './start-page.styles.ts';

/** Ways from the overview to the other sections. */
export interface StartLinks {
  offers: (section: AppSection) => boolean;
  href: (section: AppSection, place?: string) => string;
  /** For the press of a link. */
  follow: (event: MouseEvent, section: AppSection, place?: string) => void;
  /** Opens a section and lets its widget do something; undefined where each section is a page of its own. */
  act: (section: AppSection, name: 'repeatLast' | 'begin') => (() => unknown) | undefined;
}

/** As many things a card shows. */
const SHOWN = 3;

/**
 * What needs the person now, the most urgent first: what is owed, what was answered, what is on its way, and the last order
 * to repeat.
 */
export class CabinetAppStart extends CabinetElement {
  static override styles = startPageStyles;

  #texts = new LocalizeController(this, appMessages);
  #common = new LocalizeController(this, commonMessages);
  #online = new OnlineController(this);
  #summary = this.#ask(summarizeInvoices, 'invoices', {});
  #open = this.#ask(listInvoices, 'invoices', { open: true, sort: 'dueOn', limit: SHOWN });
  #unread = this.#ask(listTickets, 'requests', unreadInput);
  #answered = this.#ask(listTickets, 'requests', { state: ['answered'], limit: SHOWN });
  #moving = this.#ask(listOrders, 'orders', { fulfilment: ['part_shipped', 'shipped'], limit: SHOWN });
  #last = this.#ask(listOrders, 'orders', { limit: 1 });

  readonly nested = true;
  @property({ attribute: false }) hiddenParts = '';
  @property({ attribute: false }) links: StartLinks | undefined;

  #ask<O extends Operation & OperationReference>(
    operation: O,
    section: AppSection,
    input: InputOf<O>,
  ): QueryController<O> {
    return new QueryController(this, operation, () =>
      this.links?.offers(section) && this.client?.may(operation) !== false ? input : undefined,
    );
  }

  protected override render(): TemplateResult {
    const { t, ready } = this.#texts;
    const cards =
      this.links && ready && this.#common.ready ? this.#cards({ t, format: this.format, links: this.links }) : [];
    const settled = cards.every(({ state }) => state !== 'loading');
    const shown = cards.filter(({ name, state }) => state !== 'quiet' && !hides(this, `card-${name}`));
    // While some are on their way, each keeps its place.
    if (settled) shown.sort((a, b) => a.urgency - b.urgency);
    const isQuiet =
      settled && cards.length > 0 && shown.every(({ name, state }) => name === 'last' && state === 'content');
    return html`<section class="base" part="base" aria-busy=${!settled}>
      <h2 part="heading">${ready ? t('now') : skeleton('short')}</h2>
      ${this.#online.online ? '' : banner(this.#common.t('offline'), undefined, 'offline')}
      ${isQuiet ? this.#renderQuiet(shown.length > 0) : ''}
      <div class="cards">${shown.map((card) => block(this, `card-${card.name}`, this.#renderCard(card)))}</div>
    </section>`;
  }

  #cards(context: CardContext): Card[] {
    const { links } = context;
    const cards: Card[] = [];
    if (links.offers('invoices')) cards.push(invoicesCard([this.#summary, this.#open], context));
    if (links.offers('requests')) cards.push(answersCard([this.#unread, this.#answered], context));
    if (links.offers('orders')) {
      const mayRepeat = this.client?.may({ id: 'orders.reorder' }) === true;
      cards.push(deliveryCard(this.#moving, context), lastOrderCard(this.#last, context, mayRepeat));
    }
    return cards;
  }

  #renderQuiet(hasOrder: boolean): TemplateResult {
    const { t } = this.#texts;
    const { links } = this;
    const ask =
      this.client?.may({ id: 'tickets.create' }) === true && links?.offers('requests')
        ? links.act('requests', 'begin')
        : undefined;
    return statePanel({
      kind: 'empty',
      title: t('quiet.title'),
      text: t('quiet.text'),
      action: !hasOrder && ask ? { label: t('quiet.ask'), run: () => void ask() } : undefined,
    });
  }

  #renderCard({ name, title, icon, state, content, more, retry }: Card): TemplateResult {
    const { t } = this.#texts;
    const common = this.#common.t;
    const again = { label: common('retry'), run: retry };
    return html`<section
      class="card"
      part="card"
      data-card=${name}
      aria-labelledby=${name}
      aria-busy=${state === 'loading'}
    >
      <h3 id=${name}>${icon}${title}</h3>
      ${
        state === 'loading'
          ? html`<div class="waiting">${skeleton('medium')}${skeleton()}${skeleton()}${skeleton('short')}</div>`
          : state === 'error'
            ? banner(t('card.failed', { card: title }), again)
            : html`${state === 'stale' ? banner(t('card.stale'), again) : ''}${content}`
      }
      ${state === 'loading' || state === 'error' ? '' : more}
    </section>`;
  }
}
