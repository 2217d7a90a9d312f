import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import type { PaymentProvider } from '../provider.ts';
import { SandboxBank, sandboxActions, type SandboxOptions, type SandboxPayment } from './bank.ts';
import { paymentPage, style, unknownPage } from './pages.ts';
import { sandboxProvider } from './provider.ts';

export { SANDBOX, SANDBOX_PATH } from './provider.ts';

/** A payment provider to try with. */
export interface Sandbox {
  provider: PaymentProvider;
  /** Its hosted pages, to be mounted at {@link SANDBOX_PATH}. */
  pages: Hono;
  close(): void;
}

/**
 * Makes the demo's payment provider: a real hosted page, signed webhooks, no money.
 *
 * @example
 * ```ts
 * const sandbox = createSandbox({ file: '.data/sandbox-payments.json', deliver: sendWebhook });
 * ```
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const bank = new SandboxBank(options);
  const outcomeOf = (id: string) => {
    const payment = bank.find(id);
    return Promise.resolve(payment && bank.outcomeOf(payment));
  };
  return {
    provider: sandboxProvider({
      create: (order, secret) => Promise.resolve(bank.create(order, secret)),
      status: outcomeOf,
      cancel: (id) => Promise.resolve(bank.cancel(id)),
    }),
    pages: createPages(bank),
    close: () => bank.close(),
  };
}

function createPages(bank: SandboxBank): Hono {
  const pages = new Hono();
  const unknown = (context: Context) => {
    allow(context);
    return context.html(unknownPage(context.req.header('Accept-Language') ?? 'en'), 404);
  };
  pages.use(csrf());
  pages.get('/style.css', (context) => context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  pages.get('/:id', (context) => {
    const payment = bank.find(context.req.param('id'));
    if (payment === undefined) return unknown(context);
    allow(context, payment);
    return context.html(paymentPage(payment, bank.outcomeOf(payment)));
  });
  pages.post('/:id/:action', async (context) => {
    const action = sandboxActions.find((known) => known === context.req.param('action'));
    const payment = action === undefined ? undefined : await bank.act(context.req.param('id'), action);
    if (payment === undefined) return unknown(context);
    return context.redirect(payment.order.returnUrl, 303);
  });
  return pages;
}

/** The page may send its form to itself, and from there back to the shop. */
function allow(context: Context, payment?: SandboxPayment): void {
  const shop = payment === undefined ? '' : ` ${new URL(payment.order.returnUrl).origin}`;
  const policy = `default-src 'none'; style-src 'self'; form-action 'self'${shop}; base-uri 'none'; frame-ancestors 'none'`;
  context.header('Content-Security-Policy', policy);
  context.header('Cache-Control', 'no-store');
}
