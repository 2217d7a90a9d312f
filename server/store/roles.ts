/**
 * The roles under which transactions run. None can sign in, none is a superuser, none may bypass
 * row-level security; each sees what its policies in `migrations/0002-row-level-security.ts` and later ones say.
 */
export const databaseRoles = {
  /** A person asks: the rows of one customer of one company, and the company's goods. */
  customer: 'cabinet_customer',
  /** An agent asks: the conversations of one company with all its customers. */
  staff: 'cabinet_staff',
  /** A person asks about themselves: their own rows, whichever customer they act for. */
  person: 'cabinet_person',
  /** The company's system, or the sign-in: the rows of one company. */
  company: 'cabinet_company',
  /** The server's own work across companies: mail, events, clearing up, setting up a company. */
  operator: 'cabinet_operator',
} as const;
