import { type AppOptions, createApp } from '../../../server/app.ts';
import type { Problem } from '../../../src/contract/problem.ts';
import { type Register, createRegister } from './register.ts';

/** An app over a fresh register, with ways to call it. */
export interface Caller {
  register: Register;
  /** Calls a path below the first tenant's address. */
  call(path: string, init?: CallOptions): Promise<Response>;
  /** Calls as somebody who is signed in by token. */
  callAs(login: string, path: string, init?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, text as it is. */
  body?: unknown;
  tenant?: string;
  /** Default: `http://localhost`. */
  origin?: string;
}

export function createCaller(options: Partial<AppOptions> = {}): Caller {
  const register = createRegister();
  const app = createApp({ adapter: register.adapter, directory: register.directory, ...options });
  const call = async (path: string, init: CallOptions = {}): Promise<Response> => {
    const {
      method = 'GET',
      headers = {},
      body,
      tenant = register.tenants.first.id,
      origin = 'http://localhost',
    } = init;
    const text =
      body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    return app.request(`${origin}/api/${tenant}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: (text as BodyInit | undefined) ?? null,
    });
  };
  return {
    register,
    call,
    callAs: async (login, path, init = {}) =>
      call(path, { ...init, headers: { Authorization: `Bearer ${await register.tokenFor(login)}`, ...init.headers } }),
  };
}

/** The problem document of a refused call. */
export async function problemOf(response: Response): Promise<Problem & { code: string }> {
  return (await response.json()) as Problem & { code: string };
}
