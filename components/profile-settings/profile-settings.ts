import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Session } from '../../src/contract/session.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { profileMessages } from '../../src/i18n/profile.ts';
import { block, hides } from '../shared/blocks.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { LazyParts } from '../shared/lazy-parts.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { OnlineController } from '../shared/online-controller.ts';
import { SessionController } from '../shared/session-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { backButton, backButtonStyles } from '../ui/back-button.ts';
import { buttonStyles } from '../ui/button.ts';
import { icon } from '../ui/icon.ts';
import { skeleton, skeletonStyles } from '../ui/skeleton.ts';
import { banner, partFailed, statePanel, statePanelStyles } from '../ui/state-panel.ts';
import './parts/events.ts';
import { sectionNames, sections, type SectionName } from './parts/sections.ts';
import { SectionUrl } from './parts/section-url.ts';
import { profileSettingsStyles } from './profile-settings.styles.ts';

/**
 * The customer's profile: person, company, addresses, colleagues, notifications, security and privacy.
 *
 * A section is there if the backend has it and the person's role may see it; what a role may not change is shown with
 * the reason. What is typed is kept through reloads and while other sections are open.
 *
 * @customElement cabinet-profile-settings
 * @summary A customer's profile and settings, in sections beside each other or one at a time.
 * @fires {CustomEvent} cabinet-section-opened - A person opens a section. `detail.section`
 * @fires {CustomEvent} cabinet-customer-switch-requested - Before the person acts for another of their companies; cancel it to prevent that. `detail.customerId`
 * @fires {CustomEvent} cabinet-customer-switched - The person acts for another of their companies. `detail.customerId`
 * @fires {CustomEvent} cabinet-profile-updated - Names, contacts or picture were changed. `detail.profile`
 * @fires {CustomEvent} cabinet-company-updated - The company's details were changed. `detail.company`
 * @fires {CustomEvent} cabinet-change-requested - A change of locked details was asked for. `detail.request`
 * @fires {CustomEvent} cabinet-addresses-updated - An address was added, changed, removed or made the default. `detail.addresses`
 * @fires {CustomEvent} cabinet-members-updated - A colleague was invited, removed or given another role. `detail.members`
 * @fires {CustomEvent} cabinet-notifications-updated - Notifications were switched. `detail.preferences`
 * @fires {CustomEvent} cabinet-sessions-ended - Other devices were signed out. `detail.count`
 * @fires {CustomEvent} cabinet-account-deletion-changed - The account is to be deleted, or kept after all. `detail.deletion`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above the heading.
 * @slot footer - Below everything.
 * @slot head-before - Above the heading, where it is shown.
 * @slot head-after - Below it.
 * @slot navigation-before - Above the person and the list of sections.
 * @slot navigation-after - Below them.
 * @slot section-before - Above the open section.
 * @slot section-after - Below it.
 * @slot unsupported - Instead of the message that there is nothing to set.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart heading - The heading.
 * @csspart navigation - The list of sections.
 * @csspart section-link - One section in the list.
 * @csspart section - The open section; also `section-heading`.
 * @csspart input - A field to write in.
 * @csspart select - A choice, such as the time zone.
 * @csspart dialog - A window in which something is done or changed.
 * @csspart button - Every button; also `button-confirm` of a window.
 * @csspart state - What stands instead of the sections; also `state-unauthenticated`, `state-unsupported`.
 * @cssproperty {length} [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
 * @cssstate loading - It is not known yet which sections there are.
 * @cssstate content - There are sections.
 * @cssstate unsaved - Something is typed and not saved.
 * @example
 * ```html
 * <cabinet-profile-settings url-state="query"></cabinet-profile-settings>
 * ```
 */
