import { EVENTS_PATH } from '../../contract/live.ts';
import type { Operation } from '../../contract/operation.ts';
import { getCapabilities } from '../../contract/session.ts';
import { isFile, type Answer } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, unchecked } from '../expect.ts';
import type { HttpCaller } from '../http-caller.ts';
import { etagOf, idsOf, sampleOf } from '../samples/index.ts';

/** Whoever asks, over HTTP. */
export interface HttpParties {
  caller: HttpCaller;
  /** The same backend without a sign-in. */
  nobody: HttpCaller;
  /** An origin whose pages may call. */
  origin?: string | undefined;
}

const isPublic = ({ id }: Operation) => id === getCapabilities.id;

/** What must hold of a backend as a whole over HTTP. */
export function httpBackendRules({ caller, nobody, origin }: HttpParties): Rule[] {
  return [
    {
      name: 'tells anybody what it can do, signed in or not',
      test: async () => {
        await nobody.done(getCapabilities, {});
      },
    },
    {
      name: 'answers an unknown path by a problem',
      test: async () => {
        await caller.refusedWith([404], await caller.request('/there/is/nothing'), 'an unknown path');
      },
    },
    {
      name: 'lets pages of other origins read nothing',
      test: async () => {
        const strangers = ['https://evil.example', 'null', `${origin ?? 'https://shop.example'}.evil.example`];
        for (const stranger of strangers) {
          for (const method of ['GET', 'OPTIONS']) {
            const response = await caller.request('/session', {
              method,
              headers: { Origin: stranger, ...(method === 'OPTIONS' && { 'Access-Control-Request-Method': 'GET' }) },
            });
            await response.body?.cancel();
            const allowed = response.headers.get('Access-Control-Allow-Origin');
            const credentials = response.headers.get('Access-Control-Allow-Credentials') === 'true';
            hold(
              allowed === null || (origin !== undefined && allowed === origin),
              `${method} from ${stranger} is allowed by Access-Control-Allow-Origin: ${allowed}${credentials ? ', with credentials' : ''}`,
            );
          }
        }
      },
    },
    ...(origin === undefined ? [] : [ownOriginRule(nobody, origin)]),
  ];
}

/** Headers that the cabinet sends. */
const sentHeaders = ['authorization', 'content-type', 'idempotency-key', 'if-match', 'last-event-id', 'x-cabinet'];

function ownOriginRule(nobody: HttpCaller, origin: string): Rule {
  return {
    name: 'lets pages of its own origin call with all that the cabinet sends',
    test: async () => {
      const preflight = await nobody.request('/orders/reorder', {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': sentHeaders.join(','),
        },
      });
      await preflight.body?.cancel();
      hold(preflight.ok, `the preflight answers ${preflight.status}`);
      const answer = await nobody.request('/capabilities', { headers: { Origin: origin } });
      await answer.body?.cancel();
      for (const [what, { headers }] of [
        ['the preflight', preflight],
        ['an answer', answer],
      ] as const) {
        const allowed = headers.get('Access-Control-Allow-Origin');
        hold(allowed === origin, `${what} must have Access-Control-Allow-Origin: ${origin}, it has ${allowed}`);
      }
      const allowed = (preflight.headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase();
      const missing = sentHeaders.filter((name) => !allowed.includes(name));
      hold(missing.length === 0, `Access-Control-Allow-Headers lacks ${missing.join(', ')}`);
      const vary = answer.headers.get('Vary') ?? '';
      hold(/\bOrigin\b/i.test(vary), `an answer for one origin must say Vary: Origin, it says "${vary}"`);
    },
  };
}

