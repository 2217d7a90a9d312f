import { html, nothing, type TemplateResult } from 'lit';
import type { OperationReference } from '../../../src/contract/operations.ts';
import {
  cancelAccountDeletion,
  downloadDataExport,
  getAccountDeletion,
  listDataExports,
  requestAccountDeletion,
  requestDataExport,
  type AccountDeletion,
  type DataExport,
} from '../../../src/contract/profile/privacy.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { saveFile } from '../../shared/save-file.ts';
import { inputField } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { part, type SecurityPart } from './security-part.ts';

const normal = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** A copy of the person's data, and the end of their account. */
export class OwnData {
  #host: CabinetElement;
  #part: SecurityPart;
  #changed: (deletion: AccountDeletion) => void;
  #exports: QueryController<typeof listDataExports>;
  #deletion: QueryController<typeof getAccountDeletion>;
  #request: MutationController<typeof requestDataExport>;
  #delete: MutationController<typeof requestAccountDeletion>;
  #keep: MutationController<typeof cancelAccountDeletion>;
  #downloading: string | undefined;
  #downloadError: CabinetError | undefined;
  #phrase = '';
  #fault: string | undefined;

  /** @param changed hears when the account is to be deleted, or kept after all */
  constructor(host: CabinetElement, securityPart: SecurityPart, changed: (deletion: AccountDeletion) => void) {
    this.#host = host;
    this.#part = securityPart;
    this.#changed = changed;
    const ask = (operation: OperationReference) => () => (host.client?.may(operation) ? {} : undefined);
    this.#exports = new QueryController(host, listDataExports, ask(listDataExports));
    this.#deletion = new QueryController(host, getAccountDeletion, ask(getAccountDeletion));
    this.#request = new MutationController(host, requestDataExport);
    this.#delete = new MutationController(host, requestAccountDeletion);
    this.#keep = new MutationController(host, cancelAccountDeletion);
  }

  #onRequest = async (): Promise<void> => {
    if (await this.#request.run({})) this.#part.say(this.#part.texts.t('data.requested'));
  };

  async #download({ id }: DataExport): Promise<void> {
    const { client } = this.#host;
    if (!client || this.#downloading) return;
    this.#downloading = id;
    this.#downloadError = undefined;
    this.#host.requestUpdate();
    try {
      const file = await client.query(downloadDataExport, { exportId: id }, { staleTime: 0 });
      saveFile(file, file.name);
    } catch (error) {
      this.#downloadError = isCabinetError(error) ? error : new CabinetError('unknown');
    }
    this.#downloading = undefined;
    this.#host.requestUpdate();
  }

