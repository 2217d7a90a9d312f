import { readConfiguration } from './start/configuration.ts';
import { readConnections } from './start/connections.ts';
import { endOnSignals } from './start/end-on-signals.ts';
import { logLines } from './start/log-lines.ts';
import { startServer } from './start/server.ts';
import { isForPeople } from './start/startup-error.ts';

try {
  const configuration = readConfiguration(process.env);
  const server = await startServer(configuration, logLines(), await readConnections(configuration));
  endOnSignals(server);
  if (configuration.demo && (configuration.publicUrl ?? configuration.databaseUrl) !== undefined) {
    console.warn(
      'The demo companies are there, and their keys are public. Start with DEMO=off when real customers come.',
    );
  }
  console.log(`ready ${server.url}`);
} catch (error) {
  console.error(isForPeople(error) ? `The server did not start.\n${error.message}` : error);
  process.exit(1);
}
