import type { ReactiveController } from 'lit';
import { downloadDocument } from '../../src/contract/document-files.ts';
import type { DocumentReference } from '../../src/contract/documents.ts';
import { CabinetError, isCabinetError } from '../../src/contract/problem.ts';
import type { CabinetElement } from './cabinet-element.ts';
import { saveFile } from './save-file.ts';

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
      saveFile(file, file.name || document.title);
      this.#done(document);
    } catch (cause) {
      this.errors.set(document.id, isCabinetError(cause) ? cause : new CabinetError('unknown', undefined, { cause }));
    } finally {
      this.busy.delete(document.id);
      this.#host.requestUpdate();
    }
  }
}