  renderExports(): TemplateResult | typeof nothing {
    const { client } = this.#host;
    if (!client?.may(listDataExports)) return nothing;
    const { t } = this.#part.texts;
    return part(this.#part, this.#exports, t('data'), ({ items }) => {
      const preparing = items.some(({ state }) => state === 'preparing');
      return html`<div class="card-head">
          <div>
            <h4>${t('data')}</h4>
            <p class="muted">${t('data.text')}</p>
          </div>
          ${
            client.may(requestDataExport) && !preparing
              ? html`<button
                  class="button"
                  type="button"
                  part="button"
                  aria-disabled=${this.#request.pending ? 'true' : nothing}
                  @click=${this.#onRequest}
                >
                  ${t('data.request')}
                </button>`
              : nothing
          }
        </div>
        ${this.#part.failure(this.#request.error)} ${this.#part.failure(this.#downloadError)}
        ${
          items.length > 0
            ? html`<ul class="rows">
                ${items.map((item) => this.#renderExport(item))}
              </ul>`
            : nothing
        }`;
    });
  }

  #renderExport(item: DataExport): TemplateResult {
    const { t } = this.#part.texts;
    const { format, client } = this.#host;
    const { state, requestedAt, expiresAt } = item;
    const busy = this.#downloading === item.id;
    return html`<li class="row" data-export=${item.id}>
      <span class="row-icon">${icon(state === 'preparing' ? 'clock' : 'document')}</span>
      <span class="row-main">
        <span role="status">${t(`data.${state}`, { when: expiresAt ? format.when(expiresAt) : '' })}</span>
        <span class="muted small">${t('data.asked', { when: format.when(requestedAt) })}</span>
        ${state === 'preparing' ? html`<progress aria-label=${t('data.preparing')}></progress>` : nothing}
      </span>
      ${
        state === 'ready' && client?.may(downloadDataExport)
          ? html`<span class="row-actions">
              <button
                class="button"
                type="button"
                part="button"
                aria-disabled=${busy ? 'true' : nothing}
                @click=${() => void this.#download(item)}
              >
                ${icon('download')}${t(busy ? 'downloading' : 'download')}
              </button>
            </span>`
          : nothing
      }
    </li>`;
  }

  #openDelete({ phrase, consequences, graceDays }: AccountDeletion): void {
    const { t } = this.#part.texts;
    this.#delete.reset();
    this.#phrase = '';
    this.#fault = undefined;
    this.#part.dialog.open({
      title: () => t('deletion.title'),
      content: () =>
        html`<ul class="bullets">
            ${consequences.map((consequence) => html`<li dir="auto">${consequence}</li>`)}
          </ul>
          <p>${t('deletion.text', { count: graceDays })}</p>
          ${inputField({
            id: 'phrase',
            name: 'phrase',
            label: t('deletion.phrase', { phrase }),
            value: this.#phrase,
            autocomplete: 'off',
            maxLength: 500,
            required: true,
            error: this.#fault ?? this.#delete.error?.fields?.['/phrase'],
            input: (value) => {
              this.#phrase = value;
              this.#fault = undefined;
              if (this.#delete.error) this.#delete.reset();
              this.#host.requestUpdate();
            },
          })}`,
      action: { label: () => t(this.#delete.pending ? 'deletion.sending' : 'deletion.confirm'), critical: true },
      dismiss: () => t('deletion.keep'),
      pending: () => this.#delete.pending,
      failure: () => (this.#delete.error?.fields ? nothing : this.#part.failure(this.#delete.error)),
      run: async (form) => {
        const right = normal(this.#phrase) === normal(phrase);
        if (!right) this.#fault = t('deletion.wrong', { phrase });
        const deletion = right ? await this.#delete.run({ phrase: this.#phrase.trim() }) : undefined;
        if (!deletion) {
          this.#host.requestUpdate();
          form.querySelector<HTMLElement>('#phrase')?.focus();
          return false;
        }
        this.#part.say(this.#scheduled(deletion));
        this.#changed(deletion);
        return true;
      },
    });
  }

  #onKeep = async (): Promise<void> => {
    const deletion = await this.#keep.run({});
    if (!deletion) return;
    this.#part.say(this.#part.texts.t('deletion.kept'));
    this.#changed(deletion);
  };

  #scheduled({ deletesAt }: AccountDeletion): string {
    return this.#part.texts.t('deletion.scheduled', { date: deletesAt ? this.#host.format.date(deletesAt) : '—' });
  }

  renderDeletion(): TemplateResult | typeof nothing {
    const { client } = this.#host;
    if (!client?.may(getAccountDeletion)) return nothing;
    const { t } = this.#part.texts;
    return part(this.#part, this.#deletion, t('deletion'), (deletion) => {
      const { state, obstacle, graceDays } = deletion;
      if (state === 'scheduled') {
        return html`<div class="card-head">
            <div>
              <h4>${t('deletion')}</h4>
              <p class="note critical">
                ${icon('warning')}<span><strong>${this.#scheduled(deletion)}</strong><br />${t('deletion.until')}</span>
              </p>
            </div>
            ${
              client.may(cancelAccountDeletion)
                ? html`<button
                    class="button primary"
                    type="button"
                    part="button"
                    aria-disabled=${this.#keep.pending ? 'true' : nothing}
                    @click=${this.#onKeep}
                  >
                    ${t('deletion.keep')}
                  </button>`
                : nothing
            }
          </div>
          ${this.#part.failure(this.#keep.error)}`;
      }
      return html`<div class="card-head">
        <div>
          <h4>${t('deletion')}</h4>
          <p class="muted" dir="auto">${obstacle ?? t('deletion.text', { count: graceDays })}</p>
        </div>
        ${
          !obstacle && client.may(requestAccountDeletion)
            ? html`<button
                class="button critical"
                type="button"
                part="button"
                @click=${() => this.#openDelete(deletion)}
              >
                ${t('deletion.open')}
              </button>`
            : nothing
        }
      </div>`;
    });
  }
}
