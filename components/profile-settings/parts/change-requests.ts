import { html, nothing, type TemplateResult } from 'lit';
import {
  listChangeRequests,
  withdrawChangeRequest,
  type ChangeRequest,
  type Company,
} from '../../../src/contract/company/company.ts';
import type { Page } from '../../../src/contract/page.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { commonMessages } from '../../../src/i18n/common.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import { facts } from '../../ui/facts.ts';
import type { IconName } from '../../ui/icon.ts';
import { banner, errorText, leftOutNote } from '../../ui/state-panel.ts';
import { statusMark, type Tone } from '../../ui/status.ts';
import { changeList } from './change-list.ts';
import { labelOf, type CompanyTexts } from './company-texts.ts';

interface RequestsPart {
  texts: CompanyTexts;
  common: LocalizeController<keyof typeof commonMessages.english>;
  dialog: TaskDialog;
  say: (text: string) => void;
  failure: (error: CabinetError | undefined) => unknown;
}

const FIRST = 5;
const marks: Readonly<Record<ChangeRequest['state'], readonly [Tone, IconName]>> = {
  requested: ['info', 'clock'],
  approved: ['positive', 'check'],
  declined: ['critical', 'close'],
  withdrawn: ['neutral', 'undo'],
  unknown: ['neutral', 'info'],
};

/** Changes of locked requisites that were asked for, and what became of them. */
export class ChangeRequests {
  #host: CabinetElement;
  #part: RequestsPart;
  #all = false;
  #list: QueryController<typeof listChangeRequests>;
  #withdraw: MutationController<typeof withdrawChangeRequest>;

  constructor(host: CabinetElement, part: RequestsPart) {
    this.#host = host;
    this.#part = part;
    this.#withdraw = new MutationController(host, withdrawChangeRequest);
    this.#list = new QueryController(
      host,
      listChangeRequests,
      () => (host.client?.may(listChangeRequests) ? { limit: this.#all ? 100 : FIRST } : undefined),
      { keepPrevious: true },
    );
  }

  #askWithdraw(request: ChangeRequest): void {
    const { t } = this.#part.texts;
    this.#withdraw.reset();
    this.#part.dialog.open({
      title: () => t('withdraw.title'),
      content: () => html`<p>${t('withdraw.text')}</p>`,
      action: { label: () => t('withdraw'), critical: true },
      pending: () => this.#withdraw.pending,
      failure: () => this.#part.failure(this.#withdraw.error),
      run: async () => {
        if (!(await this.#withdraw.run({ requestId: request.id }))) return false;
        this.#part.say(t('withdraw.done'));
        return true;
      },
    });
  }

  render(company: Company): TemplateResult | typeof nothing {
    const { t } = this.#part.texts;
    const { data, error } = this.#list.state;
    if (error && !data) {
      return banner(`${t('requests.failed')} ${errorText(error, this.#part.common.t)}`, {
        label: this.#part.common.t('retry'),
        run: () => this.#list.refetch(),
      });
    }
    if (!data || data.items.length === 0) return nothing;
    return html`<div class="card">
      <h4>${t('requests')}</h4>
      <ul>
        ${data.items.map((request) => this.#renderRequest(request, company))}
      </ul>
      ${leftOutNote((data as Page<ChangeRequest>).leftOut, this.#part.common.t)}
      ${
        data.nextCursor !== null && !this.#all
          ? html`<button
              class="button"
              type="button"
              part="button"
              @click=${() => {
                this.#all = true;
                this.#host.requestUpdate();
              }}
            >
              ${t('more')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderRequest(request: ChangeRequest, company: Company): TemplateResult {
    const { t } = this.#part.texts;
    const { format, client } = this.#host;
    const { state, number = '', requestedAt, requestedBy, comment, attachments, answer } = request;
    const [tone, iconName] = marks[state];
    return html`<li class="request" data-request=${request.id}>
      <div class="card-head">
        <span>
          ${statusMark(tone, iconName, t(`state.${state}`))}
          <span class="muted small" title=${format.dateTime(requestedAt)}>
            ${[
              t('requestedAt', { number, when: format.when(requestedAt) }),
              requestedBy && t('requestedBy', { name: requestedBy }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        ${
          state === 'requested' && client?.may(withdrawChangeRequest)
            ? html`<button class="button" type="button" part="button" @click=${() => this.#askWithdraw(request)}>
                ${t('withdraw')}
              </button>`
            : nothing
        }
      </div>
      ${changeList(request.changes, (name) => labelOf(name, company, this.#part.texts), this.#part.texts)}
      ${facts([
        { label: t('comment'), value: comment },
        { label: t('attachments'), value: attachments.map(({ name }) => name).join('\n') },
        { label: t('answer'), value: answer },
      ])}
    </li>`;
  }
}
