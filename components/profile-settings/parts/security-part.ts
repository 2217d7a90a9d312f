import { html, nothing, type TemplateResult } from 'lit';
import type { Operation } from '../../../src/contract/operation.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { commonMessages } from '../../../src/i18n/common.ts';
import type { profileSecurityMessages } from '../../../src/i18n/profile-security.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { QueryController } from '../../shared/query-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorText } from '../../ui/state-panel.ts';

/** What the parts of the section of security and privacy need of it. */
export interface SecurityPart {
  texts: LocalizeController<keyof typeof profileSecurityMessages.english>;
  common: LocalizeController<keyof typeof commonMessages.english>;
  dialog: TaskDialog;
  say: (text: string) => void;
  failure: (error: CabinetError | undefined) => unknown;
}

/** One part of the section: placeholders, what failed with a way to retry, or its content. */
export function part<O extends Operation>(
  { texts, common }: SecurityPart,
  query: QueryController<O>,
  title: string,
  content: (data: NonNullable<QueryController<O>['state']['data']>) => TemplateResult,
): TemplateResult {
  const { data, error } = query.state;
  return html`<div class="card">
    ${
      data
        ? content(data)
        : html`<h4>${title}</h4>
            ${error ? nothing : html`<p>${skeleton('medium')}</p>`}`
    }
    ${
      error
        ? banner(`${texts.t('part.failed')} ${errorText(error, common.t)}`, {
            label: common.t('retry'),
            run: () => query.refetch(),
          })
        : nothing
    }
  </div>`;
}
