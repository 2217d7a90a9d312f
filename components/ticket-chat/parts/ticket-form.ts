import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { randomKey } from '../../../src/client/random-key.ts';
import { createTicket, listTicketKinds, type TicketKind } from '../../../src/contract/tickets/ticket.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import { getUploadLimits } from '../../../src/contract/uploads.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { headingFocus } from '../../shared/heading-focus.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { OnlineController } from '../../shared/online-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { field, inputField, selectField } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorPanel } from '../../ui/state-panel.ts';
import { addFiles } from './chosen-files.ts';
import { DraftController } from './draft-controller.ts';
import { fileChips, filePicker, FilePreviews, limitWords, wrongFiles } from './file-chips.ts';
import { faultsOf, inputOf, nothingYet, writtenOf, type RequestDraft, type Written } from './request-draft.ts';
import { schemaFields, typedInto } from './schema-fields.ts';
import { schemaFieldView } from './schema-field-view.ts';
import { ticketFormStyles } from './ticket-form.styles.ts';
import { subjectLabel } from './ticket-header.ts';
import { ticketIcons } from './ticket-icons.ts';

const TITLE = 200;

/**
 * The form for a new request. It is sent through the outbox: stored first, so that nothing of it is lost.
 *
 * @internal
 * @fires close - The person goes back to the list.
 * @fires written - The request is stored and on its way; `detail.id`.
 */
export class CabinetTicketForm extends CabinetElement {
  static override styles = ticketFormStyles;

