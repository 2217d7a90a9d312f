/** The server cannot start; `message` says in plain words why and what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

const PLAIN_ERRORS = ['StartupError', 'StoreError', 'CommandError'];

/** Whether an error's message is meant for whoever gave the command; of others they get all there is. */
export function isForPeople(error: unknown): error is Error {
  return error instanceof Error && PLAIN_ERRORS.includes(error.name);
}
