import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import {
  sendContactCode,
  verifyContact,
  type ContactPoint,
  type Profile,
} from '../../../src/contract/profile/profile.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { field } from '../../ui/field.ts';
import type { PersonPart } from './person-part.ts';

const SECOND = 1000;
/** No honest backend wants a longer wait; a clock that is set wrong would. */
const LONGEST_WAIT = 300;

/** The window in which a contact is verified by the code that was sent there. */
export class CodeTask implements ReactiveController {
  #host: CabinetElement;
  #part: PersonPart;
  #verify: MutationController<typeof verifyContact>;
  #resend: MutationController<typeof sendContactCode>;
  #contact: ContactPoint | undefined;
  #code = '';
  #missing = false;
  /** When another code may be asked for, by this machine's clock. */
  #againAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: CabinetElement, part: PersonPart) {
    this.#host = host;
    this.#part = part;
    this.#verify = new MutationController(host, verifyContact);
    this.#resend = new MutationController(host, sendContactCode);
    host.addController(this);
  }

  hostConnected(): void {
    /* Everything begins with the person. */
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** The contact as it is now. */
  follow({ contacts }: Profile): void {
    const now = this.#contact && contacts.find(({ id }) => id === this.#contact?.id);
    if (!now || JSON.stringify(now) === JSON.stringify(this.#contact)) return;
    this.#know(now);
    this.#host.requestUpdate();
  }

  #know(contact: ContactPoint): void {
    this.#contact = contact;
    this.#againAt = Date.parse(contact.verification?.resendAt ?? '') || 0;
  }

  open(contact: ContactPoint): void {
    const { t } = this.#part.texts;
    this.#code = '';
    this.#missing = false;
    this.#verify.reset();
    this.#resend.reset();
    this.#know(contact);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#host.requestUpdate(), SECOND);
    this.#part.dialog.open({
      title: () => t('code.title'),
      content: () => this.#render(),
      action: { label: () => t(this.#verify.pending ? 'code.checking' : 'code.check') },
      pending: () => this.#verify.pending,
      failure: () =>
        this.#part.failure(this.#resend.error ?? (this.#verify.error?.fields ? undefined : this.#verify.error)),
      run: (form) => this.#run(form),
      closed: () => {
        clearInterval(this.#timer);
        this.#contact = undefined;
      },
    });
    void this.#host.updateComplete.then(() => this.#input?.focus());
  }

  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement>('#code');
  }

  async #run(form: HTMLFormElement): Promise<boolean> {
    const contact = this.#contact;
    const code = this.#code.replace(/\s/g, '');
    if (!contact) return false;
    this.#missing = code === '';
    const profile = this.#missing ? undefined : await this.#verify.run({ contactId: contact.id, code });
    if (!profile) {
      this.#host.requestUpdate();
      form.querySelector<HTMLInputElement>('input')?.select();
      return false;
    }
    this.#part.say(this.#part.texts.t('code.done', { value: contact.value }));
    this.#part.changed(profile);
    return true;
  }

  #again = async (): Promise<void> => {
    const contact = this.#contact;
    if (!contact || this.#wait > 0) return;
    const profile = await this.#resend.run({ contactId: contact.id });
    const { error } = this.#resend;
    if (error?.code === 'rate_limited') this.#againAt = Date.now() + (error.retryAfter ?? 60 * SECOND);
    if (profile) {
      this.#verify.reset();
      this.follow(profile);
      this.#part.say(this.#part.texts.t('code.sent'));
    }
    this.#host.requestUpdate();
  };

  /** Seconds until another code may be asked for. */
  get #wait(): number {
    const seconds = Math.ceil((this.#againAt - Date.now()) / SECOND);
    return seconds > LONGEST_WAIT ? 0 : Math.max(0, seconds);
  }

  #render(): TemplateResult {
    const { t } = this.#part.texts;
    const { value = '', verification } = this.#contact ?? {};
    const wait = this.#wait;
    const error = this.#missing ? t('code.missing') : this.#verify.error?.fields?.['/code'];
    const until = verification && this.#host.format.when(verification.expiresAt);
    return html`<p>${until ? t('code.text', { value, time: until }) : t('code.expired', { value })}</p>
      ${field(
        {
          id: 'code',
          label: t('code.label'),
          error,
          hint: verification && !error ? t('code.attempts', { count: verification.attemptsLeft }) : undefined,
        },
        ({ id, describedBy, invalid }) =>
          html`<input
            class="input code-input"
            part="input"
            id=${id}
            name="code"
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="20"
            dir="ltr"
            .value=${this.#code}
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
            @input=${(event: Event) => {
              this.#code = (event.target as HTMLInputElement).value;
              this.#missing = false;
            }}
          />`,
      )}
      <div class="code-again">
        ${
          wait > 0
            ? html`<span class="muted">${t('code.wait', { seconds: wait })}</span>`
            : html`<button
                class="button plain"
                type="button"
                aria-disabled=${this.#resend.pending ? 'true' : nothing}
                @click=${this.#again}
              >
                ${t('code.again')}
              </button>`
        }
      </div>`;
  }
}
