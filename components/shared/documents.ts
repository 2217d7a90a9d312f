import { css, html, nothing, type TemplateResult } from 'lit';
import type { DocumentReference } from '../../src/contract/documents.ts';
import type { CabinetError } from '../../src/contract/problem.ts';
import type { Formatters } from '../../src/i18n/format.ts';
import type { documentsMessages } from '../../src/i18n/documents.ts';
import { icon } from '../ui/icon.ts';
import type { DocumentDownloads } from './document-downloads.ts';
import type { LocalizeController } from './localize-controller.ts';

/** The texts of documents, in the element's language. */
export type DocumentTexts = LocalizeController<keyof typeof documentsMessages.english>;

/** Looks of {@link documentList}. */
export const documentListStyles = css`
  .documents li + li {
    border-block-start: 1px solid var(--_border);
  }
  .document {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding-block: calc(var(--_space) * 2);
  }
  .document > svg {
    color: var(--_text-muted);
  }
  .document-title,
  .document .small {
    display: block;
    overflow-wrap: anywhere;
  }
  .documents .field-error {
    padding-block-end: calc(var(--_space) * 2);
  }
`;

export interface DocumentListOptions {
  documents: readonly DocumentReference[];
  downloads: DocumentDownloads;
  texts: DocumentTexts;
  format: Formatters;
  /** What an error means for a person. */
  errorText: (error: CabinetError) => string;
}

/** Papers, each with a button that downloads it. */
export function documentList({ documents, downloads, texts, format, errorText }: DocumentListOptions): TemplateResult {
  const { t } = texts;
  return html`<ul class="documents" part="documents">
    ${documents.map((document) => {
      const { id, title, kind, size, issuedAt } = document;
      const busy = downloads.busy.has(id);
      const error = downloads.errors.get(id);
      const about = [
        title.includes(t(`document.${kind}`)) ? undefined : t(`document.${kind}`),
        typeOf(document),
        size === undefined ? undefined : sizeText(size, t, format),
        issuedAt && format.date(issuedAt),
      ];
      return html`<li>
        <div class="document">
          ${icon('document')}
          <span>
            <span class="document-title">${title}</span>
            <span class="muted small">${about.filter(Boolean).join(' · ')}</span>
          </span>
          <button
            class="button icon-only"
            type="button"
            part="button-download"
            aria-label=${t(busy ? 'downloading' : 'download', { title })}
            aria-busy=${busy ? 'true' : nothing}
            @click=${() => void downloads.download(document)}
          >
            ${icon(busy ? 'refresh' : 'download')}
          </button>
        </div>
        ${
          error
            ? html`<p class="field-error" role="alert">
                ${icon('warning')}${error.code === 'not_found' ? t('documentGone') : errorText(error)}
              </p>`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}

/** `application/pdf` → `PDF`; a type that says nothing to people is left out. */
function typeOf({ mediaType }: DocumentReference): string | undefined {
  const subtype = /^[a-z]+\/([a-z0-9]{2,5})(?:;|$)/i.exec(mediaType)?.[1];
  return subtype?.toUpperCase();
}

function sizeText(bytes: number, t: DocumentTexts['t'], format: Formatters): string {
  const shown = (value: number): string => format.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (bytes < 1000) return t('bytes', { size: shown(bytes) });
  if (bytes < 1_000_000) return t('kilobytes', { size: shown(bytes / 1000) });
  return t('megabytes', { size: shown(bytes / 1_000_000) });
}
