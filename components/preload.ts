/**
 * For each tag the files of its first view, relative to the loader. Empty here: the build of the
 * script tag's files fills it, so that the loader can ask for all of them at once.
 */
export const preload: Readonly<Record<string, readonly string[]>> = {};
