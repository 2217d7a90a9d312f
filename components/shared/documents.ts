import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { downloadDocument, type DocumentReference } from '../../src/contract/documents.ts';
import { CabinetError, isCabinetError } from '../../src/contract/problem.ts';
import type { Formatters } from '../../src/i18n/format.ts';
import type { documentsMessages } from '../../src/i18n/documents.ts';
import { icon } from '../ui/icon.ts';
import type { CabinetElement } from './cabinet-element.ts';
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

/** Fetches documents with the session and hands them to the browser as downloads. */
export class DocumentDownloads implements ReactiveController {
  #host: CabinetElement;
  #done: (document: DocumentReference) => void;
  /** Ids of documents on their way. */
  readonly busy = new Set<string>();
  /** Why a download failed, by document id. */
  readonly errors = new Map<string, CabinetError>();

  /** @param done a file was handed to the browser. */
  constructor(host: CabinetElement, done: (document: DocumentReference) => void) {
    this.#host = host;
    this.#done = done;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.errors.clear();
  }

  async download(document: DocumentReference): Promise<void> {
    const { client } = this.#host;
    if (!client || this.busy.has(document.id)) return;
    this.busy.add(document.id);
    this.errors.delete(document.id);
    this.#host.requestUpdate();
    try {
      const file = await client.query(downloadDocument, { documentId: document.id }, { staleTime: 0 });
      save(file, document.title);
      this.#done(document);
    } catch (cause) {
      this.errors.set(document.id, isCabinetError(cause) ? cause : new CabinetError('unknown', undefined, { cause }));
    } finally {
      this.busy.delete(document.id);
      this.#host.requestUpdate();
    }
  }
}

/** Always a download: as bytes without a type, since a page among the documents must never open as one of ours. */
function save(file: File, title: string): void {
  const url = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name || title;
  link.click();
  // The browser has taken the bytes when the click is over; some only in the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

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
