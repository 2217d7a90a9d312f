import * as z from 'zod/mini';
import { Id } from './scalars.ts';

/**
 * A small notice that something changed; it says what to ask for again and carries no data.
 *
 * Over HTTP: `GET /events`, `text/event-stream`, one JSON object a `data:` line. The stream's `id:`
 * is the event's id and resumes it by `Last-Event-ID`; a stream that resumes nothing begins with a
 * `reset` if something changed in the ten seconds before, so that a change between a first answer and the
 * opening of the stream is not missed. An event of type `reset` means that the
 * server no longer knows that id: everything may have changed.
 */
export const LiveEvent = /* @__PURE__ */ z.object({
  /** Orders events; opaque. */
  id: z.string(),
  /** `entity.verb`, such as `order.updated`, or `reset`. */
  type: z.string(),
  /** Capability that the entity belongs to, such as `orders`. */
  entity: z.string(),
  entityId: z.optional(Id),
});
export type LiveEvent = z.output<typeof LiveEvent>;

/** Milliseconds of the past whose changes a stream that resumes nothing begins with, as one `reset`. */
export const EVENTS_BEFORE = 10_000;

/** The path of the event stream below the base address. */
export const EVENTS_PATH = '/events';
