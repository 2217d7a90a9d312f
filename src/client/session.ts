import { isCabinetError } from '../contract/problem.ts';
import type { Session } from '../contract/session.ts';
import { fingerprint } from '../adapters/fingerprint.ts';
import { forgetDrafts, keepOwners, keptOwners, LEFT } from './kept.ts';
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

/** Who is signed in, as far as this tab knows, and the token that says so. */
export class SessionKeeper {
  readonly tokens: Tokens;
  readonly tabs: Tabs;
  state: SessionState = { status: 'unknown' };
  /** Grows whenever the session begins anew: a refusal from an earlier era says nothing about this one. */
  era = 0;
  readonly #hooks: SessionHooks;
  readonly #key: string;
  /**
   * An opaque name of the person and the customer they act for, to whom belongs what is kept in this browser. Until
   * the backend has said who is there, it is whoever was there before the reload: what waits is shown to them, and
   * nothing is sent.
   */
  identity: string | undefined;
  /** That person for each customer they act for. It outlives the session, so that what is kept can be deleted. */
  #owners: readonly string[];

  constructor(source: SessionSource, backend: string, hooks: SessionHooks) {
    this.#hooks = hooks;
    this.#key = fingerprint(backend);
    const [left, ...owners] = keptOwners(this.#key);
    this.#owners = owners;
    if (!left) this.identity = owners[0];
    this.tabs = new Tabs(source, backend, (message) => {
      switch (message.type) {
        case 'signed-out':
          return this.signOut();
        case 'signed-in':
          if (this.state.status !== 'unknown') return this.#knows(message.identity) ? undefined : hooks.onDoubt();
          // This tab is about to hear it from the backend.
          this.identity = message.identity;
          return hooks.onChange(false);
        case 'recheck':
          return this.state.status === 'signed-in' ? hooks.onDoubt() : undefined;
        case 'token':
          return this.state.status === 'signed-out' ? undefined : this.tokens.adopt(message.token);
      }
    });
    this.tokens = createTokens(source, this.tabs);
  }

  signedIn(session: Session): void {
    const identity = this.#identityOf(session, session.customer);
    const known = this.#knows(identity);
    const { state } = this;
    const owners = [identity, ...session.customers.map((each) => this.#identityOf(session, each))];
    // One with a customer in common is the same person: what waits for a customer that they have lost is theirs too.
    const former = owners.some((owner) => this.#owners.includes(owner)) ? this.#owners : [];
    this.#owners = [...new Set([...owners, ...former])];
    keepOwners(this.#key, this.#owners);
    if (state.status === 'signed-in' && JSON.stringify(state.session) === JSON.stringify(session)) return;
    this.identity = identity;
    this.state = { status: 'signed-in', session };
    if (!known) this.tabs.tell({ type: 'signed-in', identity });
    this.#hooks.onChange(!known && state.status === 'signed-in');
  }

  #identityOf({ person }: Session, customer: { id: string }): string {
    return fingerprint(JSON.stringify([this.#key, person.id, customer.id]));
  }

  /** Whether the backend has said that this is who is signed in. */
  #knows(identity: string): boolean {
    return this.state.status === 'signed-in' && identity === this.identity;
  }

  /** Signed out for good, here or in another tab: what was kept for this person goes, whichever customer it was for. */
  signOut(): void {
    forgetDrafts();
    for (const owner of this.#owners) this.#hooks.onForget(owner);
    this.#owners = [];
    this.signedOut();
  }

  /** Nobody is signed in any more. */
  signedOut(): void {
    keepOwners(this.#key, this.#owners, LEFT);
    if (this.state.status === 'signed-out') return;
    this.beginAnew();
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
    this.state = { status: 'unknown' };
    this.#hooks.onChange(false);
  }
}

/** Whether the answer about the session means nobody: some backends say so with 200. */
export const isAnonymous = (answer: unknown): boolean =>
  answer === null ||
  answer === undefined ||
  (typeof answer === 'object' && ((answer as { person?: unknown }).person ?? null) === null);

/** Whether a backend, or the host's site, said that it knows nobody: a system beside the one that has the session does not count. */
export const isRefusal = (error: unknown): boolean =>
  isCabinetError(error) && error.code === 'unauthenticated' && !error.elsewhere;
