/**
 * For each tag the files that its widget needs, relative to the loader, dependencies first: with it the loader asks for
 * all of them at once. Empty in the sources; the build of `dist/cdn` fills it in (rollup.config.ts).
 */
export const preload: Readonly<Record<string, readonly string[]>> = {};
