import { readCommand } from './operator/command.ts';
import { runCommand } from './operator/run.ts';

// `npm run company -- …`: sets companies up, on the database that the server uses.
await runCommand(readCommand);
