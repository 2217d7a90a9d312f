import { html, nothing, type TemplateResult } from 'lit';
import {
  getNotificationPreferences,
  updateNotificationPreferences,
  type NotificationPreferences,
} from '../../../src/contract/profile/notifications.ts';
import { profileNotificationsMessages } from '../../../src/i18n/profile-notifications.ts';
import { FormController } from '../../shared/form-controller.ts';
import { formConflict, formFooter, formInput, formSelect } from '../../shared/form-view.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { icon } from '../../ui/icon.ts';
import { statePanel } from '../../ui/state-panel.ts';
import { timeZoneChoices } from './choices.ts';
import { fieldOf, fieldOfPointer, switchOf, toInput, toStored } from './notification-values.ts';
import { notificationsStyles } from './profile-notifications.styles.ts';
import { ProfileSection } from './profile-section.ts';

type NotificationsKey = keyof typeof profileNotificationsMessages.english;
type Event = NotificationPreferences['events'][number];
type Channel = NotificationPreferences['channels'][number];

/** Which events reach the person by which channel, and when. */
export class CabinetProfileNotifications extends ProfileSection<NotificationPreferences, NotificationsKey> {
  static override styles = [...ProfileSection.styles, notificationsStyles];

  protected override readonly name = 'notifications';
  protected override readonly main = new QueryController(this, getNotificationPreferences, () => ({}));
  #form = new FormController(this, {
    operation: updateNotificationPreferences,
    texts: this.formTexts,
    draft: () => (this.main.state.data ? 'profile.notifications' : undefined),
    stored: () => this.main.state.data && toStored(this.main.state.data, this.#timeZone),
    input: toInput,
    answered: (preferences) => toStored(preferences, this.#timeZone),
    check: (values) =>
      values['quiet'] === 'on' && values['quiet.from'] === values['quiet.to']
        ? { 'quiet.to': this.texts.t('quiet.same') }
        : {},
    fieldOf: fieldOfPointer,
    refetch: () => this.main.refetch(),
    saved: (preferences) => this.emit('cabinet-notifications-updated', { preferences }),
    say: this.say,
  });

  constructor() {
    super(profileNotificationsMessages, [getNotificationPreferences]);
  }

  protected override isEmpty({ events }: NotificationPreferences): boolean {
    return events.length === 0;
  }

  protected override get unsaved(): boolean {
    return this.#form.dirty;
  }

