import { readCommand } from './operator/command.ts';
import { readConfiguration } from './start/configuration.ts';
import { isForPeople } from './start/startup-error.ts';
import { openDatabase } from './store/database.ts';
import { prepareDatabase } from './store/prepare.ts';
import { createRunTransaction } from './store/transaction.ts';

// `npm run company -- …`: sets companies up, on the database that the server uses.
try {
  const act = readCommand(process.argv.slice(2));
  if (typeof act === 'string') console.log(act);
  else {
    const database = await openDatabase(readConfiguration(process.env));
    try {
      await prepareDatabase(database);
      const { output, note } = await act(createRunTransaction(database));
      if (note !== undefined) console.error(note);
      if (output !== undefined) console.log(output);
    } finally {
      await database.close();
    }
  }
} catch (error) {
  console.error(isForPeople(error) ? error.message : error);
  process.exitCode = 1;
}
