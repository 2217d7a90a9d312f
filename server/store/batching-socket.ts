import { Socket } from 'node:net';

/** A socket that hands everything written at one moment to the system at once, which is what costs. */
export class BatchingSocket extends Socket {
  // One signature for the three that a stream has.
  override write(...given: [chunk: Uint8Array | string, ...rest: never[]]): boolean {
    this.cork();
    process.nextTick(() => this.uncork());
    return super.write(...given);
  }
}