export class CabinetProfileSettings extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    backButtonStyles,
    skeletonStyles,
    statePanelStyles,
    profileSettingsStyles,
  ];

  #texts = new LocalizeController(this, profileMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this);
  #online = new OnlineController(this);
  #url = new SectionUrl(this);
  #parts = new LazyParts(this, {
    ...(Object.fromEntries(sectionNames.map((name) => [name, sections[name].load])) as Record<
      SectionName,
      () => Promise<unknown>
    >),
    customers: () => import('../shared/define-customer-switch.ts'),
  });
  /** Sections that were opened stay, so that what is typed in them does. */
  #visited = new Set<SectionName>();

  /** The heading. Default: the word for it in the cabinet's language. */
  @property() heading: string | undefined;
  /** The open section: `person`, `company`, `addresses`, `colleagues`, `notifications` or `security`. Default: the first, and on phones the list of sections. */
  @property({ reflect: true }) section: SectionName | undefined;
  /** Sections that are not to be there, separated by spaces; also the blocks `head`, `navigation`, `section`. */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';
  /** `query` or `hash`: the page's address may hold the open section. Default: it is left alone. */
  @property({ attribute: 'url-state' }) urlState: 'query' | 'hash' | undefined;

  @state() private _unsaved: ReadonlySet<SectionName> = new Set();

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { shown } = this;
    if (!shown || this.#signedOut) return;
    this.#visited.add(shown);
    void this.#parts.need(shown);
  }

  protected override updated(): void {
    const known = this.#available(true).length > 0;
    this.setStates({ loading: !known && !this.#signedOut, content: known, unsaved: this._unsaved.size > 0 });
  }

  /** Opens a section and puts the focus on its heading; nothing: the list of sections, on phones. */
  async open(section: SectionName | undefined): Promise<void> {
    const before = this.section;
    this.section = section;
    this.#url.write();
    if (section) this.emit('cabinet-section-opened', { section });
    await this.updateComplete;
    if (!section) {
      this.renderRoot.querySelector<HTMLElement>(`[data-section='${before ?? ''}']`)?.focus();
    } else if (!this.renderRoot.querySelector('nav')?.checkVisibility()) {
      // The list has made room for the section; beside it, the focus may stay where it was.
      await this.#parts.need(section);
      const element = this.renderRoot.querySelector<CabinetElement>(`cabinet-profile-${section}`);
      await element?.updateComplete;
      element?.focus();
    }
  }

  /** The section that is shown; while it is not known what there is, the wanted one. */
  get shown(): SectionName | undefined {
    const available = this.#available();
    return this.section && available.includes(this.section) ? this.section : available[0];
  }

  get #signedOut(): boolean {
    return this.#session.state.status === 'signed-out';
  }

  /** @param certain only what is known to be there, not what may yet turn out to be */
  #available(certain = false): SectionName[] {
    return sectionNames.filter((name) => {
      if (hides(this, name)) return false;
      const may = sections[name].operations.map((id) => this.client?.may({ id }));
      return may.includes(true) || (!certain && may.includes(undefined));
    });
  }

  #onUnsaved(section: SectionName, unsaved: boolean): void {
    const all = new Set(this._unsaved);
    if (unsaved) all.add(section);
    else all.delete(section);
    this._unsaved = all;
  }

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    const { state } = this.#session;
    // Where there is room for one of both: the list of sections, or the open one.
    const shows = hides(this, 'navigation') ? '' : this.section ? 'opened' : 'closed';
    return html`<slot name="header"></slot>
      <section class="base ${shows}" part="base">
        <div class="head">
          ${
            ready
              ? block(this, 'head', html`<h2 part="heading">${this.heading ?? this.#texts.t('heading')}</h2>`)
              : skeleton('short')
          }
        </div>
        ${ready ? this.#renderBody(state.status === 'signed-in' ? state.session : undefined) : nothing}
      </section>
      <slot name="footer"></slot>`;
  }

  #renderBody(session: Session | undefined): TemplateResult {
    const { t } = this.#texts;
    const common = this.#common.t;
    if (this.#signedOut) {
      const panel = {
        kind: 'unauthenticated',
        title: common('signIn.title'),
        text: common('error.unauthenticated'),
      } as const;
      return statePanel({ ...panel, action: { label: common('signIn'), run: () => this.requestSignIn() } });
    }
    if (this.client && this.#available().length === 0) {
      return statePanel({ kind: 'unsupported', title: t('none.title'), text: common('error.unsupported') });
    }
    const navigated = !hides(this, 'navigation');
    return html`${this.#online.online ? nothing : banner(common('offline'), undefined, 'offline')}
      <div class="panes">
        ${
          navigated
            ? html`<div class="side">
                ${block(
                  this,
                  'navigation',
                  html`${session ? this.#renderWho(session) : this.#renderWhoSkeleton()} ${this.#renderNavigation()}`,
                )}
              </div>`
            : nothing
        }
        <div class="pane">
          ${navigated ? backButton(t('back'), () => this.open(undefined)) : nothing}
          ${this.#parts.failed ? partFailed(common) : nothing} ${block(this, 'section', this.#renderSections())}
        </div>
      </div>`;
  }

  #renderWhoSkeleton(): TemplateResult {
    return html`<div class="who">
      <span class="initials" aria-hidden="true"></span>
      <span class="who-name">${skeleton('medium')}${skeleton('short')}</span>
    </div>`;
  }

  #renderWho({ person, customer, customers }: Session): TemplateResult {
    const mayChoose = customers.length > 1 && this.#session.may({ id: 'session.switchCustomer' });
    if (mayChoose) void this.#parts.need('customers');
    return html`<div class="who">
      <span class="initials" aria-hidden="true">${initialsOf(person.name)}</span>
      <span class="who-name">
        <strong dir="auto">${person.name}</strong>
        ${
          mayChoose
            ? html`<cabinet-customer-switch bare></cabinet-customer-switch>`
            : html`<span class="muted" dir="auto">${customer.name}</span>`
        }
      </span>
    </div>`;
  }

  #renderNavigation(): TemplateResult {
    const { t } = this.#texts;
    const certain = this.#available(true);
    return html`<nav aria-label=${t('sections')} part="navigation">
      <ul>
        ${
          certain.length === 0
            ? sectionNames.map(() => html`<li class="link">${skeleton('medium')}</li>`)
            : certain.map(
                (name) =>
                  html`<li>
                    <button
                      class="link"
                      type="button"
                      part="section-link"
                      data-section=${name}
                      aria-current=${name === this.shown ? 'page' : nothing}
                      @click=${() => this.open(name)}
                    >
                      ${sections[name].icon()}
                      <span class="link-text">
                        <span>${t(`section.${name}`)}</span>
                        <span class="link-about small">${t(`about.${name}`)}</span>
                      </span>
                      ${
                        this._unsaved.has(name)
                          ? html`<span class="dot" title=${t('unsaved')}
                              ><span class="visually-hidden">${t('unsaved')}</span></span
                            >`
                          : nothing
                      }
                      <span class="link-go">${icon('chevron')}</span>
                    </button>
                  </li>`,
              )
        }
      </ul>
    </nav>`;
  }

  #renderSections(): TemplateResult[] {
    const { shown } = this;
    const available = this.#available();
    return sectionNames
      .filter((name) => this.#visited.has(name) && available.includes(name))
      .map((name) =>
        sections[name].render(name !== shown, ({ detail }: CustomEvent<{ unsaved: boolean }>) =>
          this.#onUnsaved(name, detail.unsaved),
        ),
      );
  }
}

/** The first letters of the first and the last part of a name. */
function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => [...(part ?? '')][0] ?? '').join('');
}
