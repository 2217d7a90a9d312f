/**
 * A place in the stream of events: transaction first, then the number within it, as `xid-seq`.
 *
 * Numbers alone would not do: a transaction that took its number early may commit late, after a reader
 * has gone past it. So readers stop below the oldest transaction that is still open.
 */
export interface EventCursor {
  xid: bigint;
  seq: bigint;
}

/** Largest values of the database's types; an id beyond them is none of ours. */
const MAX_XID = 2n ** 64n - 1n;
const MAX_SEQ = 2n ** 63n - 1n;

export function formatCursor({ xid, seq }: EventCursor): string {
  return `${xid}-${seq}`;
}

/** Null if it is not an id of our events. */
export function parseCursor(id: string): EventCursor | null {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(id);
  if (match === null) return null;
  const cursor = { xid: BigInt(match[1] ?? ''), seq: BigInt(match[2] ?? '') };
  return cursor.xid <= MAX_XID && cursor.seq <= MAX_SEQ ? cursor : null;
}

export function isAfter(one: EventCursor, other: EventCursor): boolean {
  return one.xid === other.xid ? one.seq > other.seq : one.xid > other.xid;
}
