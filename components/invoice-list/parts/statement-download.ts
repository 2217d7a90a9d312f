import { downloadStatement } from '../../../src/contract/statements/statement.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { saveFile } from '../../shared/save-file.ts';
import type { StatementDays } from './statement-periods.ts';

export type StatementFormat = 'pdf' | 'csv';

/** The statement as a file, one download at a time. */
export class StatementDownload {
  #host: CabinetElement;
  /** What is being downloaded. */
  busy: StatementFormat | undefined;
  /** The last one failed. */
  failed = false;

  constructor(host: CabinetElement) {
    this.#host = host;
  }

  /**
   * @param name what the file is called if the backend does not say
   * @returns whether it was saved
   */
  async run({ from, to }: StatementDays, format: StatementFormat, name: string): Promise<boolean> {
    const { client } = this.#host;
    if (!client || this.busy) return false;
    this.busy = format;
    this.failed = false;
    this.#host.requestUpdate();
    try {
      const file = await client.query(downloadStatement, { from, to, format }, { staleTime: 0 });
      saveFile(file, file.name || `${name}-${from}-${to}.${format}`);
      return true;
    } catch {
      this.failed = true;
      return false;
    } finally {
      this.busy = undefined;
      this.#host.requestUpdate();
    }
  }
}
