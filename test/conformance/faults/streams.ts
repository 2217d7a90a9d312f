import * as plant from './plant.ts';
import { asking, changed, isOf, type Fault, type Plant } from './plant.ts';

const EVENTS = 'GET /events';
const resumes = 'tells what happens, and goes on after the last event without gap or repeat';

/** The stream of changes with its lines changed. */
const lines = (edit: (text: string) => string): Plant =>
  plant.of(EVENTS, async (request, right) => {
    const response = await right(request);
    const text = new TransformStream<string, string>({ transform: (part, out) => out.enqueue(edit(part)) });
    return changed(response, {
      body:
        response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(text).pipeThrough(new TextEncoderStream()) ??
        null,
    });
  });

/** Goes on somewhere else than after the last event. */
const resumeAt = (steps: number) =>
  plant.request(EVENTS, (_url, sent) => {
    const last = Number(sent.get('Last-Event-ID') ?? NaN);
    if (!Number.isNaN(last)) sent.set('Last-Event-ID', String(last + steps));
  });

/** Several streams as one: each part as soon as it comes. */
function both(...parts: (ReadableStream<Uint8Array> | null)[]): ReadableStream<Uint8Array> {
  const end = new AbortController();
  return new ReadableStream({
    start(out) {
      const into = () => new WritableStream<Uint8Array>({ write: (bytes) => out.enqueue(bytes) });
      for (const part of parts) void part?.pipeTo(into(), { signal: end.signal }).catch(() => {});
    },
    cancel: () => end.abort(),
  });
}

const streams: Fault[] = [
  [
    'events without ids',
    'events',
    resumes,
    /an event has no id, so that nobody can go on after it/,
    lines((text) => text.replace(/^id:.*\n/gm, '')),
  ],
  ['resumed, a repeat', 'events', resumes, /resumed, the stream repeats the event \d+/, resumeAt(-1)],
  ['resumed, a gap', 'events', resumes, /resumed, the stream skips what happened to/, resumeAt(2)],
  [
    'resumed, always a reset',
    'events',
    resumes,
    /resumed, the stream says reset although the last event was just told/,
    resumeAt(1e6),
  ],
  [
    'events that are no event stream',
    'events',
    resumes,
    /the event stream has the type "application\/json", not text\/event-stream/,
    plant.headers((request) => (isOf(EVENTS, request) ? { 'Content-Type': 'application/json' } : {})),
  ],
  [
    'events of others',
    'events',
    'tells nobody what happens to others',
    /the other customer was told what happened to/,
    (right) => {
      // Who comes second reads both.
      let first = '';
      return async (request) => {
        first ||= request.headers.get('Authorization') ?? '';
        const response = await right(request.clone());
        if (!isOf(EVENTS, request) || request.headers.get('Authorization') === first || response.body === null)
          return response;
        const mine = await right(asking(request, (_url, sent) => sent.set('Authorization', first)));
        return changed(response, { body: both(mine.body, response.body) });
      };
    },
  ],
];

/** Streams of changes that lose their place. */
export const streamFaults: readonly Fault[] = streams;
