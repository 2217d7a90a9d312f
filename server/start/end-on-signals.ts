import type { RunningServer } from './server.ts';

/** Milliseconds in which signals are one and the same: Ctrl+C reaches this process from the terminal and from npm too. */
const SAME_SIGNAL = 1000;

/**
 * Lets SIGTERM and SIGINT end the process: at first when what is under way is answered, asked again at once.
 *
 * Exit code 0: everything was answered and freed; 1: not.
 */
export function endOnSignals(server: Pick<RunningServer, 'close'>): void {
  let asked: number | undefined;
  const end = () => {
    if (asked !== undefined) {
      if (performance.now() - asked > SAME_SIGNAL) process.exit(1);
      return;
    }
    asked = performance.now();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
