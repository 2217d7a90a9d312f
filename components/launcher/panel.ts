import type { AskSubject } from '../shared/ask.ts';
import type { CabinetLauncher, LauncherContent } from './launcher.ts';
import { drawing, make, styleSheet } from './make.ts';
import { panelStyles } from './panel.styles.ts';
import { panelTokens } from './panel.tokens.ts';

/** Up to this width of the window it is the whole screen. */
const PHONE = '(max-width: 480px)';

/** The widgets that a launcher brings itself. */
const widgets: Readonly<Record<LauncherContent, () => Promise<unknown>>> = {
  'ticket-chat': () => import('../ticket-chat/define.ts'),
  app: () => import('../app/define.ts'),
};

let sheet: CSSStyleSheet | undefined;

/** What a launcher opens. It lives on while it is closed, and with it what is in it. */
export class LauncherPanel {
  #launcher: CabinetLauncher;
  #title = make('span', { class: 'title' });
  #close = make('button', { class: 'close', part: 'close', type: 'button' }, drawing('m6 6 12 12M18 6 6 18'));
  #failure = make('p', { role: 'alert', hidden: '' });
  #dialog = make(
    'dialog',
    { class: 'panel', part: 'panel', popover: 'manual', tabindex: '-1' },
    make('div', { class: 'bar', part: 'bar' }, this.#title, this.#close),
    make('div', { class: 'body', part: 'body' }, this.#failure, make('slot', {})),
  );

  constructor(launcher: CabinetLauncher) {
    this.#launcher = launcher;
    const { shadowRoot } = launcher;
    shadowRoot?.adoptedStyleSheets.push((sheet ??= styleSheet(panelTokens + panelStyles)));
    shadowRoot?.append(this.#dialog);
    this.#close.addEventListener('click', () => launcher.hide());
    this.#dialog.addEventListener('keydown', this.#onKey);
    // The whole screen is left by the phone's own gesture too.
    this.#dialog.addEventListener('cancel', (event) => {
      if (event.target !== this.#dialog) return;
      event.preventDefault();
      launcher.hide();
    });
  }

  /** Brings the files of what it will show; of the page's own content only the page knows them. */
  load(): Promise<unknown> {
    return this.#own || this.#template ? Promise.resolve() : widgets[this.#launcher.opens]();
  }

  /** Says what it is, in the launcher's language. */
  draw(): void {
    const launcher = this.#launcher;
    this.#title.textContent = this.#dialog.ariaLabel = launcher.label;
    this.#close.title = launcher.text('close');
    this.#failure.textContent = launcher.text('failed');
  }

  /**
   * Is shown or hidden, as the launcher says.
   * @param focus whether the focus goes into it
   */
  sync(focus: boolean): void {
    const { open, kept, key } = this.#launcher;
    const changed = this.#show();
    if (focus && open) this.#dialog.focus();
    if (!changed) return;
    // As the whole screen it would cover the next page, to which a link in it has led.
    kept?.setItem(key, open && !this.#dialog.open ? '1' : '');
    const name: keyof HTMLElementEventMap = `cabinet-launcher-${open ? 'opened' : 'closed'}`;
    this.#launcher.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }

  #show(): boolean {
    const { open, isConnected } = this.#launcher;
    const dialog = this.#dialog;
    // An element that was off the page has left the top layer, and a dialog does not know it.
    const shown = dialog.matches(':popover-open, :modal');
    if (!shown && dialog.open) dialog.close();
    if (open === shown || !isConnected) return false;
    if (!open) {
      const hadFocus = dialog.matches(':focus-within');
      if (dialog.open) dialog.close();
      else dialog.hidePopover();
      if (hadFocus) this.#launcher.focus();
      return true;
    }
    this.#fill();
    this.draw();
    if (matchMedia(PHONE).matches) dialog.showModal();
    else {
      // Else it would take the focus, though nobody has pressed anything.
      dialog.inert = true;
      dialog.showPopover();
      dialog.inert = false;
    }
    return true;
  }

  /** Lets the conversations in it take a question about an order or an invoice. @returns whether they will */
  ask(subject: AskSubject): boolean {
    const chat = this.#launcher.querySelector('cabinet-ticket-chat');
    // One that is there already hears the question itself.
    if (!chat || chat.matches(':defined')) return false;
    void customElements.whenDefined('cabinet-ticket-chat').then(() => {
      Object.assign(chat, { aboutKind: subject.kind, aboutId: subject.id, aboutLabel: subject.label });
    });
    return true;
  }

  /** What the page itself has put into the launcher, or the widget that we have. */
  get #own(): Element | null {
    return this.#launcher.querySelector(':scope > :not([slot], template)');
  }

  get #template(): HTMLTemplateElement | null {
    return this.#launcher.querySelector<HTMLTemplateElement>(':scope > template');
  }

  #fill(): void {
    const launcher = this.#launcher;
    this.#failure.hidden = true;
    if (this.#own) return;
    if (this.#template) return launcher.append(this.#template.content.cloneNode(true));
    const loaded = this.load();
    const widget = make(`cabinet-${launcher.opens}`, {});
    launcher.append(widget);
    loaded.catch(() => {
      // Opened again, it is tried again.
      widget.remove();
      this.#failure.hidden = false;
    });
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    // A window or a menu within closes first.
    const path = event.composedPath();
    const within = path.slice(0, path.indexOf(this.#dialog));
    if (within.some((place) => place instanceof Element && place.matches('dialog[open], :popover-open'))) return;
    event.preventDefault();
    this.#launcher.hide();
  };
}
