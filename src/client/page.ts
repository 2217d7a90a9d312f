/** A page that nobody looks at for so long gives up its event stream. */
const HIDDEN_LIMIT = 60_000;

export interface PageHooks {
  /** Whether a stream is worth holding: the page is in sight or was a moment ago, and has a network. */
  onActive: (active: boolean) => void;
  /** The page goes to the back/forward cache, or away. */
  onLeave: () => void;
  /** It came back from there: anything may have happened. */
  onReturn: () => void;
}

/** Watches the page's life; does nothing where there is no page. */
export function watchPage({ onActive, onLeave, onReturn }: PageHooks): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const listeners = new AbortController();
  const { signal } = listeners;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = () => {
    clearTimeout(timer);
    if (!navigator.onLine) return onActive(false);
    if (document.visibilityState === 'visible') return onActive(true);
    timer = setTimeout(() => onActive(false), HIDDEN_LIMIT);
  };
  document.addEventListener('visibilitychange', update, { signal });
  addEventListener('online', update, { signal });
  addEventListener('offline', update, { signal });
  addEventListener(
    'pagehide',
    () => {
      clearTimeout(timer);
      onActive(false);
      onLeave();
    },
    { signal },
  );
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return;
      onReturn();
      update();
    },
    { signal },
  );
  return () => {
    clearTimeout(timer);
    listeners.abort();
  };
}
