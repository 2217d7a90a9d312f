/** The server cannot start; `message` says in plain words why and what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
