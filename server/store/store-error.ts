/** The store cannot be opened; `message` says in plain words why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
