import type { ReactiveController } from 'lit';
import type { CabinetElement } from '../../shared/cabinet-element.ts';

/** Files that are dropped onto an element. */
export class FileDrop implements ReactiveController {
  #host: CabinetElement;
  #onFiles: (files: readonly File[]) => void;
  /** Files are held over it. */
  over = false;

  constructor(host: CabinetElement, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.over = false;
  }

  /** Listener for `dragenter`, `dragover` and `dragleave`. */
  onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const { currentTarget, relatedTarget } = event;
    const inside =
      currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    this.#set(event.type !== 'dragleave' || inside);
  };

  /** Listener for `drop`. */
  onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#set(false);
    this.#onFiles([...event.dataTransfer.files]);
  };

  #set(over: boolean): void {
    if (over === this.over) return;
    this.over = over;
    this.#host.requestUpdate();
  }
}