/** What must hold of an operation over HTTP. Only those that change nothing are sent where nothing may be written. */
export function httpOperationRules(operation: Operation, parties: HttpParties, answer: () => Promise<Answer>): Rule[] {
  const { caller, nobody } = parties;
  const writes = operation.kind === 'mutation';
  const key = () => (writes ? { 'Idempotency-Key': crypto.randomUUID() } : {});
  const rules: Rule[] = [headersRule(operation, answer)];
  rules.push({
    name: 'refuses what it does not know, naming it',
    test: async () => {
      const sample = (await idsOf(operation, caller)) ?? (writes ? {} : await sampleOf(operation, caller));
      const condition = await ifMatchOf(operation, caller);
      if (writes) caller.needsWriting();
      const response = await caller.post(operation, { ...sample, notKnownHere: '1' }, { ...key(), ...condition });
      const { fields } = await caller.refusedWith([422, 400], response, 'an unknown field');
      hold(fields?.['/notKnownHere'], 'an unknown field: the problem must name /notKnownHere in its fields');
    },
  });
  if (isPublic(operation)) return rules;
  rules.push({
    name: 'needs a sign-in',
    test: async () => {
      const input = (await idsOf(operation, caller)) ?? {};
      if (writes) caller.needsWriting();
      await nobody.refusedWith([401], await nobody.post(operation, input, key()), 'no sign-in');
      const forged = await nobody.post(operation, input, { ...key(), Authorization: 'Bearer forged' });
      await nobody.refusedWith([401], forged, 'a forged token');
    },
  });
  return writes ? [...rules, ...bodyRules(operation, caller)] : rules;
}

async function ifMatchOf(operation: Operation, caller: HttpCaller): Promise<Record<string, string>> {
  const etag = await etagOf(operation, caller);
  return etag === undefined ? {} : { 'If-Match': `"${etag}"` };
}

function headersRule(operation: Operation, answer: () => Promise<Answer>): Rule {
  return {
    name: 'answers with headers that keep it from being stored or misread',
    test: async () => {
      const { output, headers } = await answer().catch(() => unchecked('it was not answered'));
      const header = (name: string) => headers?.get(name) ?? '';
      if (!isPublic(operation))
        hold(
          /\bno-store\b/.test(header('Cache-Control')),
          `what belongs to one person must say Cache-Control: no-store, it says "${header('Cache-Control')}"`,
        );
      const sniffed = header('X-Content-Type-Options');
      hold(sniffed === 'nosniff', `X-Content-Type-Options must be nosniff, it is "${sniffed}"`);
      if (isFile(operation)) {
        // A file is saved, never shown.
        const [disposition, policy] = [header('Content-Disposition'), header('Content-Security-Policy')];
        hold(
          /^attachment\b/.test(disposition),
          `Content-Disposition of a file must be attachment, it is "${disposition}"`,
        );
        hold(/\bsandbox\b/.test(policy), `Content-Security-Policy of a file must have sandbox, it is "${policy}"`);
        return;
      }
      const etag = (output as { etag?: unknown }).etag;
      if (typeof etag === 'string' && /^[\x21\x23-\x7e]+$/.test(etag))
        hold(
          header('ETag') === `"${etag}"`,
          `ETag must be the version "${etag}" that stands in the answer, it is ${header('ETag') || 'absent'}`,
        );
    },
  };
}

function bodyRules(operation: Operation, caller: HttpCaller): Rule[] {
  const [method = '', path = ''] = operation.http.replace(/\{\w+\}/g, 'any').split(' ');
  const send = (headers: Record<string, string>, body = '{}') => {
    caller.needsWriting();
    return caller.request(path, { method, headers: { 'Content-Type': 'application/json', ...headers }, body });
  };
  return [
    {
      name: 'refuses to act without an idempotency key',
      test: async () => {
        await caller.refusedWith([400], await send({}), 'no key');
        await caller.refusedWith([400], await send({ 'Idempotency-Key': 'k'.repeat(256) }), 'a key that is too long');
      },
    },
    {
      name: 'refuses a body that is no JSON',
      test: async () => {
        const headers = { 'Idempotency-Key': crypto.randomUUID(), ...(await ifMatchOf(operation, caller)) };
        await caller.refusedWith([400], await send(headers, '{"broken'), 'broken JSON');
      },
    },
  ];
}

/** What must hold of the stream of changes over HTTP. */
export function httpEventRules({ nobody }: HttpParties): Rule[] {
  return [
    {
      name: 'needs a sign-in',
      test: async () => {
        await nobody.refusedWith([401], await nobody.request(EVENTS_PATH), 'no sign-in');
      },
    },
  ];
}
