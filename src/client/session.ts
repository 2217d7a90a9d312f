import { isCabinetError } from '../contract/problem.ts';
import type { Session } from '../contract/session.ts';
import { forgetDrafts } from './drafts.ts';
import { Tabs } from './tabs.ts';
import { createTokens, type Tokens } from './tokens.ts';
import type { SessionSource, SessionState } from './types.ts';

export interface SessionHooks {
  /** The state changed; `forget`: what is cached was another person's. */
  onChange(forget: boolean): void;
  /** Whoever this names signed out for good. */
  onForget(identity: string): void;
  /** Something suggests that another person may be signed in now. */
  onDoubt(): void;
}

const identityOf = ({ person, customer }: Session) => JSON.stringify([person.id, customer.id]);

/** Who is signed in, as far as this tab knows, and the token that says so. */
export class SessionKeeper {
  readonly tokens: Tokens;
  readonly tabs: Tabs;
  state: SessionState = { status: 'unknown' };
  /** Grows whenever the session begins anew: a refusal from an earlier era says nothing about this one. */
  era = 0;
  readonly #hooks: SessionHooks;
  /** Names the person and the customer they act for; undefined while nobody is known. */
  identity: string | undefined;

  constructor(source: SessionSource, backend: string, hooks: SessionHooks) {
    this.#hooks = hooks;
    this.tabs = new Tabs(source, backend, (message) => {
      switch (message.type) {
        case 'signed-out':
          return this.signOut();
        case 'signed-in':
          // A tab that does not know yet is about to hear it from the backend.
          return this.state.status === 'unknown' || message.identity === this.identity ? undefined : hooks.onDoubt();
        case 'recheck':
          return this.state.status === 'signed-in' ? hooks.onDoubt() : undefined;
        case 'token':
          return this.state.status === 'signed-out' ? undefined : this.tokens.adopt(message.token);
      }
    });
    this.tokens = createTokens(source, this.tabs);
  }

  signedIn(session: Session): void {
    const identity = identityOf(session);
    const known = this.identity;
    if (this.state.status === 'signed-in' && JSON.stringify(this.state.session) === JSON.stringify(session)) return;
    this.identity = identity;
    this.state = { status: 'signed-in', session };
    if (identity !== known) this.tabs.tell({ type: 'signed-in', identity });
    this.#hooks.onChange(known !== undefined && identity !== known);
  }

  /** Signed out for good, here or in another tab: what was kept for this person goes. */
  signOut(): void {
    forgetDrafts();
    if (this.identity !== undefined) this.#hooks.onForget(this.identity);
    this.signedOut();
  }

  /** Nobody is signed in any more. */
  signedOut(): void {
    if (this.state.status === 'signed-out') return;
    this.beginAnew();
    this.identity = undefined;
    this.state = { status: 'signed-out' };
    this.#hooks.onChange(true);
  }

  /** The backend refused this tab; the others should look too. */
  refused(era: number): void {
    if (era !== this.era || this.state.status === 'signed-out') return;
    this.tabs.tell({ type: 'recheck' });
    this.signedOut();
  }

  /** Drops the token: the next call asks for another one. */
  beginAnew(): void {
    this.era += 1;
    this.tokens.forget();
  }

  /** For a backend that cannot say who is signed in: whoever it is, let them ask. */
  unknown(): void {
    this.identity = undefined;
    this.state = { status: 'unknown' };
    this.#hooks.onChange(false);
  }
}

/** Whether the answer about the session means nobody: some backends say so with 200. */
export const isAnonymous = (answer: unknown): boolean =>
  answer === null ||
  answer === undefined ||
  (typeof answer === 'object' && ((answer as { person?: unknown }).person ?? null) === null);

/** Whether a backend, or the host's site, said that it knows nobody. */
export const isRefusal = (error: unknown): boolean => isCabinetError(error) && error.code === 'unauthenticated';
