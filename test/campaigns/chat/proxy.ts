import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Chance } from '../random.ts';

/** A network between browsers and a server that cuts, resets, truncates and delays at random bytes, both ways. */
export interface Chaos {
  origin: string;
  /** Harm done so far, by kind. */
  readonly harm: Readonly<Record<Fate, number>>;
  /** The network is good from now on. */
  calm(): void;
  stop(): Promise<void>;
}

const fates = ['cut', 'reset', 'truncated', 'delayed'] as const;
type Fate = (typeof fates)[number];

/** Bytes of one way after which something befalls a connection, at most. */
const FARTHEST = 12_000;
const LONGEST_DELAY = 1500;

/** @param port where the server is */
export async function startChaos(port: number, chance: Chance): Promise<Chaos> {
  const harm: Record<Fate, number> = { cut: 0, reset: 0, truncated: 0, delayed: 0 };
  const open = new Set<Socket>();
  let calm = false;

  const carry = (from: Socket, to: Socket) => {
    const next = () => (chance.below(3) === 0 ? Infinity : chance.below(FARTHEST));
    let left = next();
    from.on('data', (bytes: Buffer) => {
      left -= bytes.length;
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
    carry(browser, upstream);
    carry(upstream, browser);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    harm,
    calm: () => void (calm = true),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