  #texts = new LocalizeController(this, ticketFormMessages);
  #words = new LocalizeController(this, ticketMessages);
  #common = new LocalizeController(this, commonMessages);
  #online = new OnlineController(this);
  #kinds = new QueryController(this, listTicketKinds, () => ({}));
  #limits = new QueryController(this, getUploadLimits, () => (this.#mayAttach ? {} : undefined));
  #previews = new FilePreviews(this);
  #focusHeading = headingFocus(this);
  #kept = new DraftController<Written>(
    this,
    () => 'ticket-form',
    (kept, isOther) => this.#restore(kept, isOther),
  );

  @property({ attribute: false }) draft: RequestDraft = { about: [] };

  @state() private _written = nothingYet;
  @state() private _files: readonly File[] = [];
  @state() private _errors: Readonly<Record<string, string>> = {};
  @state() private _wrongFiles: readonly string[] = [];
  @state() private _restored = false;
  @state() private _failure: string | undefined;
  #sending = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('draft')) {
      const { about, taken } = this.draft;
      if (taken) this.#refill(taken.input, taken.files);
      else if (about.length > 0) this._written = { ...this._written, about };
    }
  }

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'form, input, select, button, button-send, state, banner');
  }

  override focus(options?: FocusOptions): void {
    this.#focusHeading(options);
  }

  get #mayAttach(): boolean {
    return this.client?.may({ id: 'uploads.begin' }) !== false;
  }

  get #kind(): TicketKind | undefined {
    const items = this.#kinds.state.data?.items ?? [];
    return items.find(({ id }) => id === this._written.kindId) ?? items[0];
  }

  #restore(kept: Written | undefined, isOther: boolean): void {
    if (this.draft.taken) return;
    if (isOther) {
      this._written = nothingYet;
      this._files = [];
    }
    if (!kept) return;
    this._restored = Boolean(kept.title || kept.text);
    this._written = this.draft.about.length > 0 ? { ...kept, about: this.draft.about } : kept;
  }

  #refill(input: Readonly<Record<string, unknown>>, files: readonly File[]): void {
    this._written = writtenOf(input);
    this._files = files;
    this.#kept.write(this._written);
  }

  #change(change: Partial<Written>, name: string): void {
    this._written = { ...this._written, ...change };
    const { [name]: _righted, ...others } = this._errors;
    this._errors = others;
    this.#kept.write(this._written);
  }

  #add(files: readonly File[]): void {
    const added = addFiles(this._files, files, this.#limits.state.data, this.#words, this.format);
    this._files = added.files;
    this._wrongFiles = added.wrong;
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { client } = this;
    const kind = this.#kind;
    if (!client || !kind || this.#sending) return;
    const fields = schemaFields(kind.fields);
    if (!fields) return;
    this._errors = faultsOf(this._written, fields, this.#texts, this.#words);
    if (Object.keys(this._errors).length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.#sending = true;
    this._failure = undefined;
    const id = randomKey();
    try {
      const outbox = await client.outbox();
      await outbox.send(
        createTicket,
        { clientId: id, ...inputOf(this._written, kind.id, fields) },
        { lane: id, id, files: this._files },
      );
      this.#kept.clear();
      this._written = nothingYet;
      this._files = [];
      this.dispatchEvent(new CustomEvent('written', { detail: { id } }));
    } catch (error) {
      const code = isCabinetError(error) ? error.code : 'unknown';
      this._failure = `${this.#common.t(`error.${code}`)} ${this.#texts.t('kept')}`;
    } finally {
      this.#sending = false;
    }
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#texts.ready || !this.#words.ready || !this.#common.ready) return nothing;
    const { t } = this.#texts;
    return html`<section part="form" aria-labelledby="heading">
      <div class="head">
        <button
          class="button plain icon-only"
          type="button"
          part="button"
          aria-label=${t('back')}
          title=${t('back')}
          @click=${() => this.dispatchEvent(new Event('close'))}
        >
          ${icon('back')}
        </button>
        <h3 id="heading" tabindex="-1">${t('heading')}</h3>
      </div>
      ${this.#renderForm()}
    </section>`;
  }

  #renderForm(): TemplateResult {
    const { t } = this.#texts;
    const { data, error, paused } = this.#kinds.state;
    const kind = this.#kind;
    const failure = error ?? (paused ? new CabinetError('offline') : undefined);
    if (!data && failure) {
      return errorPanel(failure, {
        title: t('kinds.failed'),
        text: this.#common.t,
        retry: () => this.#kinds.refetch(),
        signIn: () => this.requestSignIn(),
      });
    }
    if (!data || !kind)
      return html`<div class="form" aria-busy="true">${skeleton()}${skeleton()}${skeleton('medium')}</div>`;
    const { title, text, fields: values } = this._written;
    const fields = schemaFields(kind.fields);
    return html`<form class="form" novalidate @submit=${this.#onSubmit}>
      ${this.#online.online ? nothing : banner(this.#words.t('offline'), undefined, 'offline')}
      ${this._restored ? html`<p class="muted small" role="status">${t('restored')}</p>` : nothing}
      ${this.#renderAbout()}
      ${selectField({
        id: 'kind',
        label: t('kind'),
        hint: kind.hint,
        value: kind.id,
        choices: data.items.map(({ id, label }) => ({ value: id, label })),
        change: (kindId) => this.#change({ kindId }, 'kind'),
      })}
      ${inputField({
        id: 'title',
        label: t('title'),
        value: title,
        required: true,
        maxLength: TITLE,
        error: this._errors['title'],
        input: (value) => this.#change({ title: value }, 'title'),
      })}
      <div class="form-grid">
        ${fields?.map((each) =>
          schemaFieldView(each, {
            t,
            value: typedInto(values, each),
            error: this._errors[`field-${each.name}`],
            enter: (typed) =>
              this.#change({ fields: { ...this._written.fields, [each.name]: typed } }, `field-${each.name}`),
          }),
        )}
      </div>
      ${field(
        { id: 'text', label: t('text'), required: true, error: this._errors['text'] },
        ({ id, describedBy, invalid }) =>
          html`<textarea
            class="input"
            part="input"
            id=${id}
            rows="6"
            dir="auto"
            required
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
            .value=${live(text)}
            @input=${(event: Event) => this.#change({ text: (event.target as HTMLTextAreaElement).value }, 'text')}
          ></textarea>`,
      )}
      ${this.#mayAttach ? this.#renderFiles() : nothing}
      <div role="alert">
        ${fields ? nothing : banner(t('unusable'))}
        ${this._failure ? banner(this._failure, { label: this.#common.t('signIn'), run: () => this.requestSignIn() }) : nothing}
      </div>
      <div class="end">
        <button class="button primary" type="submit" part="button button-send" ?disabled=${!fields}>
          ${ticketIcons.send()}${t('send')}
        </button>
      </div>
    </form>`;
  }

  #renderAbout(): TemplateResult | typeof nothing {
    const { about } = this._written;
    if (about.length === 0) return nothing;
    const { t } = this.#texts;
    return html`<div class="about">
      <span class="muted small">${t('about')}</span>
      ${about.map((subject) => {
        const label = subjectLabel(subject, this.#words.t);
        const without = about.filter((each) => each !== subject);
        return html`<button
          class="chip applied"
          type="button"
          aria-label=${t('removeAbout', { label })}
          @click=${() => this.#change({ about: without }, 'about')}
        >
          <span class="cut" dir="auto">${label}</span>${icon('close')}
        </button>`;
      })}
    </div>`;
  }

  #renderFiles(): TemplateResult {
    const words = this.#words.t;
    const limits = this.#limits.state.data;
    return html`<div class="files">
      ${fileChips(this._files, this.#previews, this.#words, this.format, (file) => {
        this._files = this._files.filter((each) => each !== file);
      })}
      ${wrongFiles(this._wrongFiles)} ${filePicker(words('attach'), limits, (files) => this.#add(files), true)}
      <span class="small muted">${limitWords(limits, this.#words, this.format)}</span>
    </div>`;
  }
}
