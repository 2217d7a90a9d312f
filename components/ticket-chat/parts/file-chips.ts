import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { MAX_ATTACHMENTS_OF_MESSAGE } from '../../../src/contract/tickets/ticket.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { icon } from '../../ui/icon.ts';
import { isPicture, type UploadLimits } from './chosen-files.ts';
import type { TicketTexts } from './message-view.ts';
import { ticketIcons } from './ticket-icons.ts';
import { fileName, fileNameStyles } from './file-name.ts';
import { fileSize } from './file-size.ts';

const styles = css`
  .chosen {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .chosen li {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    max-inline-size: 100%;
    padding-inline-start: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
  }
  .chosen img {
    inline-size: 36px;
    block-size: 36px;
    margin-inline-start: calc(var(--_space) * -1);
    border-radius: var(--_radius-small);
    object-fit: cover;
  }
  .chosen .file-name {
    max-inline-size: 16em;
  }
`;

/** Looks of {@link fileChips}. */
export const chosenFilesStyles = [fileNameStyles, styles];

/** Addresses of the pictures among chosen files, given back when the file is not chosen any more. */
export class FilePreviews implements ReactiveController {
  #urls = new Map<File, string>();

  constructor(host: CabinetElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.keep([]);
  }

  of(file: File): string | undefined {
    if (!isPicture(file.type)) return undefined;
    const url = this.#urls.get(file) ?? URL.createObjectURL(file);
    this.#urls.set(file, url);
    return url;
  }

  /** Lets go those of other files. */
  keep(files: readonly File[]): void {
    for (const [file, url] of this.#urls) {
      if (files.includes(file)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(file);
    }
  }
}

/** Files that go with what is being written, each with a button that takes it off. */
export function fileChips(
  files: readonly File[],
  previews: FilePreviews,
  { t }: TicketTexts,
  format: Formatters,
  remove: (file: File) => void,
): TemplateResult | typeof nothing {
  previews.keep(files);
  if (files.length === 0) return nothing;
  return html`<ul class="chosen">
    ${files.map((file) => {
      const { name, size } = file;
      const url = previews.of(file);
      return html`<li part="file">
        ${url ? html`<img src=${url} alt="" />` : icon('document')} ${fileName(name)}
        <span class="small muted">${fileSize(size, format.locale)}</span>
        <button
          class="button plain icon-only"
          type="button"
          aria-label=${t('remove', { name })}
          @click=${() => remove(file)}
        >
          ${icon('close')}
        </button>
      </li>`;
    })}
  </ul>`;
}

/** What may be chosen; nothing while that is not known. */
export function limitWords(limits: UploadLimits | undefined, { t }: TicketTexts, format: Formatters): string {
  return limits
    ? t('limits', { count: MAX_ATTACHMENTS_OF_MESSAGE, size: fileSize(limits.maximumSize, format.locale) })
    : '';
}

/** Why files were not taken. */
export function wrongFiles(wrong: readonly string[]): TemplateResult {
  return html`<div role="alert">
    ${wrong.map((text) => html`<div class="field-error">${icon('warning')}<span dir="auto">${text}</span></div>`)}
  </div>`;
}

/** The button that opens the browser's window for choosing files. @param worded with its word, not the icon alone */
export function filePicker(
  label: string,
  limits: UploadLimits | undefined,
  chosen: (files: readonly File[]) => void,
  worded = false,
): TemplateResult {
  const choose = ({ currentTarget }: Event): void => {
    const input = (currentTarget as Element).previousElementSibling;
    if (input instanceof HTMLInputElement) input.click();
  };
  return html`<input
      class="visually-hidden"
      type="file"
      tabindex="-1"
      multiple
      accept=${limits?.mediaTypes.join() ?? nothing}
      aria-label=${label}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        chosen([...(input.files ?? [])]);
        input.value = '';
      }}
    />
    <button
      class="button ${worded ? '' : 'plain icon-only'}"
      type="button"
      part="button"
      aria-label=${worded ? nothing : label}
      title=${worded ? nothing : label}
      @click=${choose}
    >
      ${ticketIcons.attach()}${worded ? label : nothing}
    </button>`;
}
