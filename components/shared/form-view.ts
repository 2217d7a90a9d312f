import { css, html, nothing, type TemplateResult } from 'lit';
import type { Operation } from '../../src/contract/operation.ts';
import type { formMessages } from '../../src/i18n/form.ts';
import { inputField, selectField, type FieldOptions, type InputOptions } from '../ui/field.ts';
import { icon } from '../ui/icon.ts';
import { banner, errorText, type CommonText } from '../ui/state-panel.ts';
import type { FormController } from './form-controller.ts';
import type { LocalizeController } from './localize-controller.ts';

/** Looks of {@link formFooter} and {@link formConflict}. */
export const formStyles = css`
  .form {
    display: grid;
    gap: calc(var(--_space) * 5);
  }
  .form > [role='alert']:empty {
    display: none;
  }
  .form-grid {
    display: grid;
    gap: calc(var(--_space) * 4) calc(var(--_space) * 5);
  }
  @container (inline-size >= 520px) {
    .form-grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .form-grid > .whole {
      grid-column: 1 / -1;
    }
  }
  /* What gets the focus comes out from under the footer. */
  .form {
    --_covered: calc(var(--_bar, 0px) + 8em);
  }
  .form-footer {
    position: sticky;
    inset-block-end: var(--_bar, 0px);
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 6px 20px -8px rgb(0 0 0 / 0.25);
  }
  .form-footer > .form-state {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  @container (inline-size < 520px) {
    .form-footer > .button {
      flex: 1 1 auto;
    }
  }
  .form-state {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }
  .form-saved {
    color: var(--_positive);
  }
  .conflict {
    scroll-margin-block: 16px;
    display: grid;
    gap: calc(var(--_space) * 4);
    margin: 0;
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_caution);
    border-radius: var(--_radius-small);
    background: var(--_raised);
  }
  .conflict fieldset {
    display: grid;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .conflict legend {
    margin-block-end: calc(var(--_space) * 2);
    padding: 0;
    font-weight: 500;
  }
  .conflict-side {
    display: grid;
    gap: var(--_space);
    justify-items: start;
    inline-size: 100%;
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .conflict-side:hover {
    border-color: var(--_brand);
    background: var(--_hover);
  }
  @container (inline-size >= 520px) {
    .conflict-sides {
      grid-template-columns: 1fr 1fr;
    }
  }
  .conflict-sides {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  @media print {
    .form-footer {
      display: none;
    }
  }
`;

type FormTexts = LocalizeController<keyof typeof formMessages.english>;
/** Any form: its fields are texts, whatever it sends. */
type AnyForm = Pick<
  FormController<Operation>,
  | ('choose' | 'conflicting' | 'dirty' | 'discard' | 'enter' | 'error' | 'failure' | 'faults' | 'leave' | 'pending')
  | ('restored' | 'saved' | 'theirs' | 'value')
>;

/** An input bound to a field of a form. */
export function formInput(
  form: AnyForm,
  name: string,
  options: Omit<InputOptions, 'id' | 'value' | 'name'> & { id?: string },
): TemplateResult {
  return inputField({
    id: name,
    name,
    value: form.value(name),
    error: form.error(name),
    input: (value) => form.enter(name, value),
    left: () => form.leave(name),
    ...options,
  });
}

/** A select bound to a field of a form. */
export function formSelect(
  form: AnyForm,
  name: string,
  options: Omit<FieldOptions, 'id'> & {
    disabled?: boolean;
    choices: readonly { value: string; label: string }[];
  },
): TemplateResult {
  return selectField({
    id: name,
    name,
    value: form.value(name),
    error: form.error(name),
    change: (value) => form.enter(name, value),
    ...options,
  });
}

/** Where the person stands with a form: unsaved, being saved, saved or failed, with what can be done. */
export function formFooter(
  form: AnyForm,
  texts: FormTexts,
  common: CommonText,
  signIn: () => void,
): TemplateResult | typeof nothing {
  const { t } = texts;
  const { failure } = form;
  if (!form.dirty && !form.pending && !failure) {
    return form.saved ? html`<p class="form-state form-saved">${icon('check')}${t('saved')}</p>` : nothing;
  }
  return html`<div role="alert">${failure ? formFailure(form, common, t('kept'), signIn) : nothing}</div>
    <div class="form-footer" part="form-footer">
      <span class="form-state muted">
        ${form.faults > 0 ? t('fix', { count: form.faults }) : form.restored ? t('restored') : t('unsaved')}
      </span>
      <button class="button" type="button" part="button" ?disabled=${form.pending} @click=${() => form.discard()}>
        ${t('discard')}
      </button>
      <button
        class="button primary"
        type="submit"
        part="button"
        aria-disabled=${form.pending || form.conflicting ? 'true' : nothing}
      >
        ${form.pending ? t('saving') : t('save')}
      </button>
    </div>`;
}

/** Why a form could not be saved; what was typed is kept. */
export function formFailure(
  form: Pick<AnyForm, 'failure'>,
  common: CommonText,
  kept: string,
  signIn: () => void,
): TemplateResult | typeof nothing {
  const { failure } = form;
  if (!failure) return nothing;
  const text = failure.code === 'offline' ? kept : `${errorText(failure, common)} ${kept}`;
  return banner(
    text,
    failure.code === 'unauthenticated' ? { label: common('signIn'), run: signIn } : undefined,
    failure.code === 'offline' ? 'offline' : 'error',
  );
}

/**
 * What the person and somebody else wrote into the same fields, side by side, to choose from.
 *
 * @param labelOf the name of a field
 * @param shown a value as people read it
 */
export function formConflict(
  form: AnyForm,
  texts: FormTexts,
  labelOf: (field: string) => string,
  shown: (field: string, value: string) => string = (_field, value) => value,
): TemplateResult | typeof nothing {
  if (!form.conflicting) return nothing;
  const { t } = texts;
  const side = (field: string, whose: 'mine' | 'theirs', value: string): TemplateResult =>
    html`<button class="conflict-side" type="button" @click=${() => form.choose(field, whose)}>
      <span class="small muted">${t(`conflict.${whose}`)}</span>
      <span dir="auto">${value === '' ? t('conflict.empty') : shown(field, value)}</span>
    </button>`;
  return html`<section class="conflict" part="conflict" tabindex="-1" aria-labelledby="conflict-title">
    <div>
      <h4 id="conflict-title">${t('conflict.title')}</h4>
      <p class="muted">${t('conflict.text')}</p>
    </div>
    ${Object.entries(form.theirs).map(
      ([field, theirs]) =>
        html`<fieldset>
          <legend>${labelOf(field)}</legend>
          <div class="conflict-sides">${side(field, 'mine', form.value(field))}${side(field, 'theirs', theirs)}</div>
        </fieldset>`,
    )}
  </section>`;
}
