import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { OperationId } from '../../../src/contract/operations.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import {
  agreeToStatement,
  getStatement,
  respondToMovement,
  type Movement,
  type Statement,
} from '../../../src/contract/statements/statement.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { statementMessages } from '../../../src/i18n/statement.ts';
import { Announcer } from '../../shared/announcer.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { RowBlocks } from '../../shared/row-blocks.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { inputField, select } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorPanel, errorText, statePanel } from '../../ui/state-panel.ts';
import { accountStatementStyles } from './account-statement.styles.ts';
import { movementTable } from './movement-table.ts';
import { statementAgreement } from './statement-agreement.ts';
import { StatementDownload, type StatementFormat } from './statement-download.ts';
import {
  periodFault,
  statementDays,
  statementPeriods,
  type StatementDays,
  type StatementPeriod,
} from './statement-periods.ts';

/**
 * The account over a period (act of reconciliation): balances and movements, each of which the customer agrees to
 * or disputes with a comment, and the whole to agree to.
 *
 * @internal
 * @fires {CustomEvent} open-invoice - An invoice of the account is wanted. Does not bubble. `detail.invoiceId`
 */
export class CabinetAccountStatement extends CabinetElement {
  static override styles = accountStatementStyles;

  #texts = new LocalizeController(this, statementMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #session = new SessionController(this);
  #statement = new QueryController(
    this,
    getStatement,
    () => (periodFault(this.#days) === undefined ? this.#days : undefined),
    { keepPrevious: true },
  );
  #respond = new MutationController(this, respondToMovement);
  #agree = new MutationController(this, agreeToStatement);
  #download = new StatementDownload(this);
  #blocks = new RowBlocks(this, {
    count: () => this.#statement.state.data?.movements.length ?? 0,
    draw: () => (this.requestUpdate(), this.performUpdate()),
  });

  /** What the focus goes to once it is there: the line that was answered, or not after all. */
  #focusOn: string | undefined;

  @state() private _period: StatementPeriod = 'quarter';
  @state() private _own: StatementDays | undefined;
  /** The movement that is being disputed. */
  @state() private _disputing: string | undefined;
  @state() private _comment = '';
  @state() private _commentMissing = false;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('_disputing') && this._disputing) this.renderRoot.querySelector('textarea')?.focus();
    const target = this.#focusOn && this.renderRoot.querySelector(this.#focusOn);
    if (!(target instanceof HTMLElement)) return;
    this.#focusOn = undefined;
    target.focus();
  }

  get #days(): StatementDays {
    if (this._period !== 'custom') return statementDays(this._period, this.format);
    return this._own ?? statementDays('quarter', this.format);
  }

  /** The backend does not give a statement of this period, such as one with too much in it. */
  get #refusal(): CabinetError | undefined {
    const { error } = this.#statement.state;
    return error?.code === 'invalid' ? error : undefined;
  }

  #draft(movementId: string): Draft<string> | undefined {
    return this.client && new Draft<string>(this.client, `dispute.${movementId}`);
  }

  #dispute = (movement: Movement | undefined): void => {
    this.#focusOn = movement || !this._disputing ? undefined : `[data-change='${CSS.escape(this._disputing)}']`;
    this._disputing = movement?.id;
    this._commentMissing = false;
    this.#respond.reset();
    this._comment = (movement && (this.#draft(movement.id)?.read() ?? movement.response?.comment)) ?? '';
  };

  #onComment = (comment: string): void => {
    this._comment = comment;
    if (comment.trim()) this._commentMissing = false;
    if (this._disputing) this.#draft(this._disputing)?.write(comment);
  };

  #answer = async (movement: Movement, response: 'agree' | 'dispute'): Promise<void> => {
    const comment = this._comment.trim();
    if (response === 'dispute' && comment === '') {
      this._commentMissing = true;
      this.renderRoot.querySelector('textarea')?.focus();
      return;
    }
    const input = { movementId: movement.id, response, ...(response === 'dispute' && { comment }) };
    if (!(await this.#respond.run(input))) return;
    this.#draft(movement.id)?.clear();
    this._disputing = undefined;
    const title = [movement.title, movement.number].filter(Boolean).join(' ');
    this.#announcer.say(this.#texts.t(response === 'agree' ? 'sent.agreed' : 'sent.disputed', { title }));
    // Only what changes an answer: what gives one goes.
    this.#focusOn = `.link[data-change='${CSS.escape(movement.id)}']`;
  };

  /** Agrees to exactly the version that is shown. */
  #agreeToAll = async ({ etag }: Statement): Promise<void> => {
    if (await this.#agree.run(this.#days, etag)) this.#announcer.say(this.#texts.t('agreedAll.said'));
    else if (this.#agree.error?.code === 'conflict') this.#statement.refetch();
  };

  #save = async (format: StatementFormat): Promise<void> => {
    const { t } = this.#texts;
    if (await this.#download.run(this.#days, format, t('download.file'))) this.#announcer.say(t('downloaded'));
  };

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'movement, input, select, button, state, banner');
  }

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    return html`<div class="statement">
        ${ready ? [this.#renderBar(), this.#renderStatement()] : this.#renderSkeleton()}
      </div>
      ${this.#announcer.region()}`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="skeleton-lines" aria-busy="true">${[0, 1, 2, 3, 4].map(() => skeleton())}</div>`;
  }

  #renderBar(): TemplateResult {
    const { t } = this.#texts;
    const custom = this._period === 'custom';
    const { from, to } = this.#days;
    const { busy, failed } = this.#download;
    const fault = periodFault(this.#days);
    const wrong = fault ? t(fault) : Object.values(this.#refusal?.fields ?? {})[0];
    const may = (id: OperationId): boolean => this.#session.may({ id });
    const change = (days: Partial<StatementDays>): void => {
      this._own = { from, to, ...days };
    };
    return html`<div class="bar">
        ${select(
          t('period'),
          this._period,
          statementPeriods.map((period) => ({ value: period, label: t(`period.${period}`) })),
          (value) => {
            this._own = { from, to };
            this._period = value as StatementPeriod;
            this.#download.failed = false;
            this.#agree.error = undefined;
          },
        )}
        ${
          custom
            ? html`${inputField({
                id: 'from',
                type: 'date',
                label: t('from'),
                value: from,
                error: wrong,
                change: (value) => change({ from: value }),
              })}
              ${inputField({ id: 'to', type: 'date', label: t('to'), value: to, change: (value) => change({ to: value }) })}`
            : nothing
        }
        <span class="files">
          ${
            may('statements.download') && wrong === undefined
              ? (['pdf', 'csv'] as const).map(
                  (format) =>
                    html`<button
                      class="button"
                      type="button"
                      part="button"
                      aria-label=${t('downloadAs', { format: t(format) })}
                      aria-busy=${busy === format ? 'true' : nothing}
                      @click=${() => void this.#save(format)}
                    >
                      ${icon(busy === format ? 'refresh' : 'download')}${t(format)}
                    </button>`,
                )
              : nothing
          }
        </span>
      </div>
      <div role="alert">${failed ? banner(t('downloadFailed')) : nothing}</div>`;
  }

  #renderStatement(): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    const common = this.#common.t;
    const { data, error, previous } = this.#statement.state;
    const retry = (): void => this.#statement.refetch();
    if (periodFault(this.#days)) return nothing;
    if (this.#refusal)
      return statePanel({ kind: 'error', title: t('failed.title'), text: errorText(this.#refusal, common) });
    if (!data) {
      return error
        ? errorPanel(error, { title: t('failed.title'), text: common, retry, signIn: () => this.requestSignIn() })
        : this.#renderSkeleton();
    }
    const { format } = this;
    const { seller, buyer, from, to, movements } = data;
    return html`${error ? banner(t('stale'), { label: common('retry'), run: retry }) : nothing}
      <div class=${previous ? 'outdated' : ''} aria-busy=${previous ? 'true' : 'false'}>
        <p class="muted parties">
          ${t('between', { seller: seller.name, buyer: buyer.name, from: format.day(from), to: format.day(to) })}
        </p>
        ${
          movements.length === 0
            ? statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') })
            : movementTable({
                statement: data,
                blocks: this.#blocks.blocks,
                t,
                format,
                mayRespond: this.#session.may({ id: 'statements.respond' }) && data.agreement === undefined,
                disputing: this._disputing,
                comment: this._comment,
                commentMissing: this._commentMissing,
                sending: this.#respond.pending,
                failure: this.#respond.error && `${t('refused')} ${errorText(this.#respond.error, common)}`,
                cancel: common('cancel'),
                agree: (movement) => void this.#answer(movement, 'agree'),
                dispute: this.#dispute,
                write: this.#onComment,
                send: (movement) => void this.#answer(movement, 'dispute'),
                openInvoice: (invoiceId) =>
                  this.dispatchEvent(new CustomEvent('open-invoice', { detail: { invoiceId } })),
              })
        }
        ${statementAgreement({
          statement: data,
          t,
          common,
          format,
          mayAgree: this.#session.may({ id: 'statements.agree' }),
          sending: this.#agree.pending,
          error: this.#agree.error,
          agree: () => void this.#agreeToAll(data),
        })}
      </div>`;
  }
}
