import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { QueryState } from '../../../src/client/types.ts';
import type { Operation } from '../../../src/contract/operation.ts';
import type { OperationReference } from '../../../src/contract/operations.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { formMessages } from '../../../src/i18n/form.ts';
import type { Namespace } from '../../../src/i18n/messages.ts';
import { profileMessages } from '../../../src/i18n/profile.ts';
import { Announcer } from '../../shared/announcer.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { keepFocus } from '../../shared/keep-focus.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { TaskDialog } from '../../shared/task-dialog.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorPanel, errorText, statePanel } from '../../ui/state-panel.ts';
import './events.ts';
import { sectionStyles } from './profile-section.styles.ts';
import type { SectionName } from './sections.ts';

/** What a section asks for before it can show anything. */
interface Watched<Data> {
  readonly state: QueryState<Data>;
  refetch(): void;
}

/**
 * What all sections of a profile have in common: heading, texts, their states, one window for tasks.
 *
 * @fires unsaved - Something was changed and is not saved, or no longer so; `detail.unsaved` says which. Does not bubble.
 */
export abstract class ProfileSection<Data, Key extends string> extends CabinetElement {
  static override styles = sectionStyles;

  protected readonly texts: LocalizeController<Key>;
  protected readonly words = new LocalizeController(this, profileMessages);
  protected readonly common = new LocalizeController(this, commonMessages);
  protected readonly formTexts = new LocalizeController(this, formMessages);
  protected readonly session = new SessionController(this);
  protected readonly announcer = new Announcer(this);
  protected readonly dialog = new TaskDialog(this, (key, parameters) => this.common.t(key, parameters));
  #needs: readonly Operation[];
  #unsaved = false;

  protected abstract readonly name: SectionName;
  protected abstract readonly main: Watched<Data>;

  /** @param needs the section is there if the backend has any of these */
  constructor(texts: Namespace<Key>, needs: readonly Operation[]) {
    super();
    this.#needs = needs;
    this.texts = new LocalizeController(this, texts);
    keepFocus(this);
  }

  protected override firstUpdated(): void {
    this.setAttribute(
      'exportparts',
      'section, heading:section-heading, dialog, input, select, button, button-confirm, state, banner',
    );
  }

  /** Puts the focus on the heading. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[part="heading"]')?.focus();
  }

  /** Whether there is nothing to show yet, nor will be without the person doing something. */
  protected isEmpty(_data: Data): boolean {
    return false;
  }

  /** Whether something was changed and is not saved. */
  protected get unsaved(): boolean {
    return false;
  }

  protected abstract renderContent(data: Data): unknown;

  /** Beside the heading: the section's main action. */
  protected renderAction(_data: Data | undefined): unknown {
    return nothing;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { data, error, pending } = this.main.state;
    const empty = data !== undefined && this.isEmpty(data);
    this.setStates({ loading: pending, error: error !== undefined, empty, content: data !== undefined && !empty });
    if (this.unsaved === this.#unsaved) return;
    this.#unsaved = this.unsaved;
    this.dispatchEvent(new CustomEvent<{ unsaved: boolean }>('unsaved', { detail: { unsaved: this.#unsaved } }));
  }

  /** Whether the person may do something; while that is unknown, no. */
  protected may(operation: OperationReference): boolean {
    return this.session.may(operation);
  }

  /** It is known that the person may not. */
  protected mayNot(operation: OperationReference): boolean {
    return this.client?.may(operation) === false;
  }

  protected say = (text: string): void => this.announcer.say(text);

  protected signIn = (): boolean => this.requestSignIn();

  /** The backend has nothing of this section. */
  get #unsupported(): boolean {
    const { adapter } = this.client ?? {};
    return adapter !== undefined && this.#needs.every((operation) => !adapter.supports(operation));
  }

  /** A failure of something that was tried, in the window or beside the button. */
  protected renderFailure(error: CabinetError | undefined): TemplateResult | typeof nothing {
    if (!error) return nothing;
    const action = { label: this.common.t('signIn'), run: this.signIn };
    return banner(errorText(error, this.common.t), error.code === 'unauthenticated' ? action : undefined);
  }

  /** Why nothing can be changed here. */
  protected renderReadOnly(text: string): TemplateResult {
    return html`<p class="note" part="note">${icon('lock')}<span>${text}</span></p>`;
  }

  protected override render(): TemplateResult {
    if (!this.texts.ready || !this.words.ready || !this.common.ready || !this.formTexts.ready) {
      return html`<section class="section" aria-busy="true">${this.#renderSkeleton()}</section>
        ${this.announcer.region()}`;
    }
    const { data, error, pending, fetching } = this.main.state;
    const name = this.words.t(`section.${this.name}`);
    return html`<section
        class="section"
        part="section"
        aria-busy=${fetching ? 'true' : 'false'}
        aria-labelledby="heading"
      >
        <div class="section-head">
          <h3 id="heading" part="heading" tabindex="-1">${name}</h3>
          ${this.renderAction(data)}
        </div>
        ${
          error && data
            ? banner(`${this.words.t('failed.refresh')} ${errorText(error, this.common.t)}`, {
                label: this.common.t('retry'),
                run: () => this.main.refetch(),
              })
            : nothing
        }
        ${
          this.#unsupported
            ? statePanel({
                kind: 'unsupported',
                title: this.common.t('unsupported.title'),
                text: this.common.t('error.unsupported'),
              })
            : data
              ? this.renderContent(data)
              : pending || !error
                ? this.#renderSkeleton()
                : errorPanel(error, {
                    title: this.words.t('failed.title', { section: name }),
                    text: this.common.t,
                    retry: () => this.main.refetch(),
                    signIn: this.signIn,
                  })
        }
      </section>
      ${this.dialog.render()} ${this.announcer.region()}`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="card skeletons">
      ${[1, 2, 3].map(
        () =>
          html`<p>${skeleton('short')}</p>
            <p>${skeleton('medium')}</p>`,
      )}
    </div>`;
  }
}
