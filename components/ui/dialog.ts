import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import type { CommonText } from './state-panel.ts';

/** Looks of a native `<dialog class="dialog">`: a card in the middle, a full-height sheet on phones. */
export const dialogStyles = css`
  .dialog {
    container-type: inline-size;
    inline-size: min(var(--_dialog-width, 560px), 100vw - 32px);
    max-inline-size: none;
    max-block-size: min(880px, 100dvh - 48px);
    margin: auto;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 24px 64px -16px rgb(0 0 0 / 0.4);
    font-size: var(--_font-size);
    line-height: 1.45;
    text-align: start;
    white-space: normal;
  }
  .dialog[open] {
    display: flex;
    flex-direction: column;
    animation: dialog-appear 0.14s ease-out;
  }
  .dialog::backdrop {
    background: rgb(10 12 16 / 0.48);
  }
  .dialog > * {
    display: flex;
    flex: 0 1 auto;
    flex-direction: column;
    min-block-size: 0;
  }
  .dialog-header {
    display: flex;
    flex: none;
    align-items: flex-start;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 5) calc(var(--_space) * 6) calc(var(--_space) * 4);
  }
  .dialog-header > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .dialog-header .button.icon-only {
    margin: calc(var(--_space) * -1.5) calc(var(--_space) * -2) 0 0;
  }
  .dialog-header h2:focus {
    outline: none;
  }
  .dialog-content {
    flex: 1 1 auto;
    min-block-size: 0;
    padding: 0 calc(var(--_space) * 6) calc(var(--_space) * 5);
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
  }
  .dialog-footer {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4) calc(var(--_space) * 6);
    border-block-start: 1px solid var(--_border);
  }
  .dialog-footer .button {
    min-block-size: 44px;
    padding-inline: calc(var(--_space) * 5);
  }
  @keyframes dialog-appear {
    from {
      translate: 0 8px;
    }
  }
  /* The dialog belongs to the window, not to the widget's container. */
  @media (max-width: 560px) {
    .dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      max-block-size: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .dialog > * {
      flex-grow: 1;
    }
    .dialog-header,
    .dialog-content,
    .dialog-footer {
      padding-inline: calc(var(--_space) * 4);
    }
    .dialog-footer {
      padding-block-end: max(calc(var(--_space) * 4), env(safe-area-inset-bottom));
    }
    .dialog-footer .button {
      flex: 1 1 auto;
    }
  }
  /* In a low window, such as a phone on its side or one magnified four times, head and foot would leave nothing between. */
  @media (max-height: 480px) {
    .dialog {
      overflow: auto;
    }
    .dialog > *,
    .dialog-content {
      flex: none;
      min-block-size: auto;
    }
    .dialog-content {
      overflow: visible;
    }
  }
  @media print {
    .dialog::backdrop {
      display: none;
    }
  }
`;

/** An element with one dialog that is open as long as it is rendered. */
export interface DialogHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * The modal window of an element: opens when it is rendered, asks before it closes by Esc or a press beside it,
 * and closes natively, so that the focus goes back to where it was.
 *
 * @example
 * ```ts
 * #dialog = new DialogController(this, { mayClose: () => !this.#send.pending, closed: () => (this.open = false) });
 * // in render(): this.open ? this.#dialog.render(html`${this.#dialog.head(title, common)} …`) : nothing
 * ```
 */
export class DialogController implements ReactiveController {
  #host: DialogHost;
  #mayClose: () => boolean;
  #closed: () => void;
  /** What is open, until the event says that it is closed: a drawing in between must not open it again. */
  #opened: HTMLDialogElement | null = null;

  /**
   * @param options.mayClose whether closing is possible now; what was typed must be kept elsewhere.
   * @param options.closed the dialog is closed: stop rendering it.
   */
  constructor(host: DialogHost, options: { mayClose: () => boolean; closed: () => void }) {
    this.#host = host;
    this.#mayClose = options.mayClose;
    this.#closed = options.closed;
    host.addController(this);
  }

  get #element(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  hostUpdated(): void {
    const dialog = this.#element;
    if (dialog === this.#opened || dialog?.isConnected === false) return;
    this.#opened = dialog;
    dialog?.showModal();
  }

  /** Taken off the page while open: close it, or the focus is lost. */
  hostDisconnected(): void {
    this.#element?.close();
    if (this.#mayClose()) this.#onClose();
  }

  /** Closes, unless that is not possible now. */
  close(): void {
    if (this.#mayClose()) this.hostDisconnected();
  }

  /** The window, which begins with its {@link DialogController.head}. */
  render(content: TemplateResult): TemplateResult {
    return html`<dialog
      class="dialog"
      part="dialog"
      aria-labelledby="dialog-title"
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
      @pointerdown=${this.#onPointerDown}
    >
      ${content}
    </dialog>`;
  }

  /** Its title and the button that closes it; `actions` stand between them. */
  head(title: unknown, common: CommonText, actions: unknown = nothing): TemplateResult {
    return html`<div class="dialog-header">
      <h2 id="dialog-title" tabindex="-1" autofocus>${title}</h2>
      ${actions}
      <button
        class="button plain icon-only"
        type="button"
        part="button button-close"
        aria-label=${common('close')}
        ?disabled=${!this.#mayClose()}
        @click=${() => this.close()}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  #onCancel = (event: Event): void => {
    if (!this.#mayClose()) event.preventDefault();
  };

  #onClose = (): void => {
    // The event comes late, in Firefox after the next one may be open: what is closed by us has been heard at once.
    if (this.#opened?.open !== false) return;
    // Browsers let a second Esc close a dialog that has refused the first.
    if (this.#mayClose()) {
      this.#opened = null;
      this.#closed();
    } else this.#element?.showModal();
  };

  /** Light dismiss: only what begins and ends on the backdrop closes, not a selection dragged out of the dialog. */
  #onPointerDown = (event: PointerEvent): void => {
    const dialog = this.#element;
    if (!dialog || event.target !== dialog || !outside(dialog, event)) return;
    dialog.addEventListener(
      'pointerup',
      (up) => {
        if (outside(dialog, up)) this.close();
      },
      { once: true },
    );
  };
}

function outside(dialog: HTMLDialogElement, { clientX, clientY }: PointerEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
