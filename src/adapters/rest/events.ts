import { createParser } from 'eventsource-parser';
import * as z from 'zod/mini';
import { LiveEvent } from '../../contract/live.ts';
import { CabinetError } from '../../contract/problem.ts';
import { readCapped } from './answer.ts';
import { toProblemError, toRestError } from './errors.ts';

/** The server sends a comment every 15 s: after three missed ones the link is dead, whatever the socket says. */
const SILENCE = 45_000;
/** Characters of one event; ours have about a hundred. */
const LARGEST_EVENT = 65_536;

export interface EventsRequest {
  url: string;
  headers: Headers;
  credentials: RequestCredentials;
  fetch: typeof fetch;
  signal: AbortSignal;
  onOpen?: (() => void) | undefined;
}

/** An event that cannot be read still says that something changed: ask for everything again. */
function toLiveEvent(data: string, id: string | undefined): LiveEvent {
  try {
    return z.parse(LiveEvent, { ...(id !== undefined && { id }), ...JSON.parse(data) });
  } catch {
    return { id: id ?? '', type: 'reset', entity: '' };
  }
}

/** Reads a `text/event-stream` over fetch, which unlike `EventSource` carries the token in a header. */
export async function* readEvents(request: EventsRequest): AsyncGenerator<LiveEvent, void, undefined> {
  const { url, headers, credentials, onOpen } = request;
  const silence = new AbortController();
  const signal = AbortSignal.any([request.signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new CabinetError('timeout', 'events: the stream fell silent')), SILENCE);
  };

  try {
    listen();
    const response = await request.fetch(url, { headers, credentials, cache: 'no-store', signal });
    const type = response.headers.get('Content-Type') ?? '';
    if (!response.ok) {
      const body: unknown = await (await readCapped(response, LARGEST_EVENT)).json().catch(() => undefined);
      throw toProblemError('events', response, body);
    }
    if (!response.body || !type.startsWith('text/event-stream')) {
      await response.body?.cancel();
      throw new CabinetError('contract', `events: the backend answered ${response.status} ${type}, no event stream`);
    }

    const events: LiveEvent[] = [];
    const parser = createParser({
      maxBufferSize: LARGEST_EVENT,
      onEvent: ({ data, id }) => events.push(toLiveEvent(data, id)),
      onError(error) {
        if (error.type === 'max-buffer-size-exceeded') {
          throw new CabinetError('contract', `events: an event of more than ${LARGEST_EVENT} characters`);
        }
      },
    });
    onOpen?.();
    for await (const text of response.body.pipeThrough(new TextDecoderStream(), { signal })) {
      listen();
      parser.feed(text);
      yield* events.splice(0);
    }
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    throw toRestError('events', silence.signal.aborted ? silence.signal.reason : error);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
