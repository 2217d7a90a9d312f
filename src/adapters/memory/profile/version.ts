import { CabinetError } from '../../../contract/problem.ts';
import type { CallContext } from '../../adapter.ts';

/**
 * Counts the versions of an entity.
 *
 * @example
 * ```ts
 * const version = countVersions();
 * version.require(context); // `conflict` if the caller edited another version
 * version.next();
 * ```
 */
export function countVersions() {
  let count = 1;
  return {
    get etag(): string {
      return `v${count}`;
    },
    /** @throws CabinetError `conflict` if the update was not made from this version. */
    require({ ifMatch }: CallContext): void {
      if (ifMatch !== `v${count}`) throw new CabinetError('conflict', 'It was changed meanwhile', { status: 412 });
    },
    next(): void {
      count += 1;
    },
  };
}
