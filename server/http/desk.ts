import { DESK_PATH, deskOperations } from '../../src/contract/desk.ts';
import { EVENTS_PATH } from '../../src/contract/live.ts';
import { allOperations } from '../../src/contract/operations.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import { getCapabilities, getSession, type CustomerReference } from '../../src/contract/session.ts';
import type { Authenticate, SignIn } from '../auth/authenticate.ts';
import { adapterOf, type Api, type AppOptions, type RequestContext } from './environment.ts';
import { eventStream } from './events.ts';
import { answer } from './output.ts';
import { capabilitiesOf, handlerOf, routeOf, routeTo } from './routes.ts';

/**
 * Staff look at one customer: some of the contract once more, below the customer. The backend is asked as for that
 * customer, so that it, and the database's policies, keep all others apart as ever.
 */
export function addDeskRoutes(app: Api, options: AppOptions, authenticate: Authenticate): void {
  const { directory } = options;
  const ofDesk = allOperations().filter(({ id }) => deskOperations.includes(id));
  const capabilities = (context: RequestContext) => capabilitiesOf(adapterOf(options, context), ofDesk);

  const staffOf = async (context: RequestContext): Promise<{ signIn: SignIn; customer: CustomerReference }> => {
    const signIn = await authenticate(context);
    const { roles, tenantId } = signIn.customer;
    if (!roles.includes('agent')) throw new CabinetError('forbidden');
    const customer = await directory.customer?.(tenantId, context.req.param('customerId') ?? '');
    if (customer === undefined || customer === null) throw new CabinetError('not_found', 'There is no such customer');
    return { signIn, customer };
  };
  const asCustomer: Authenticate = async (context) => {
    const { signIn, customer } = await staffOf(context);
    return { ...signIn, customer: { ...signIn.customer, customerId: customer.id, customerFixed: true } };
  };
  const answerCapabilities = (context: RequestContext) => answer(context, capabilities(context));
  const answerSession = async (context: RequestContext) => {
    const { signIn, customer } = await staffOf(context);
    // Who asks is a member of the company, not of the customer.
    const { operations: permissions } = capabilities(context);
    const own = await adapterOf(options, context).call(
      getSession,
      {},
      { customer: signIn.customer, locale: context.var.locale },
    );
    return answer(context, { ...own, customer, customers: [customer], roles: ['agent'], permissions });
  };
  const special = new Map<string, (context: RequestContext) => Response | Promise<Response>>([
    [getCapabilities.id, answerCapabilities],
    [getSession.id, answerSession],
  ]);

  app.get(routeTo(DESK_PATH + EVENTS_PATH), eventStream(options, asCustomer));
  for (const operation of ofDesk) {
    const [method, path] = routeOf(operation, DESK_PATH);
    const handle = special.get(operation.id) ?? handlerOf(operation, options, asCustomer);
    app.on(method, path, (context) => {
      context.set('operation', operation.id);
      return handle(context);
    });
  }
}
