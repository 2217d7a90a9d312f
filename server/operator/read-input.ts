import { readFileSync } from 'node:fs';
import { CommandError } from './command-error.ts';

/** The text of a file; `-`: of standard input. @throws CommandError if it cannot be read */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** A secret that somebody else has given, which does not belong on a command line; null: none. */
export function readSecret(file: string): string | null {
  const secret = readInput(file).trim();
  if (/\s/.test(secret) || secret.length > 1000)
    throw new CommandError(`${file} must hold the secret and nothing else.`);
  return secret || null;
}
