import * as z from 'zod/mini';
import type { Operation } from '../../src/contract/operation.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { RequestContext } from './environment.ts';

/** The answer to a request that went well. */
export function answer(context: RequestContext, output: unknown): Response {
  context.header('Cache-Control', 'no-store');
  context.header('Vary', 'Accept-Language', { append: true });
  if (output instanceof File) return answerFile(context, output);
  const etag = etagOf(output);
  if (etag !== undefined) context.header('ETag', etag);
  context.header('Content-Type', 'application/json');
  return context.body(JSON.stringify(output));
}

/** What an adapter gave, with only what is declared; what does not fit is refused, not sent. */
export function checked(operation: Operation, output: unknown): unknown {
  const parsed = z.safeParse(operation.output, output);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new CabinetError('contract', `${operation.id} was answered against the contract: ${faults.join(', ')}`);
}

/** The entity's version as a strong validator, if it can be written as one. */
function etagOf(data: unknown): string | undefined {
  const etag = typeof data === 'object' && data !== null && 'etag' in data ? data.etag : undefined;
  return typeof etag === 'string' && /^[\x21\x23-\x7e]+$/.test(etag) ? `"${etag}"` : undefined;
}

/** A file is only ever saved: nothing in it may run as a page of ours. */
function answerFile(context: RequestContext, file: File): Response {
  context.header('Content-Type', /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream');
  context.header('Content-Length', String(file.size));
  context.header('Content-Disposition', attachment(file.name));
  context.header('Content-Security-Policy', "sandbox; default-src 'none'");
  return context.body(file.stream());
}

/** RFC 6266: the name in ASCII for old readers and in full, without what could mislead about its ending. */
function attachment(name: string): string {
  // Control and format characters (bidirectional overrides among them), path and quote characters.
  const clean =
    name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\"]/gu, '_')
      .slice(-150) || 'document';
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${clean.replace(/[^\x20-\x7e]/g, '_').replaceAll('%', '_')}"; filename*=UTF-8''${encoded}`;
}
