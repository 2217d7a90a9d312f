import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { createApp } from '../../server/app.ts';
import { smtpTransport, startMailer } from '../../server/mail/index.ts';
import { seedDemo } from '../../server/seed/index.ts';
import { openStore } from '../../server/store/index.ts';

// The server with a planted fault: it says that a mail was sent before it is.
const { PORT, DATA_DIRECTORY = '.data', DATABASE_URL, SMTP_URL = '' } = process.env;
const store = await openStore({ dataDirectory: DATA_DIRECTORY, databaseUrl: DATABASE_URL });
await seedDemo(store);
const transport = smtpTransport(SMTP_URL);
startMailer({
  store,
  transport: {
    ...transport,
    send: (mail, id) => {
      void wait(400).then(() => transport.send(mail, id));
      return Promise.resolve();
    },
  },
});
const app = createApp({ adapter: store.adapter, directory: store.directory });
serve({ fetch: (request) => app.fetch(request), port: Number(PORT) }, () => console.log('ready'));
