import { html, type TemplateResult } from 'lit';
import '../../components/provider/define.ts';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { unsupported } from '../../src/adapters/errors.ts';
import {
  demoCompany,
  memory,
  type DemoCompany,
  type MemoryAdapter,
  type MemoryOptions,
} from '../../src/adapters/memory/index.ts';
import { createClient } from '../../src/client/client.ts';
import type { CabinetClient } from '../../src/client/types.ts';
import { CabinetError, type ErrorCode } from '../../src/contract/problem.ts';
import { fixture } from './fixture.ts';
import type { HelpDesk } from './help-desk.ts';

/** A faulty link: what befalls the calls of an operation, in turn; afterwards they go through. */
export interface Faults {
  /** The call never reaches the backend. */
  before(operationId: string, ...codes: ErrorCode[]): void;
  /** The backend does it, and its answer is lost. */
  after(operationId: string, ...codes: ErrorCode[]): void;
  /** The calls wait until the function that is returned is called. */
  hold(operationId: string): () => void;
}

/** A cabinet of the demo company: real client, memory adapter, and a link that can be made to fail. */
export interface TestCabinet {
  company: DemoCompany;
  adapter: MemoryAdapter;
  client: CabinetClient;
  faults: Faults;
  /** Inputs that reached the backend, by operation id. */
  calls(operationId: string): unknown[];
  /** Changes reach the client as they happen. */
  streaming(): boolean;
  /** Puts a template on the page, inside a provider; answers its first element. */
  show<T extends HTMLElement>(template: TemplateResult): Promise<T>;
}

/** The demo's clock. */
export const NOW = new Date('2026-11-23T10:00:00Z');

export interface TestCabinetOptions extends MemoryOptions {
  locale?: 'en' | 'ru';
  /** A support desk beside the demo company. */
  desk?: HelpDesk;
  /** Operations that the backend does not have; `live`: it streams nothing. */
  without?: readonly string[];
  /** Another tab or reload over the same backend. */
  over?: TestCabinet;
  pollInterval?: number;
}

/** Starts a cabinet. Ended by {@link endCabinets}. */
export function testCabinet(options: TestCabinetOptions = {}): TestCabinet {
  const { locale = 'en', without = [], over, pollInterval, desk, ...memoryOptions } = options;
  const company = over?.company ?? memoryOptions.company ?? demoCompany(locale);
  const adapter = over?.adapter ?? memory({ now: NOW, ...memoryOptions, company });
  const link = faultyLink(desk?.beside(adapter) ?? adapter, without);
  const client = createClient({ adapter: link.adapter, locale, pollInterval });
  clients.push(client);
  return {
    company,
    adapter,
    client,
    faults: link.faults,
    calls: (operationId) => link.calls.get(operationId) ?? [],
    streaming: link.streaming,
    async show<T extends HTMLElement>(template: TemplateResult): Promise<T> {
      const provider = await fixture(
        html`<cabinet-provider .client=${client} .locale=${locale} .timeZone=${'Europe/Berlin'}
          >${template}</cabinet-provider
        >`,
      );
      const element = provider.firstElementChild;
      if (!element) throw new Error('The template has no element.');
      return element as T;
    },
  };
}

const clients: CabinetClient[] = [];

/** Ends every cabinet of the test: for `afterEach`. */
export function endCabinets(): void {
  for (const client of clients.splice(0)) client.destroy();
}

function faultyLink(inner: Adapter, without: readonly string[]) {
  const before = new Map<string, ErrorCode[]>();
  const after = new Map<string, ErrorCode[]>();
  const held = new Map<string, Promise<void>>();
  const calls = new Map<string, unknown[]>();
  const fail = (faults: Map<string, ErrorCode[]>, id: string): void => {
    const code = faults.get(id)?.shift();
    if (code) throw new CabinetError(code, `${id}: ${code}, as the test wants it`);
  };
  const add =
    (faults: Map<string, ErrorCode[]>) =>
    (id: string, ...codes: ErrorCode[]) =>
      void faults.set(id, [...(faults.get(id) ?? []), ...codes]);
  let streaming = false;
  const { subscribe: stream, ...rest } = inner;
  const subscribe = without.includes('live') ? undefined : stream;
  const adapter: Adapter = {
    ...rest,
    ...(subscribe && {
      subscribe: (context) => {
        const onOpen = (): void => {
          streaming = true;
          context.onOpen?.();
        };
        return subscribe({ ...context, onOpen });
      },
    }),
    supports: (operation) => !without.includes(operation.id) && inner.supports(operation),
    async call(operation, input, context) {
      if (!adapter.supports(operation)) throw unsupported(operation.id);
      await held.get(operation.id);
      fail(before, operation.id);
      calls.set(operation.id, [...(calls.get(operation.id) ?? []), input]);
      const answer = await inner.call(operation, input, context);
      fail(after, operation.id);
      return answer;
    },
  };
  const faults: Faults = {
    before: add(before),
    after: add(after),
    hold(id) {
      let release = (): void => {};
      held.set(id, new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(id);
        release();
      };
    },
  };
  return { adapter, faults, calls, streaming: () => streaming };
}
