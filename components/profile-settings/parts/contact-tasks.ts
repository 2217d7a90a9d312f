import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { CabinetClient } from '../../../src/client/types.ts';
import type { OperationReference } from '../../../src/contract/operations.ts';
import {
  addContact,
  makeContactPrimary,
  removeContact,
  verifyContact,
  type ContactPoint,
  type Profile,
} from '../../../src/contract/profile/profile.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { inputField } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { CodeTask } from './code-task.ts';
import type { PersonPart } from './person-part.ts';

type Kind = 'email' | 'phone';

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phone = /^\+?[\d\s().-]{8,30}$/;

/** E-mail addresses and phone numbers: added, verified by a code, made primary, removed. */
export class ContactTasks implements ReactiveController {
  #host: CabinetElement;
  #part: PersonPart;
  #add: MutationController<typeof addContact>;
  #makePrimary: MutationController<typeof makeContactPrimary>;
  #remove: MutationController<typeof removeContact>;
  #code: CodeTask;
  /** What was typed, kept while the page is open. */
  #typed: Record<Kind, string> = { email: '', phone: '' };
  #fault: string | undefined;

  constructor(host: CabinetElement, part: PersonPart) {
    this.#host = host;
    this.#part = part;
    this.#add = new MutationController(host, addContact);
    this.#makePrimary = new MutationController(host, makeContactPrimary);
    this.#remove = new MutationController(host, removeContact);
    this.#code = new CodeTask(host, part);
    host.addController(this);
  }

  hostConnected(): void {
    /* Everything begins with the person. */
  }

  /** The profile as it is now: how many attempts a code has left, when another may be sent. */
  follow(profile: Profile): void {
    this.#code.follow(profile);
  }

  #openAdd(kind: Kind): void {
    const { t } = this.#part.texts;
    this.#add.reset();
    this.#fault = undefined;
    this.#part.dialog.open({
      title: () => t(`add.${kind}.title`),
      content: () =>
        html`<p>${t('add.text')}</p>
          ${inputField({
            id: 'value',
            name: 'value',
            type: kind === 'email' ? 'email' : 'tel',
            label: t(`value.${kind}`),
            hint: kind === 'phone' ? t('value.phone.hint') : undefined,
            value: this.#typed[kind],
            autocomplete: kind === 'email' ? 'email' : 'tel',
            required: true,
            maxLength: 254,
            error: this.#fault ?? this.#add.error?.fields?.['/value'],
            input: (value) => {
              this.#typed[kind] = value;
              this.#fault = undefined;
              if (this.#add.error) this.#add.reset();
              this.#host.requestUpdate();
            },
          })}`,
      action: { label: () => t(this.#add.pending ? 'add.sending' : 'add.next') },
      pending: () => this.#add.pending,
      failure: () => (this.#add.error?.fields ? nothing : this.#part.failure(this.#add.error)),
      run: (form) => this.#runAdd(kind, form),
    });
  }

  async #runAdd(kind: Kind, form: HTMLFormElement): Promise<boolean> {
    const value = this.#typed[kind].trim();
    if (!(kind === 'email' ? email : phone).test(value)) {
      this.#fault = this.#part.texts.t(`value.wrong.${kind}`);
      this.#host.requestUpdate();
      focusIn(form);
      return false;
    }
    const profile = await this.#add.run({ kind, value });
    if (!profile) {
      focusIn(form);
      return false;
    }
    this.#typed[kind] = '';
    this.#part.changed(profile);
    const added = profile.contacts.filter((contact) => contact.kind === kind).at(-1);
    if (!added || added.verified) return true;
    // The same window goes on with the code.
    this.#code.open(added);
    return false;
  }

  async #onMakePrimary({ id, value }: ContactPoint): Promise<void> {
    const profile = await this.#makePrimary.run({ contactId: id });
    if (!profile) return;
    this.#part.say(this.#part.texts.t('primary.done', { value }));
    this.#part.changed(profile);
  }

  #askRemove({ id, value, consequence }: ContactPoint): void {
    const { t } = this.#part.texts;
    this.#remove.reset();
    this.#part.dialog.open({
      title: () => t('remove.title', { value }),
      content: () =>
        html`<p>${t('remove.text')}</p>
          ${consequence ? html`<p class="note caution">${icon('warning')}<span>${consequence}</span></p>` : nothing}`,
      action: { label: () => t('remove'), critical: true },
      pending: () => this.#remove.pending,
      failure: () => this.#part.failure(this.#remove.error),
      run: async () => {
        const profile = await this.#remove.run({ contactId: id });
        if (!profile) return false;
        this.#part.say(t('remove.done', { value }));
        this.#part.changed(profile);
        return true;
      },
    });
  }

  render({ contacts }: Profile, client: CabinetClient | undefined): TemplateResult {
    return html`${(['email', 'phone'] as const).map((kind) =>
      this.#renderKind(
        kind,
        contacts.filter((contact) => contact.kind === kind),
        client,
      ),
    )}`;
  }

  #renderKind(kind: Kind, contacts: readonly ContactPoint[], client: CabinetClient | undefined): TemplateResult {
    const { t } = this.#part.texts;
    return html`<div class="card contacts">
      <div class="card-head">
        <h4>${t(kind === 'email' ? 'emails' : 'phones')}</h4>
        ${
          client?.may(addContact)
            ? html`<button class="button" type="button" part="button" @click=${() => this.#openAdd(kind)}>
                ${icon('plus')}${t(`add.${kind}`)}
              </button>`
            : nothing
        }
      </div>
      ${
        contacts.length > 0
          ? html`<ul class="rows">
              ${contacts.map((contact) => this.#renderContact(contact, client))}
            </ul>`
          : html`<p class="muted">${t('none')}</p>`
      }
      ${this.#makePrimary.error ? this.#part.failure(this.#makePrimary.error) : nothing}
    </div>`;
  }

  #renderContact(contact: ContactPoint, client: CabinetClient | undefined): TemplateResult {
    const { t } = this.#part.texts;
    const may = (action: string, operation: OperationReference): boolean =>
      contact.allowedActions.includes(action) && client?.may(operation) === true;
    const act = (key: 'verify' | 'makePrimary' | 'remove', run: () => void): TemplateResult =>
      html`<button
        class="button ${key === 'verify' ? '' : 'plain'}"
        type="button"
        part="button"
        aria-label=${t('about.contact', { action: t(key), value: contact.value })}
        @click=${run}
      >
        ${t(key)}
      </button>`;
    return html`<li class="row" data-contact=${contact.id}>
      <span class="row-main">
        <span class="titled">
          <span class="contact-value" dir="ltr">${contact.value}</span>
          <span class="tags">
            ${contact.primary ? html`<span class="tag">${t('primary')}</span>` : nothing}
            ${
              contact.verified
                ? html`<span class="tag positive">${t('verified')}</span>`
                : html`<span class="tag caution">${t('unverified')}</span>`
            }
          </span>
        </span>
      </span>
      <span class="row-actions">
        ${may('verify', verifyContact) ? act('verify', () => this.#code.open(contact)) : nothing}
        ${may('make_primary', makeContactPrimary) ? act('makePrimary', () => void this.#onMakePrimary(contact)) : nothing}
        ${may('remove', removeContact) ? act('remove', () => this.#askRemove(contact)) : nothing}
      </span>
    </li>`;
  }
}

function focusIn(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('input')?.focus();
}
