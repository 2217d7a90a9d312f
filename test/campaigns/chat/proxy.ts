import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Chance } from '../random.ts';

/** A network between browsers and a server that cuts, resets, truncates and delays at random bytes, both ways. */
export interface Chaos {
  origin: string;
  /** Harm done so far, by kind. */
  readonly harm: Readonly<Record<Fate, number>>;
  /** Bytes that browsers have sent so far. */
  readonly sent: number;
  /** Connections that are open now and asked last for a path with this in it. */
  asking(path: string): number;
  /** The network is good from now on. */
  calm(): void;
  /** It is bad from now on: open connections and new ones. */
  rage(): void;
  stop(): Promise<void>;
}

const fates = ['cut', 'reset', 'truncated', 'delayed'] as const;
type Fate = (typeof fates)[number];

const LONGEST_DELAY = 1500;

export interface ChaosOptions {
  /** Bytes of one way after which something befalls a connection, at most. */
  farthest?: number;
  /** It is good until told otherwise. */
  calm?: boolean;
  /** No connection is spared. Else chance leaves one way in three alone. */
  relentless?: boolean;
}

/** @param port where the server is */
export async function startChaos(
  port: number,
  chance: Chance,
  { farthest = 12_000, calm = false, relentless = false }: ChaosOptions = {},
): Promise<Chaos> {
  const harm: Record<Fate, number> = { cut: 0, reset: 0, truncated: 0, delayed: 0 };
  const open = new Set<Socket>();
  /** Browsers' connections, and what each asked for last. */
  const asked = new Map<Socket, string>();
  let sent = 0;

  const carry = (from: Socket, to: Socket) => {
    const next = () => (!relentless && chance.below(3) === 0 ? Infinity : chance.below(farthest));
    let left = next();
    from.on('data', (bytes: Buffer) => {
      if (!calm) left -= bytes.length;
      if (calm || left > 0) {
        if (!to.write(bytes)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
        return;
      }
      left = next();
      const fate = chance.pick(fates);
      harm[fate]++;
      if (fate === 'delayed') {
        from.pause();
        setTimeout(() => {
          to.write(bytes);
          from.resume();
        }, chance.below(LONGEST_DELAY));
        return;
      }
      if (fate === 'truncated') to.write(bytes.subarray(0, chance.below(bytes.length)));
      for (const socket of [from, to]) {
        if (fate === 'reset') socket.resetAndDestroy();
        else socket.destroySoon();
      }
    });
    from.on('end', () => to.end());
    from.on('close', () => to.destroySoon());
  };

  const server = createServer((browser) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [browser, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    browser.on('data', (bytes: Buffer) => {
      sent += bytes.length;
      const path = /^[A-Z]{3,7} (\S+) HTTP/.exec(bytes.subarray(0, 1000).toString('latin1'))?.[1];
      if (path !== undefined) asked.set(browser, path);
    });
    browser.on('close', () => asked.delete(browser));
    carry(browser, upstream);
    carry(upstream, browser);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    harm,
    get sent() {
      return sent;
    },
    asking: (path) => [...asked.values()].filter((found) => found.includes(path)).length,
    calm: () => void (calm = true),
    rage: () => void (calm = false),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
