import { checkBackend } from '../testing/index.ts';
import { UsageError, help, readArguments, type CheckCommand } from './arguments.ts';
import { Progress, ansi, inWords, plain, toJunit } from './report.ts';

/** What a command may touch. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  complain: (text: string) => void;
  save: (path: string, text: string) => void;
  colours: boolean;
  /** Another `fetch` than the one that there is. */
  fetch?: typeof fetch | undefined;
}

/** Exit codes. */
const GOOD = 0;
const AGAINST_CONTRACT = 1;
const NOT_CHECKED = 2;

/** Runs a command line; answers the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment, print, complain } = surroundings;
  try {
    const command = readArguments(args, environment);
    if (command === null) {
      print(help);
      return GOOD;
    }
    return await check(command, surroundings);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`${error.message}\nSee: cabinet-elements check --help`);
    return NOT_CHECKED;
  }
}

async function check(
  { target, json, verbose, junit }: CheckCommand,
  { print, save, complain, colours, fetch }: Surroundings,
): Promise<number> {
  const progress = new Progress(print, colours ? ansi : plain, verbose);
  const report = await checkBackend({ ...target, fetch }, json ? undefined : (result) => progress.add(result));
  if (junit !== undefined) {
    const text = await toJunit(report);
    try {
      save(junit, text);
    } catch (error) {
      throw new UsageError(
        `--junit ${junit} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  if (json) print(JSON.stringify(report, null, 2));
  else {
    progress.flush();
    print(`\n${inWords(report)}${hintsOf(target)}`);
  }
  if (report.reached) return report.failed > 0 ? AGAINST_CONTRACT : GOOD;
  if (json) complain(report.results[0]?.message ?? '');
  return NOT_CHECKED;
}

/** What would be checked if it were asked for. */
function hintsOf({ canWrite, otherCredentials, origin }: CheckCommand['target']): string {
  const hints = [
    canWrite === true ? '' : 'what changes something (--write)',
    otherCredentials === undefined ? 'isolation of customers (--other-token)' : '',
    origin === undefined ? 'CORS of your own pages (--origin)' : '',
  ].filter(Boolean);
  return hints.length === 0 ? '' : `\nNot checked: ${hints.join(', ')}`;
}
