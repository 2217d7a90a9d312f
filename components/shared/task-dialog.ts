import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { CommonText } from '../ui/state-panel.ts';
import { DialogController } from '../ui/dialog.ts';
import type { CabinetElement } from './cabinet-element.ts';

/** One thing to do in a window: to confirm, or to fill in. Its functions are asked at every drawing. */
export interface Task {
  title: () => string;
  /** What will happen, or what to fill in. */
  content: () => unknown;
  /** The button that does it; absent: there is only something to read. */
  action?: { label: () => string; critical?: boolean | undefined; disabled?: (() => boolean) | undefined } | undefined;
  /** Default: "Cancel". */
  dismiss?: (() => string) | undefined;
  /** Does it. @returns whether the window may close */
  run?: ((form: HTMLFormElement) => Promise<boolean>) | undefined;
  pending?: (() => boolean) | undefined;
  /** Why it could not be done. */
  failure?: (() => unknown) | undefined;
  closed?: (() => void) | undefined;
}

/**
 * The one window of an element, for the task at hand. Focus goes back to where it was.
 *
 * @example
 * ```ts
 * #dialog = new TaskDialog(this, this.common.t);
 * this.#dialog.open({ title: () => t('remove.title'), content: () => t('remove.text'), … });
 * // in render(), always: ${this.#dialog.render()}
 * ```
 */
export class TaskDialog implements ReactiveController {
  #host: CabinetElement;
  #common: CommonText;
  #window: DialogController;
  #task: Task | undefined;

  constructor(host: CabinetElement, common: CommonText) {
    this.#host = host;
    this.#common = common;
    this.#window = new DialogController(host, {
      mayClose: () => this.#task?.pending?.() !== true,
      closed: () => this.#closed(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    /* Opened by the person only. */
  }

  get task(): Task | undefined {
    return this.#task;
  }

  open(task: Task): void {
    this.#task = task;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#window.close();
  }

  #closed(): void {
    const task = this.#task;
    this.#task = undefined;
    task?.closed?.();
    this.#host.requestUpdate();
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const task = this.#task;
    if (!task?.run || task.pending?.() || task.action?.disabled?.()) return;
    // The task may be another one by now: an answer that came late closes nothing.
    if ((await task.run(event.currentTarget as HTMLFormElement)) && this.#task === task) this.#window.close();
  };

  render(): TemplateResult | typeof nothing {
    const task = this.#task;
    if (!task) return nothing;
    const { action } = task;
    const pending = task.pending?.() === true;
    return this.#window.render(
      html`<form novalidate @submit=${this.#onSubmit}>
        ${this.#window.head(task.title(), this.#common)}
        <div class="dialog-content form">
          ${task.content()}
          <div role="alert">${pending ? nothing : task.failure?.()}</div>
        </div>
        <div class="dialog-footer">
          <button class="button" type="button" part="button" ?disabled=${pending} @click=${() => this.close()}>
            ${task.dismiss?.() ?? this.#common(action ? 'cancel' : 'close')}
          </button>
          ${
            action
              ? html`<button
                  class="button ${action.critical ? 'critical' : 'primary'}"
                  type="submit"
                  part="button button-confirm"
                  aria-disabled=${pending || action.disabled?.() ? 'true' : nothing}
                  aria-busy=${pending ? 'true' : nothing}
                >
                  ${action.label()}
                </button>`
              : nothing
          }
        </div>
      </form>`,
    );
  }
}
