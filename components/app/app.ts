import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { summarizeInvoices } from '../../src/contract/invoices/list.ts';
import type { CabinetError } from '../../src/contract/problem.ts';
import { getCapabilities, getSession } from '../../src/contract/session.ts';
import { listTickets } from '../../src/contract/tickets/list.ts';
import { appMessages } from '../../src/i18n/app.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { block, hides } from '../shared/blocks.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { cabinetContext, type Cabinet } from '../shared/context.ts';
import { LazyParts } from '../shared/lazy-parts.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { QueryController } from '../shared/query-controller.ts';
import { SessionController } from '../shared/session-controller.ts';
import { unreadInput } from '../shared/unread.ts';
import { skeleton } from '../ui/skeleton.ts';
import { banner, errorPanel, partFailed, type Failure } from '../ui/state-panel.ts';
import { appStyles } from './app.styles.ts';
import { badgesOf } from './parts/app-badges.ts';
import { appNavigation } from './parts/app-navigation.ts';
import { AppPlaces } from './parts/app-places.ts';
import './parts/events.ts';
import { focusFrame, focusHeading } from './parts/section-focus.ts';
import { appSections, sections, type AppSection } from './parts/sections.ts';
import type { StartLinks } from './parts/start-page.ts';
import { SubjectLinks } from './parts/subject-links.ts';

/** What the backend can do changes when it is updated, ms. */
const CAPABILITIES_FRESH = 3_600_000;
/** Browsers scroll to the caret of a field, not to the field: the bar of sections, or what a change brings, may cover it. */
const uncover = (event: KeyboardEvent): void => {
  const field = event.composedPath()[0] as Element;
  if (event.key === 'Tab' || field.matches('input')) field.scrollIntoView({ block: 'nearest' });
};

/**
 * The whole cabinet in one tag: an overview of what needs the person now, orders, invoices, support and profile.
 *
 * A section is there if the backend has it and the person's role may see it. Its widget is loaded when it is opened, and
 * each remembers its place. Links to sections are links: they survive mails, reloads and new tabs.
 *
 * @customElement cabinet-app
 * @summary The whole cabinet with navigation, in one tag.
 * @fires {CustomEvent} cabinet-section-requested - Before another section is shown; cancel it to go to `detail.href` by your own router, then set `section`. `detail.section`, `detail.href`
 * @fires {CustomEvent} cabinet-section-shown - A section stands on the screen: the moment to set the page's title. `detail.section`, `detail.label`
 * @fires {CustomEvent} cabinet-language-requested - A person chose a language; cancel it to change your page's. Default: it is kept in their profile, where they may. `detail.locale`
 * @fires {CustomEvent} cabinet-sign-out-requested - A person signs out; cancel it to end your own session, after `detail.forget()`. Default: what is kept in this browser is deleted. `detail.forget`
 * @fires {CustomEvent} cabinet-customer-switch-requested - Before the person acts for another of their companies; cancel it to prevent that. `detail.customerId`
 * @fires {CustomEvent} cabinet-customer-switched - The person acts for another of their companies. `detail.customerId`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above everything.
 * @slot footer - Below everything.
 * @slot head-before - At the beginning of the head, such as your logo.
 * @slot head-after - At the end of the head.
 * @slot navigation-before - Above or before the sections.
 * @slot navigation-after - Below or after the sections.
 * @slot section-before - Above the open section.
 * @slot section-after - Below the open section.
 * @slot card-invoices-before - Before the card of what is owed; each card has such places, among the others.
 * @slot card-invoices-after - After it.
 * @slot card-answers-before - Before the card of what was answered.
 * @slot card-answers-after - After it.
 * @slot card-delivery-before - Before the card of what is on its way.
 * @slot card-delivery-after - After it.
 * @slot card-last-before - Before the card of the last order.
 * @slot card-last-after - After it.
 * @slot error - Instead of the message that it is not known what there is.
 * @slot offline - Instead of the message that there is no network, while that is not known.
 * @slot unsupported - Instead of the message that the backend has nothing to show.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart heading - The heading, which is only read out unless `heading` is set; also those of the sections.
 * @csspart head - Company, person, language and the button that signs out.
 * @csspart navigation - The sections' links.
 * @csspart section-link - One of them.
 * @csspart badge - The number at a section.
 * @csspart section - What the open section shows.
 * @csspart card - A card of the overview.
 * @csspart button - Every button; also those of the sections.
 * @csspart details - What is open in a section; also `details-header`, `details-heading`, `lines`, `totals`, `documents`, `message`.
 * @csspart list - Toolbar and rows of a section; also `header`, `row`, `status`, `banner`, `tabs`, `summary`.
 * @csspart state - What stands instead of content; also `state-error`, `state-unauthenticated`, `state-unsupported`.
 * @cssproperty {length} [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
 * @cssproperty {length} [--cabinet-app-height=100dvh] - Height of what it scrolls in, if that is not the window.
 * @cssproperty {length} [--cabinet-app-gutter=0px] - Width of the page's margins beside it, over which the bar of sections reaches on phones.
 * @cssstate loading - It is not known yet which sections there are.
 * @cssstate error - Neither is it known nor could it be asked.
 * @cssstate content - There are sections.
 * @example
 * ```html
 * <cabinet-app></cabinet-app>
 * ```
 */
