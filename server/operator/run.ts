import { readConfiguration } from '../start/configuration.ts';
import { isForPeople } from '../start/startup-error.ts';
import { openDatabase } from '../store/database.ts';
import { prepareDatabase } from '../store/prepare.ts';
import { createRunTransaction } from '../store/transaction.ts';
import type { Act } from './companies.ts';

/**
 * Does what a command line asks, on the database that the server uses, or shows its help.
 *
 * @param read throws what is wrong with the command line
 */
export async function runCommand(read: (commandLine: readonly string[]) => Act | string): Promise<void> {
  try {
    const act = read(process.argv.slice(2));
    if (typeof act === 'string') {
      console.log(act);
      return;
    }
    const database = await openDatabase(readConfiguration(process.env));
    try {
      await prepareDatabase(database);
      const { output, note } = await act(createRunTransaction(database));
      if (note !== undefined) console.error(note);
      if (output !== undefined) console.log(output);
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = 1;
  }
}
