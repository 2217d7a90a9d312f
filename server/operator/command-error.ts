/** A command that cannot be done; `message` says in plain words why and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