export class CabinetApp extends CabinetElement {
  static override styles = appStyles;

  #texts = new LocalizeController(this, appMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this, (state, isOther) => {
    if (isOther) this.#places.beginAnew();
    else if (state.status === 'signed-out') this.#places.forget();
  });
  #provider = new ContextProvider(this, { context: cabinetContext });
  #whoAsks = new QueryController(this, getSession, () => (this.client?.adapter.supports(getSession) ? {} : undefined));
  #abilities = new QueryController(this, getCapabilities, () => ({}), { staleTime: CAPABILITIES_FRESH });
  #unread = new QueryController(this, listTickets, () => (this.#offers('requests') ? unreadInput : undefined));
  #owed = new QueryController(this, summarizeInvoices, () =>
    this.#offers('invoices') && this.client?.may(summarizeInvoices) !== false ? {} : undefined,
  );
  #places: AppPlaces = new AppPlaces(this, () => void this.#arrive());
  #parts = new LazyParts(this, {
    orders: sections.orders.load,
    invoices: sections.invoices.load,
    requests: sections.requests.load,
    profile: sections.profile.load,
    bar: () => import('./parts/define-account-bar.ts'),
  });

  /** Read out before everything; shown if it is set. Default: the word for it in the cabinet's language. */
  @property() heading: string | undefined;
  /**
   * The open section: `start`, `orders`, `invoices`, `requests` or `profile`. The address wins over it where the cabinet
   * keeps its place there; set it where your own router does.
   */
  @property({ reflect: true }) section: AppSection | undefined;
  /**
   * Sections that are not to be there, separated by spaces; also the blocks `head`, `navigation`, `section`, and
   * `card-invoices`, `card-answers`, `card-delivery`, `card-last` of the overview.
   */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';
  /** `hash`, `query` or `none`: where in the page's address section, filters and what is open stand. */
  @property({ attribute: 'url-state' }) urlState: 'hash' | 'query' | 'none' = 'hash';
  /** Your page of each section, such as `/account/{section}`: its links lead there. */
  @property({ attribute: 'section-url' }) sectionUrl: string | undefined;
  /** BCP 47 languages to choose from, separated by spaces; less than two: there is no choice. */
  @property() languages = 'en ru';

  /** The language chosen here, until the cabinet around speaks it. */
  @state() private _language: string | undefined;
  /** Counts what begins anew, so that a second press on a section shows its root. */
  @state() private _visit = 0;
  #shown: string | undefined;
  #outer: Cabinet | undefined;

  constructor() {
    super();
    new SubjectLinks(this, (section) => this.#available(true).includes(section));
  }

  /** @internal */
  override get locale(): string {
    return this._language ?? super.locale;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('section')) this.#places.set(this.section);
    this.#provide();
    const { shown } = this;
    if (this.#signedOut || !this.client) return;
    if (shown !== 'start') void this.#parts.need(shown);
    this.#parts.needSoon('bar');
  }

  protected override updated(): void {
    const known = this.#available(true).length > 0;
    const failed = this.#error !== undefined;
    this.setStates({ loading: !known && !failed && !this.#signedOut, error: failed, content: known });
    const { shown } = this;
    if (!known || !this.#texts.ready || shown === this.#shown) return;
    this.#shown = shown;
    this.emit('cabinet-section-shown', { section: shown, label: this.#texts.t(shown) });
  }

  /** The section that is shown: the wanted one, or the first that there is. */
  get shown(): AppSection {
    const available = this.#available();
    return this.section && available.includes(this.section) ? this.section : (available[0] ?? 'start');
  }

  /**
   * Shows a section, and puts the focus on its heading.
   * @param place what is to be open there, as an address says it: `orders.order=42`
   * @returns the section's widget; undefined if the page has taken over
   */
  open(section: AppSection, place = ''): Promise<HTMLElement | undefined> {
    return this.#go(section, place);
  }

  /** @param press of a link to it, which a browser would follow by itself */
  async #go(section: AppSection, place: string, press?: Event): Promise<HTMLElement | undefined> {
    const href = this.#places.href(section, place);
    const allowed = this.emit('cabinet-section-requested', { section, href }, { cancelable: true });
    if (allowed && this.sectionUrl) {
      if (!press) location.assign(href);
      return undefined;
    }
    press?.preventDefault();
    this.#places.leaveFor(section, place);
    if (!allowed) return undefined;
    this.#places.push(href);
    this.section = section;
    this._visit += 1;
    return this.#arrive();
  }

  get #signedOut(): boolean {
    return this.#session.state.status === 'signed-out';
  }

  /** Why nothing is known of what there is. */
  get #error(): CabinetError | undefined {
    if (this.#available(true).length > 0 || this.#signedOut) return undefined;
    const missing = ['unsupported', 'not_found'];
    return [this.#whoAsks, this.#abilities]
      .map(({ state }) => (state.data ? undefined : state.error))
      .find((error) => error && !missing.includes(error.code));
  }

  /** Why there is nothing to show. */
  get #failure(): Failure | undefined {
    if (this.#signedOut) return { code: 'unauthenticated' };
    return this.#error ?? (this.client && this.#available().length === 0 ? { code: 'unsupported' } : undefined);
  }

  /** @internal The open section's. */
  get widget(): CabinetElement | null {
    return this.renderRoot.querySelector<CabinetElement>('.widget');
  }

  /** @param certain only what is known to be there, not what may yet turn out to be */
  #available(certain = false): AppSection[] {
    return appSections.filter((name) => {
      if (hides(this, name)) return false;
      const may = sections[name].operations.map((id) => this.client?.may({ id }));
      return may.includes(true) || (!certain && may.includes(undefined));
    });
  }

  #offers(section: AppSection): boolean {
    return this.#available().includes(section);
  }

  /** The section's heading gets the focus, as soon as it is there and unless the focus has gone elsewhere since. */
  async #arrive(): Promise<HTMLElement | undefined> {
    await this.updateComplete;
    const { shown } = this;
    const frame = this.renderRoot.querySelector<HTMLElement>('.content');
    focusFrame(frame);
    if (shown !== 'start') await this.#parts.need(shown);
    const { widget } = this;
    if (widget) await focusHeading(widget, frame);
    return widget ?? undefined;
  }

  /** Gives the sections the cabinet in the language that was chosen here. */
  #provide(): void {
    const { cabinet } = this;
    if (cabinet?.locale !== this.#outer?.locale) this._language = undefined;
    if (cabinet === this.#outer && this.#provider.value?.locale === this.locale) return;
    this.#outer = cabinet;
    this.#provider.setValue(cabinet && { ...cabinet, locale: this.locale });
  }

  #onLanguage = ({ detail: { locale } }: CustomEvent<{ locale: string }>): void => {
    this._language = locale;
    if (this.client) this.client.locale = locale;
  };

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    return html`<slot name="header"></slot>
      <div class="base" part="base">
        ${ready ? this.#renderCabinet() : html`<div class="head">${skeleton('short')}</div>`}
      </div>
      <slot name="footer"></slot>`;
  }

  #renderCabinet(): TemplateResult {
    const { t } = this.#texts;
    const common = this.#common.t;
    const heading = html`<h2 class=${this.heading ? 'title' : 'visually-hidden'} part="heading">
      ${this.heading ?? t('heading')}
    </h2>`;
    const failure = this.#failure;
    if (failure) {
      const retry = (): void => [this.#whoAsks, this.#abilities].forEach((query) => query.refetch());
      const signIn = (): boolean => this.requestSignIn();
      return html`${heading}${errorPanel(failure, { title: t('failed.title'), text: common, retry, signIn })}`;
    }
    const bar = html`<cabinet-account-bar
      .languages=${this.languages}
      @language=${this.#onLanguage}
    ></cabinet-account-bar>`;
    return html`${heading}
      ${hides(this, 'head') ? nothing : html`<div class="head" part="head">${block(this, 'head', bar)}</div>`}
      ${hides(this, 'navigation') ? nothing : this.#renderNavigation()}
      <div class="content" part="section" role="group" tabindex="-1" aria-label=${t(this.shown)} @keyup=${uncover}>
        ${this.#parts.failed ? partFailed(common) : nothing}
        ${this.#parts.offline ? banner(common('error.offline'), undefined, 'offline') : nothing}
        ${block(this, 'section', keyed(this._visit, this.#renderSection()))}
      </div>`;
  }

  #renderNavigation(): TemplateResult {
    const { t } = this.#texts;
    return appNavigation({
      label: t('navigation'),
      names: this.#available(true),
      current: this.shown,
      nameOf: t,
      hrefOf: (section) => this.#places.href(section, this.#places.behind(section)),
      badges: badgesOf({ unread: this.#unread.state.data, owed: this.#owed.state.data, t }),
      follow: (event, section) => void this.#go(section, this.#places.behind(section), event),
    });
  }

  #renderSection(): TemplateResult {
    const { shown } = this;
    if (shown === 'start') {
      return html`<cabinet-app-start
        class="widget"
        exportparts="heading, card, button, state, banner, status"
        .hiddenParts=${this.hiddenParts}
        .links=${this.#links}
      ></cabinet-app-start>`;
    }
    const { keeper } = this.#places;
    return sections[shown].widget({ urlState: keeper, place: new URLSearchParams(this.#places.begin(shown)) });
  }

  #links: StartLinks = {
    offers: (section) => this.#offers(section),
    href: (section, place) => this.#places.href(section, place),
    follow: (event, section, place = '') => void this.#go(section, place, event),
    act: (section, name) => {
      if (this.sectionUrl) return undefined;
      return async () => {
        const widget = (await this.open(section)) as
          (HTMLElement & Partial<Record<typeof name, () => unknown>>) | undefined;
        await widget?.[name]?.();
      };
    },
  };
}
