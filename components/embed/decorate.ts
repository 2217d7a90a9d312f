type Decorator = (prototype: object, name: string) => void;

/**
 * What the compiler calls for `@property()` and `@state()`, in the place of the copy that it puts into each file.
 * Ours stand before fields only.
 */
export function __decorateClass(decorators: readonly Decorator[], prototype: object, name: string): void {
  for (const decorator of decorators) decorator(prototype, name);
}
