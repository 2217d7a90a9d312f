import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { StartupError } from './startup-error.ts';

/** A server that takes requests. */
export interface Listener {
  port: number;
  /** Takes no more requests, and settles when those under way are answered. */
  close(): Promise<void>;
}

/** Milliseconds that requests under way get to end. */
const CLOSING_TIME = 10_000;
/** Milliseconds between looks for connections that browsers keep open after their last answer. */
const IDLE_CHECK = 100;

/**
 * Serves an app on a port; 0 takes any free one.
 *
 * @throws StartupError when the port cannot be had
 */
export async function listen(app: Pick<Hono, 'fetch'>, port: number): Promise<Listener> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(port, error)));
    server.listen(port, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function refusal(port: number, error: NodeJS.ErrnoException): StartupError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1}.`,
    EACCES: `This user may not listen on port ${port}. Choose a port of 1024 or more, for example PORT=8080.`,
  };
  const reason = reasons[error.code ?? ''] ?? `The server cannot listen on port ${port}: ${error.message}.`;
  return new StartupError(reason, { cause: error });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK);
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSING_TIME);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
