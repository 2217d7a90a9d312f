import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { downloadAttachment, type Attachment } from '../../../src/contract/tickets/message.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { saveFile } from '../../shared/save-file.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { DialogController, dialogStyles } from '../../ui/dialog.ts';
import { icon } from '../../ui/icon.ts';
import { isPicture } from './chosen-files.ts';
import { fileName, fileNameStyles } from './file-name.ts';
import { fileSize } from './file-size.ts';

/** Larger pictures are loaded when they are asked for, bytes. */
const LARGEST_THUMBNAIL = 5_000_000;

/**
 * A file of a message: pictures as a thumbnail that opens, everything else to download.
 *
 * @internal
 */
export class CabinetTicketFile extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    dialogStyles,
    fileNameStyles,
    css`
      :host {
        container-type: normal;
        --_dialog-width: 1000px;
      }
      .file {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2);
        inline-size: 100%;
        min-block-size: 36px;
        padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
        border: 1px solid var(--_border);
        border-radius: var(--_radius-small);
        background: transparent;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .file:hover {
        background: var(--_hover);
      }
      .name {
        flex: 1;
        min-inline-size: 0;
      }
      .picture {
        display: block;
        inline-size: fit-content;
        max-inline-size: min(100%, 282px);
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--_border);
        border-radius: var(--_radius-small);
        background: var(--_raised);
        cursor: zoom-in;
      }
      .picture img {
        display: block;
        inline-size: auto;
        min-inline-size: 44px;
        max-inline-size: 100%;
        block-size: auto;
        min-block-size: 44px;
        max-block-size: 240px;
        object-fit: contain;
      }
      .placeholder {
        display: grid;
        place-items: center;
        inline-size: 200px;
        max-inline-size: 100%;
        block-size: 120px;
      }
      .failed {
        color: var(--_critical);
      }
      /* Elsewhere it stands in a form. */
      .dialog-header {
        flex-direction: row;
      }
      .dialog img {
        display: block;
        max-inline-size: 100%;
        margin-inline: auto;
      }
    `,
  ];

  #texts = new LocalizeController(this, ticketMessages);
  #common = new LocalizeController(this, commonMessages);
  #dialog = new DialogController(this, { mayClose: () => true, closed: () => (this._open = false) });
  #seen: IntersectionObserver | undefined;

  @property({ attribute: false }) attachment: Attachment | undefined;
  /** Whether the Tab key reaches it: 0 or -1. */
  @property({ attribute: false }) stop = 0;

  @state() private _url: string | undefined;
  @state() private _failed = false;
  @state() private _open = false;
  #file: Promise<File> | undefined;

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'dialog, button');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void this.#showThumbnail();
    });
    this.#seen.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen?.disconnect();
    if (this._url) URL.revokeObjectURL(this._url);
    this._url = this.#file = undefined;
  }

  async #load(): Promise<File | undefined> {
    const { attachment, client } = this;
    if (!attachment || !client) return undefined;
    this._failed = false;
    this.#file ??= client.query(downloadAttachment, { attachmentId: attachment.id });
    try {
      return await this.#file;
    } catch {
      this.#file = undefined;
      this._failed = true;
      return undefined;
    }
  }

  async #showThumbnail(): Promise<void> {
    const { attachment } = this;
    if (!attachment || !isPicture(attachment.mediaType) || attachment.size > LARGEST_THUMBNAIL) return;
    this.#seen?.disconnect();
    await this.#makeUrl(attachment);
  }

  async #makeUrl({ mediaType }: Attachment): Promise<void> {
    const file = await this.#load();
    // The type is the one that was checked, whatever the answer says.
    if (file && this.isConnected) this._url ??= URL.createObjectURL(new Blob([file], { type: mediaType }));
  }

  #onClick = async (): Promise<void> => {
    const { attachment } = this;
    if (!attachment) return;
    if (isPicture(attachment.mediaType)) {
      await this.#makeUrl(attachment);
      this._open = this._url !== undefined;
      return;
    }
    const file = await this.#load();
    if (file) saveFile(file, attachment.name);
  };

  #download = async (): Promise<void> => {
    const file = await this.#load();
    if (file && this.attachment) saveFile(file, this.attachment.name);
  };

  protected override render(): TemplateResult | typeof nothing {
    const { attachment, stop } = this;
    if (!attachment || !this.#texts.ready) return nothing;
    const { t } = this.#texts;
    const { name, mediaType, size, width, height } = attachment;
    const picture = isPicture(mediaType);
    return html`${
        picture && !this._failed && size <= LARGEST_THUMBNAIL
          ? html`<button
              class="picture"
              type="button"
              tabindex=${stop}
              aria-label=${t('open', { name })}
              @click=${this.#onClick}
            >
              ${
                this._url
                  ? html`<img
                      src=${this._url}
                      alt=""
                      width=${width ?? nothing}
                      height=${height ?? nothing}
                      @error=${() => (this._failed = true)}
                    />`
                  : html`<span class="placeholder muted small">${t('image.loading')}</span>`
              }
            </button>`
          : html`<button
              class="file"
              type="button"
              tabindex=${stop}
              title=${t(picture ? 'open' : 'download', { name })}
              @click=${picture && this._failed ? this.#download : this.#onClick}
            >
              ${icon('document')}<span class="name">${fileName(name)}</span>
              <span class="small muted">${fileSize(size, this.format.locale)}</span>
            </button>`
      }
      <div role="status">
        ${this._failed ? html`<span class="small failed">${t('file.failed', { name })}</span>` : nothing}
      </div>
      ${
        this._open
          ? this.#dialog.render(
              html`${this.#dialog.head(
                  fileName(name),
                  this.#common.t,
                  html`<button
                    class="button plain icon-only"
                    type="button"
                    part="button"
                    aria-label=${t('download', { name })}
                    @click=${this.#download}
                  >
                    ${icon('download')}
                  </button>`,
                )}
                <div class="dialog-content"><img src=${this._url ?? nothing} alt=${name} /></div>`,
            )
          : nothing
      }`;
  }
}
