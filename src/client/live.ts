import type { Adapter } from '../adapters/adapter.ts';
import { EVENTS_BEFORE, type LiveEvent } from '../contract/live.ts';
import { isCabinetError } from '../contract/problem.ts';
import { Leader } from './leader.ts';
import { pause, waitAfter } from './pause.ts';

/** Events that come close together are one refresh. */
const COALESCE = 50;
/** Milliseconds between refreshes while events come without end. */
const LONGEST_COALESCE = 1600;
/** So many events at once are a flood. */
const CROWD = 20;
/** Events that are remembered one by one; of more, everything is refreshed. */
const MOST_GATHERED = 500;
/** Nothing is known of what happened. */
const EVERYTHING: LiveEvent = { id: '', type: 'reset', entity: '' };
/** A stream that held this long was healthy: the next loss starts with short waits again. */
const HEALTHY = 60_000;

export interface LiveOptions {
  adapter: Adapter;
  /** Names the person and the backend: all tabs of one group share one stream. */
  group: () => string;
  /** The token to send, and another one after it was refused; rejects for a visitor who is signed out. */
  token: (refused?: string) => Promise<string | undefined>;
  /** Hears of events as soon as they have come, many at once. */
  onEvents: (events: readonly LiveEvent[]) => Promise<void>;
  /** Refreshes what the events touched; the next ones wait until it is done, so that no refresh is cut short. */
  refresh: (events: readonly LiveEvent[]) => Promise<void>;
  /** Whether an opening comes so late after everything was asked for that a change between them is likely unseen. */
  isLate: () => boolean;
  /** Whether changes arrive by themselves now; polling is needed while they do not. */
  onStatus: (streaming: boolean) => void;
}

/** A link to the stream that can be let go and taken up again where it was left. */
export interface Live {
  resume(): void;
  pause(): void;
}

/** What the tab that holds the stream tells the others, and what they ask; `recent`: events came a moment ago. */
type Relay = { event: LiveEvent } | { streaming: boolean; recent?: boolean } | { ask: true } | { here: true };

/** Keeps one event stream open for all tabs of a group: resumed after the last event seen, reconnected with growing, random waits. */
export function createLive(options: LiveOptions): Live {
  const { adapter, group, token, isLate, onStatus } = options;
  let running: AbortController | undefined;
  let leader: Leader | undefined;
  let channel: BroadcastChannel | undefined;
  let name: string | undefined;
  let streaming = false;
  let lastEventId: string | undefined;
  let opened = false;
  let heardAt = -Infinity;
  /** Another tab has been heard of: most people have one, and telling nobody costs as much as telling many. */
  let accompanied = false;

  // One answer that does not come must not keep from the others what has happened since.
  const announce = coalesced(options.onEvents, CROWD);
  const refresh = coalesced(options.refresh);
  const hand = (event: LiveEvent) => {
    announce(event);
    refresh(event);
  };
  const refreshAll = () => hand(EVERYTHING);

  const take = (event: LiveEvent) => {
    if (event.id !== '') lastEventId = event.id;
    heardAt = Date.now();
    hand(event);
  };
  /** The stream, here or in the tab that holds it, is open or is not. */
  const report = (open: boolean) => {
    if (open && lastEventId === undefined && (opened || isLate())) refreshAll();
    opened ||= open;
    streaming = open;
    onStatus(open);
  };
  const tell = (relay: Relay) => channel?.postMessage(relay);

  async function run(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    let refused: string | undefined;
    const tellAll = (open: boolean) => {
      if (signal.aborted) return;
      report(open);
      tell({ streaming: open });
    };
    while (!signal.aborted) {
      let openedAt: number | undefined;
      let retryAfter = 0;
      let sent: string | undefined;
      const renewed = refused !== undefined;
      try {
        sent = await token(refused);
        refused = undefined;
        const events = adapter.subscribe?.({
          signal,
          lastEventId,
          token: sent,
          onOpen() {
            openedAt = Date.now();
            tellAll(true);
          },
        });
        for await (const event of events ?? []) {
          attempt = 0;
          take(event);
          if (accompanied) tell({ event });
        }
      } catch (error) {
        if (signal.aborted) return;
        if (isCabinetError(error)) {
          // This backend streams nothing to this person: polling it is.
          if (['unsupported', 'not_found', 'forbidden'].includes(error.code)) return;
          if (error.code === 'unauthenticated') {
            // The second refusal in a row, or nobody to ask for a token: signed out, as whoever asks anything now hears.
            if (sent === undefined || renewed) return refreshAll();
            refused = sent;
          }
          retryAfter = error.retryAfter ?? 0;
        }
      } finally {
        tellAll(false);
      }
      if (openedAt !== undefined && Date.now() - openedAt > HEALTHY) attempt = 0;
      await pause(retryAfter + waitAfter(attempt++), signal);
    }
  }

  const onRelay = ({ data }: MessageEvent<Relay>) => {
    accompanied = true;
    if ('ask' in data) {
      if (leader?.leading) tell({ streaming, recent: Date.now() - heardAt < EVENTS_BEFORE });
    } else if ('event' in data) take(data.event);
    else if ('streaming' in data) {
      // What came between this tab's first answer and its question is told as a stream that is opened would tell it.
      if (data.recent && !opened) refreshAll();
      report(data.streaming);
      // A new leader may not have heard of this tab.
      tell({ here: true });
    }
  };

  /** Another tab may have held the stream until now: this one goes on where that one was. */
  const onLeading = (leading: boolean) => {
    running?.abort();
    if (!leading) return;
    running = new AbortController();
    run(running.signal).catch(() => undefined);
  };

  return {
    resume() {
      if (leader) return;
      // Another person's place in the stream means nothing to this one.
      if (name !== group()) lastEventId = undefined;
      name = group();
      if (typeof BroadcastChannel === 'function') {
        channel = new BroadcastChannel(`cabinet-elements:live:${name}`);
        (channel as { unref?: () => void }).unref?.();
        channel.onmessage = onRelay;
        tell({ ask: true });
      }
      leader = new Leader(`live:${name}`, onLeading);
      leader.join();
    },
    pause() {
      leader?.leave();
      leader = undefined;
      channel?.close();
      channel = undefined;
      streaming = false;
      opened = false;
      onStatus(false);
    },
  };
}

/**
 * Gathers events for a moment, hands them on, and gathers the next ones until that is done. While they do not
 * cease, as when the company sends its whole history, the moments grow: they shall not become a flood of requests.
 * @param crowd so many events in one moment make the next one longer too, for what is done at once
 */
function coalesced(
  onEvents: (events: readonly LiveEvent[]) => Promise<void>,
  crowd = Infinity,
): (event: LiveEvent) => void {
  let gathered: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = COALESCE;
  const schedule = () => {
    timer ??= setTimeout(async () => {
      const events = gathered;
      gathered = [];
      await onEvents(events).catch(() => undefined);
      timer = undefined;
      wait = gathered.length > 0 || events.length >= crowd ? Math.min(wait * 2, LONGEST_COALESCE) : COALESCE;
      if (gathered.length > 0) schedule();
    }, wait);
  };
  return (event: LiveEvent) => {
    if (gathered.length >= MOST_GATHERED) gathered = [EVERYTHING];
    gathered.push(event);
    schedule();
  };
}
