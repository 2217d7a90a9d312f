import { listen } from '../../../server/start/listen.ts';
import { type AppOptions, createApp } from '../../../server/app.ts';
import { type Register, createRegister } from './register.ts';

/** A server over a fresh register, on a free port. */
export interface Served {
  register: Register;
  /** The address of the first tenant. */
  url: string;
  close(): Promise<void>;
}

export async function serve(options: Partial<AppOptions> = {}): Promise<Served> {
  const register = createRegister();
  const shutdown = new AbortController();
  const app = createApp({
    adapter: register.adapter,
    directory: register.directory,
    shutdown: shutdown.signal,
    ...options,
  });
  const listener = await listen(app, 0);
  return {
    register,
    url: `http://localhost:${listener.port}/api/${register.tenants.first.id}`,
    close: () => {
      shutdown.abort();
      return listener.close();
    },
  };
}
