import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Operation } from '../../src/contract/operation.ts';
import { allOperations } from '../../src/contract/operations.ts';
import type { RequestContext, RequestEnvironment } from './environment.ts';
import { refusal } from './problem.ts';
import { fieldsOf, fileFieldsOf, shapeOf } from './shape.ts';

const MEGABYTE = 1024 * 1024;
/** What is not files, and what a form adds to them. */
const MAX_BODY_BYTES = MEGABYTE;

/** How much a request may bring: what an operation's files may weigh, and 1 MB for everything else. */
export function bodyLimits(): MiddlewareHandler<RequestEnvironment> {
  const usual = limitBody();
  const byRoute = new Map<string, MiddlewareHandler<RequestEnvironment>>(
    allOperations().flatMap((operation) => {
      const files = filesSize(operation);
      return files === 0 ? [] : [[operation.http, limitBody(files + MAX_BODY_BYTES)] as const];
    }),
  );
  return (context, next) => {
    const path = context.req.path.replace(/^\/api\/[^/]+/, '');
    return (byRoute.get(`${context.req.method} ${path}`) ?? usual)(context, next);
  };
}

/** Refuses a body that is larger. @param maxSize in bytes */
export function limitBody(maxSize = MAX_BODY_BYTES): MiddlewareHandler<RequestEnvironment> {
  const values = { limit: String(Math.floor(maxSize / MEGABYTE)) };
  return bodyLimit({
    maxSize,
    onError: (context: RequestContext) => {
      throw refusal(context, 'invalid', 'bodyTooLarge', { status: 413, values });
    },
  });
}

/** Bytes of all the files that an operation takes at most. */
function filesSize(operation: Operation): number {
  const shape = shapeOf(operation.input);
  const fields = fieldsOf(shape);
  return fileFieldsOf(shape).reduce((sum, name) => {
    const field = fields.get(name);
    const items = field?.items;
    const file = typeof items === 'object' && !Array.isArray(items) ? items : field;
    return sum + (file?.maxLength ?? 0) * (file === field ? 1 : (field?.maxItems ?? 1));
  }, 0);
}
