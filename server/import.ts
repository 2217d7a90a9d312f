import { readImport } from './operator/import-command.ts';
import { runCommand } from './operator/run.ts';

// `npm run import -- …`: brings a file of rows into a company's data, on the database that the server uses.
await runCommand(readImport);