  get #timeZone(): string {
    const { state } = this.session;
    return (state.status === 'signed-in' ? state.session.person.timeZone : undefined) ?? this.format.timeZone;
  }

  protected override renderContent(preferences: NotificationPreferences): TemplateResult {
    const { t } = this.texts;
    const { events, channels } = preferences;
    if (events.length === 0) return statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') });
    const form = this.#form;
    const readOnly = this.mayNot(updateNotificationPreferences);
    return html`<form class="form" novalidate @submit=${form.onSubmit}>
      ${readOnly ? this.renderReadOnly(t('readOnly')) : nothing}
      ${formConflict(form, this.formTexts, (field) => this.#labelOf(field, preferences), this.#shown)}
      <div class="card matrix-card">
        ${this.#renderHints(channels)}
        <table class="matrix" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${t('event')}</th>
              ${channels.map(({ id }) => html`<th scope="col" role="columnheader">${t(`channel.${id}`)}</th>`)}
            </tr>
          </thead>
          ${groupsOf(events).map(([group, members]) => this.#renderGroup(group, members, channels, readOnly))}
        </table>
      </div>
      <fieldset class="card quiet" ?disabled=${readOnly}>
        <legend class="visually-hidden">${t('quiet')}</legend>
        <h4>${t('quiet')}</h4>
        <p class="muted">${t('quiet.text')}</p>
        ${this.#renderQuiet()}
      </fieldset>
      ${formFooter(form, this.formTexts, this.common.t, this.signIn)}
    </form>`;
  }

  #labelOf(field: string, { events }: NotificationPreferences): string {
    const { t } = this.texts;
    const found = switchOf(field);
    if (!found) return t(field as NotificationsKey);
    const label = events.find(({ id }) => id === found.eventId)?.label ?? found.eventId;
    return t('cell', { event: label, channel: t(`channel.${found.channel}`) });
  }

  #shown = (field: string, value: string): string =>
    switchOf(field) || field === 'quiet' ? this.texts.t(value === 'on' ? 'on' : 'off') : value;

  /** Where each channel goes, or why it cannot be used. */
  #renderHints(channels: readonly Channel[]): TemplateResult | typeof nothing {
    const { t } = this.texts;
    const hints = channels.flatMap(({ id, hint }) =>
      hint === undefined ? [] : [t('locked', { channel: t(`channel.${id}`), reason: hint })],
    );
    if (hints.length === 0) return nothing;
    return html`<ul class="hints small muted">
      ${hints.map((hint) => html`<li dir="auto">${hint}</li>`)}
    </ul>`;
  }

  #renderGroup(
    group: string,
    events: readonly Event[],
    channels: readonly Channel[],
    readOnly: boolean,
  ): TemplateResult {
    return html`<tbody role="rowgroup">
      ${
        group
          ? html`<tr role="row" class="group">
              <th scope="rowgroup" role="rowheader" colspan=${channels.length + 1}>${group}</th>
            </tr>`
          : nothing
      }
      ${events.map((event) => this.#renderEvent(event, channels, readOnly))}
    </tbody>`;
  }

  #renderEvent({ id, label, channels: own }: Event, channels: readonly Channel[], readOnly: boolean): TemplateResult {
    const { t } = this.texts;
    const reasons = own.flatMap(({ id: channel, locked }) =>
      locked === undefined ? [] : [t('locked', { channel: t(`channel.${channel}`), reason: locked })],
    );
    const describedBy = `why-${id}`;
    return html`<tr role="row" data-event=${id}>
      <th scope="row" role="rowheader">
        <span dir="auto">${label}</span>
        ${
          reasons.length > 0
            ? html`<span class="why small muted" id=${describedBy}
                >${icon('lock')}<span>${reasons.join(' ')}</span></span
              >`
            : nothing
        }
      </th>
      ${channels.map((channel) => {
        const cell = own.find((each) => each.id === channel.id);
        if (!cell) return html`<td role="cell" class="none"><span class="muted" aria-hidden="true">–</span></td>`;
        const field = fieldOf(id, channel.id);
        const name = t(`channel.${channel.id}`);
        const fixed = cell.locked !== undefined || !channel.available || readOnly;
        return html`<td role="cell">
          <label
            class="switch ${fixed ? 'fixed' : ''}"
            title=${cell.locked ?? (channel.available ? nothing : (channel.hint ?? nothing))}
          >
            <input
              type="checkbox"
              name=${field}
              aria-label=${t('cell', { event: label, channel: name })}
              aria-describedby=${cell.locked === undefined ? nothing : describedBy}
              .checked=${this.#form.value(field) === 'on'}
              ?disabled=${fixed}
              @change=${(event: globalThis.Event) =>
                this.#form.enter(field, (event.target as HTMLInputElement).checked ? 'on' : 'off')}
            />
            <span class="switch-name" aria-hidden="true">${name}</span>
          </label>
        </td>`;
      })}
    </tr>`;
  }

  #renderQuiet(): TemplateResult {
    const { t } = this.texts;
    const form = this.#form;
    const on = form.value('quiet') === 'on';
    return html`<label class="check">
        <input
          type="checkbox"
          name="quiet"
          .checked=${on}
          @change=${(event: globalThis.Event) => form.enter('quiet', (event.target as HTMLInputElement).checked ? 'on' : 'off')}
        />
        <span>${t('quiet.switch')}</span>
      </label>
      ${
        on
          ? html`<div class="quiet-fields">
              ${formInput(form, 'quiet.from', { label: t('quiet.from'), type: 'time', required: true })}
              ${formInput(form, 'quiet.to', { label: t('quiet.to'), type: 'time', required: true })}
              ${formSelect(form, 'quiet.timeZone', {
                label: t('quiet.timeZone'),
                choices: timeZoneChoices(form.value('quiet.timeZone'), this.locale),
              })}
            </div>`
          : nothing
      }`;
  }
}

/** Events under their headings, in their order. */
function groupsOf(events: readonly Event[]): [group: string, events: Event[]][] {
  const groups = new Map<string, Event[]>();
  for (const event of events) groups.set(event.group ?? '', [...(groups.get(event.group ?? '') ?? []), event]);
  return [...groups];
}
