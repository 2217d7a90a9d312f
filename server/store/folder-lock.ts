import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

const LOCK_FILE = 'cabinet.lock';

/** Names a process so that a later one with the same number is not taken for it. */
interface Owner {
  pid: number;
  /** When it started, in the kernel's ticks since boot, and which boot; empty where there is no /proc. */
  started: string;
}

function startOf(pid: number): string {
  try {
    // The second field is the command in brackets and may hold spaces: count from the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
    return `${fields[19] ?? ''}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return '';
  }
}

function isRunning(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return owner.started === startOf(owner.pid);
}

function readOwner(path: string): Owner | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : null;
  } catch {
    return null;
  }
}

/**
 * Takes a folder for this process: the embedded database would let a second one in and be destroyed.
 * A lock left by a killed process is taken over.
 *
 * @returns gives the folder back
 * @throws StoreError if a running process holds it
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, LOCK_FILE);
  const mine = `${lock}.${process.pid}`;
  const me: Owner = { pid: process.pid, started: startOf(process.pid) };
  writeFileSync(mine, JSON.stringify(me));
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and fails if there is one.
        linkSync(mine, lock);
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      removeStale(lock, folder, me);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function removeStale(lock: string, folder: string, me: Owner): void {
  const owner = readOwner(lock);
  // In a container every start may have the same number: that one is ourselves only if it started when we did.
  if (owner !== null && isRunning(owner)) {
    const who = owner.pid === me.pid ? 'this process itself' : `process ${owner.pid}`;
    throw new StoreError(
      `The data folder ${folder} is in use by ${who}, and the embedded database serves one at a time. ` +
        'Stop that one, or choose another folder by DATA_DIRECTORY.',
    );
  }
  const stale = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = readOwner(stale);
  // Another process was quicker with the same stale lock, and this is its new one: give it back.
  if (taken !== null && isRunning(taken)) linkSync(stale, lock);
  rmSync(stale, { force: true });
}
