import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { createApp } from '../../../server/app.ts';
import { openStore } from '../../../server/store/index.ts';
import type { Adapter, CallContext } from '../../../src/adapters/adapter.ts';
import { sendMessage, type Message, type Operation } from '../../../src/contract/index.ts';

// The server with a planted fault: it acknowledges messages before they are committed.
const { PORT, DATA_DIRECTORY = '.data', DATABASE_URL } = process.env;
const store = await openStore({ dataDirectory: DATA_DIRECTORY, databaseUrl: DATABASE_URL });

const DELAY = 1500;

const call = async (operation: Operation, input: unknown, context: CallContext): Promise<unknown> => {
  if (operation.id !== sendMessage.id) return store.adapter.call(operation, input, context);
  const { signal: _signal, ...lasting } = context;
  void wait(DELAY).then(() => store.adapter.call(operation, input, lasting).catch(() => undefined));
  const message: Message = {
    id: crypto.randomUUID(),
    sequence: 1,
    author: { side: 'customer', name: '' },
    at: new Date().toISOString(),
    attachments: [],
  };
  return message;
};
const adapter = { ...store.adapter, call } as Adapter;
const app = createApp({ adapter, directory: store.directory });
serve({ fetch: (request) => app.fetch(request), port: Number(PORT) }, () => console.log('ready'));
