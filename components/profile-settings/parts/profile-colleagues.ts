import { html, nothing, type TemplateResult } from 'lit';
import {
  changeMemberRole,
  inviteMember,
  listMembers,
  memberRoles,
  removeMember,
  resendInvitation,
  type Member,
  type MemberRole,
} from '../../../src/contract/company/members.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { OperationReference } from '../../../src/contract/operations.ts';
import { profileColleaguesMessages } from '../../../src/i18n/profile-colleagues.ts';
import { FormController } from '../../shared/form-controller.ts';
import { formFailure, formInput } from '../../shared/form-view.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { icon } from '../../ui/icon.ts';
import { profileIcons } from './profile-icons.ts';
import { ProfileSection } from './profile-section.ts';

type ColleaguesKey = keyof typeof profileColleaguesMessages.english;
type Members = OutputOf<typeof listMembers>;

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Who acts for the customer, and what each may do. */
export class CabinetProfileColleagues extends ProfileSection<Members, ColleaguesKey> {
  protected override readonly name = 'colleagues';
  protected override readonly main = new QueryController(this, listMembers, () => ({}));
  #changeRole = new MutationController(this, changeMemberRole);
  #remove = new MutationController(this, removeMember);
  #resend = new MutationController(this, resendInvitation);
  #invite = new FormController(this, {
    operation: inviteMember,
    texts: this.formTexts,
    draft: () => (this.main.state.data ? 'members.invite' : undefined),
    stored: () => this.main.state.data && { values: { role: 'buyer' }, etag: 'new' },
    input: (_changes, { email: address = '', role = 'buyer' }) => ({ email: address.trim(), role: role as MemberRole }),
    answered: () => ({ values: { role: 'buyer' }, etag: 'new' }),
    check: ({ email: address = '' }) => (email.test(address.trim()) ? {} : { email: this.texts.t('invite.wrong') }),
    saved: ({ items }, { email: address = '' }) => this.#changed(items, this.texts.t('invite.done', { name: address })),
    say: this.say,
  });
  /** What is chosen in the window of a role. */
  #role: MemberRole = 'viewer';

  constructor() {
    super(profileColleaguesMessages, [listMembers]);
  }

  protected override get unsaved(): boolean {
    return this.#invite.dirty;
  }

  #changed(members: readonly Member[], said: string): void {
    this.say(said);
    this.emit('cabinet-members-updated', { members });
  }

  #nameOf({ name, email: address }: Member): string {
    return name ?? address ?? '—';
  }

  get #customer(): string {
    const { state } = this.session;
    return state.status === 'signed-in' ? state.session.customer.name : '';
  }

  #openInvite = (): void => {
    const { t } = this.texts;
    const form = this.#invite;
    this.dialog.open({
      title: () => t('invite.title'),
      content: () =>
        html`<p>${t('invite.text')}</p>
          ${formInput(form, 'email', {
            label: t('invite.email'),
            type: 'email',
            required: true,
            maxLength: 254,
            autocomplete: 'off',
          })}
          ${this.#renderRoles(t('invite.role'), form.value('role'), (role) => form.enter('role', role))}`,
      action: { label: () => t(form.pending ? 'invite.sending' : 'invite.send') },
      pending: () => form.pending,
      failure: () => formFailure(form, this.common.t, this.formTexts.t('kept'), this.signIn),
      run: (element) => form.submit(element),
    });
  };

  #openRole(member: Member): void {
    const { t } = this.texts;
    this.#changeRole.reset();
    this.#role = member.role === 'unknown' ? 'viewer' : member.role;
    const name = this.#nameOf(member);
    this.dialog.open({
      title: () => t('role.title', { name }),
      content: () =>
        html`${this.#renderRoles(t('invite.role'), this.#role, (role) => {
          this.#role = role;
          this.requestUpdate();
        })}
        ${member.you ? html`<p class="note caution">${icon('warning')}<span>${t('role.self')}</span></p>` : nothing}`,
      action: { label: () => t(this.#changeRole.pending ? 'role.saving' : 'role.save') },
      pending: () => this.#changeRole.pending,
      failure: () => this.renderFailure(this.#changeRole.error),
      run: async () => {
        if (this.#role === member.role) return true;
        const answer = await this.#changeRole.run({ memberId: member.id, role: this.#role });
        if (!answer) return false;
        this.#changed(answer.items, t('role.done', { name, role: t(`role.${this.#role}`) }));
        return true;
      },
    });
  }

  #askRemove(member: Member): void {
    const { t } = this.texts;
    this.#remove.reset();
    const name = this.#nameOf(member);
    const key = member.you ? 'remove.self' : member.state === 'active' ? 'remove.text' : 'remove.invited';
    this.dialog.open({
      title: () => t('remove.title', { name }),
      content: () => html`<p>${t(key, { customer: this.#customer })}</p>`,
      action: { label: () => t('remove'), critical: true },
      pending: () => this.#remove.pending,
      failure: () => this.renderFailure(this.#remove.error),
      run: async () => {
        const answer = await this.#remove.run({ memberId: member.id });
        if (!answer) return false;
        this.#changed(answer.items, t('remove.done', { name }));
        return true;
      },
    });
  }

  async #onResend(member: Member): Promise<void> {
    const answer = await this.#resend.run({ memberId: member.id });
    if (answer) this.#changed(answer.items, this.texts.t('invite.done', { name: this.#nameOf(member) }));
  }

  protected override renderAction(data: Members | undefined): unknown {
    if (!data || !this.may(inviteMember)) return nothing;
    return html`<button class="button" type="button" part="button" @click=${this.#openInvite}>
      ${icon('plus')}${this.texts.t('invite')}
    </button>`;
  }

  protected override renderContent({ items }: Members): TemplateResult {
    const { t } = this.texts;
    const alone = items.length <= 1 && this.may(inviteMember);
    return html`${this.mayNot(inviteMember) ? this.renderReadOnly(t('readOnly')) : nothing}
      ${this.renderFailure(this.#resend.error)}
      <div class="card">
        <ul class="rows">
          ${items.map((member) => this.#renderMember(member, items))}
        </ul>
      </div>
      ${alone ? html`<p class="note">${profileIcons.people()}<span>${t('empty.text')}</span></p>` : nothing}`;
  }

  #renderMember(member: Member, all: readonly Member[]): TemplateResult {
    const { t } = this.texts;
    const { role, state, you, email: address, invitedAt, lastSeenAt, allowedActions } = member;
    const name = this.#nameOf(member);
    const isActiveOwner = (each: Member): boolean => each.role === 'owner' && each.state === 'active';
    const lastOwner = isActiveOwner(member) && all.filter(isActiveOwner).length === 1;
    const act = (label: string, run: () => void): TemplateResult =>
      html`<button
        class="button plain"
        type="button"
        part="button"
        aria-label=${t('about', { action: label, name })}
        @click=${run}
      >
        ${label}
      </button>`;
    const may = (action: string, operation: OperationReference): boolean =>
      allowedActions.includes(action) && this.may(operation);
    const when =
      state !== 'active' && invitedAt
        ? t('invitedAt', { when: this.format.when(invitedAt) })
        : lastSeenAt && !you
          ? t('lastSeenAt', { when: this.format.when(lastSeenAt) })
          : undefined;
    return html`<li class="row" data-member=${member.id}>
      <span class="row-main">
        <span class="titled">
          <span class="title" dir="auto">${name}</span>
          <span class="tags">
            ${you ? html`<span class="tag">${t('you')}</span>` : nothing}
            ${state === 'invited' || state === 'expired' ? html`<span class="tag caution">${t(`state.${state}`)}</span>` : nothing}
          </span>
        </span>
        <span class="muted small" dir="auto"
          >${[name === address ? undefined : address, when].filter(Boolean).join(' · ')}</span
        >
        <span><strong>${t(`role.${role}`)}.</strong> <span class="muted">${t(`does.${role}`)}</span></span>
        ${lastOwner && this.may(changeMemberRole) ? html`<span class="muted small">${t('lastOwner')}</span>` : nothing}
      </span>
      <span class="row-actions">
        ${may('resend', resendInvitation) ? act(t('resend'), () => void this.#onResend(member)) : nothing}
        ${may('change_role', changeMemberRole) ? act(t('changeRole'), () => this.#openRole(member)) : nothing}
        ${may('remove', removeMember) ? act(t('remove'), () => this.#askRemove(member)) : nothing}
      </span>
    </li>`;
  }

  #renderRoles(legend: string, chosen: string, choose: (role: MemberRole) => void): TemplateResult {
    const { t } = this.texts;
    return html`<fieldset class="choices">
      <legend>${legend}</legend>
      ${memberRoles.map(
        (role) =>
          html`<label class="choice">
            <input type="radio" name="role" value=${role} .checked=${role === chosen} @change=${() => choose(role)} />
            <span class="title">${t(`role.${role}`)}</span>
            <span class="muted">${t(`does.${role}`)}</span>
          </label>`,
      )}
    </fieldset>`;
  }
}
