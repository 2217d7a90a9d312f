import { html, nothing, type TemplateResult } from 'lit';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Statement } from '../../../src/contract/statements/statement.ts';
import type { commonMessages } from '../../../src/i18n/common.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { statementMessages } from '../../../src/i18n/statement.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText } from '../../ui/state-panel.ts';

export interface StatementAgreementOptions {
  statement: Statement;
  t: LocalizeController<keyof typeof statementMessages.english>['t'];
  common: LocalizeController<keyof typeof commonMessages.english>['t'];
  format: Formatters;
  mayAgree: boolean;
  sending: boolean;
  error: CabinetError | undefined;
  agree: () => void;
}

/** That the whole statement was agreed to and by whom, or the button for it. */
export function statementAgreement(options: StatementAgreementOptions): TemplateResult | typeof nothing {
  const { statement, t, common, format, sending, error } = options;
  const { agreement, movements, closing } = statement;
  if (movements.length === 0) return nothing;
  if (agreement) {
    const when = format.when(agreement.at);
    return html`<p class="agreement done" role="status">
      ${icon('check')}${agreement.by ? t('agreedAll', { when, name: agreement.by }) : t('agreedAllAnonymous', { when })}
    </p>`;
  }
  if (!options.mayAgree) return nothing;
  const disputed = movements.some(({ response }) => response?.state === 'disputed');
  return html`<div class="agreement">
    <p class="muted">
      ${
        disputed
          ? t('agreeAll.disputed')
          : t('agreeAll.hint', { count: movements.length, amount: format.money(closing) })
      }
    </p>
    <button
      class="button primary"
      type="button"
      part="button"
      ?disabled=${disputed}
      aria-busy=${sending ? 'true' : nothing}
      @click=${options.agree}
    >
      ${sending ? icon('refresh') : nothing}${t('agreeAll')}
    </button>
    <div class="wide" role="alert">
      ${
        error
          ? banner(error.code === 'conflict' ? t('changed') : `${t('refused')} ${errorText(error, common)}`)
          : nothing
      }
    </div>
  </div>`;
}
