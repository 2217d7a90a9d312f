import type { Adapter, CallContext } from '../adapters/adapter.ts';
import { toCabinetError } from '../adapters/errors.ts';
import type { InputOf, Operation, OutputOf, ParsedInputOf } from '../contract/operation.ts';
import { CabinetError } from '../contract/problem.ts';
import { getSession, type Session } from '../contract/session.ts';
import { answerParser } from './answer.ts';
import { isAnonymous, isRefusal, type SessionKeeper } from './session.ts';

export interface CallerOptions {
  adapter: Adapter;
  session: SessionKeeper;
  /** Ends every call. */
  ended: AbortSignal;
  locale: () => string | undefined;
}

/** Calls the adapter as whoever is signed in, and lets nothing through that the contract does not promise. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #parse = answerParser();
  /** How many ask again who is signed in: the only question that a signed-out client lets through. */
  rechecks = 0;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** @throws CabinetError */
  async call<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    { signal, ...context }: Pick<CallContext, 'signal' | 'idempotencyKey' | 'ifMatch'>,
  ): Promise<OutputOf<O>> {
    const { adapter, session, ended, locale } = this.#options;
    const either = signal ? AbortSignal.any([signal, ended]) : ended;
    either.throwIfAborted();
    if (session.state.status === 'signed-out' && !(operation.id === getSession.id && this.rechecks > 0)) {
      throw new CabinetError('unauthenticated', `${operation.id}: nobody is signed in`);
    }
    const { era, tokens } = session;
    const send = (token: string | undefined): Promise<unknown> =>
      adapter.call(operation, input as ParsedInputOf<O>, { ...context, signal: either, locale: locale(), token });
    try {
      const token = await tokens.current();
      const answer = await send(token).catch(async (error: unknown) => {
        if (!isRefusal(error) || token === undefined) throw error;
        const other = await tokens.replace(token);
        // What was meant by one person is never sent for another.
        if (other === undefined || era !== session.era) throw error;
        return send(other);
      });
      if (operation.id === getSession.id && isAnonymous(answer)) {
        throw new CabinetError('unauthenticated', `${operation.id}: the backend knows nobody`);
      }
      either.throwIfAborted();
      const parsed = this.#parse(operation, answer);
      if (operation.output === getSession.output) session.signedIn(parsed as Session);
      return parsed;
    } catch (error) {
      if (isRefusal(error)) session.refused(era);
      throw toCabinetError(error, either);
    }
  }
}
