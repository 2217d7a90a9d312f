import type { Answer } from '../shop.ts';

/** Makes a server that does something wrong of one that does it right. */
export type Plant = (right: Answer) => Answer;

/** JSON that a fault changes; whatever it is. */
export type Json = { [field: string]: Json } & Json[] & string;

const isJson = ({ headers }: Response) => /\bjson\b/.test(headers.get('Content-Type') ?? '');

/** The same answer with something else about it. */
export function changed(
  response: Response,
  {
    status = response.status,
    headers = {},
    body = response.body,
  }: { status?: number; headers?: Record<string, string | null>; body?: BodyInit | null },
): Response {
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return new Response(body, { status, headers: all });
}

/** The same request with something else about it. */
export function asking(request: Request, edit: (url: URL, headers: Headers) => void): Request {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  edit(url, headers);
  return new Request(url, {
    ...(request.body && { body: request.body, duplex: 'half' }),
    method: request.method,
    headers,
    signal: request.signal,
  });
}

/** Whether a request is of an operation, by its binding such as `GET /orders`. */
export function isOf(binding: string, { method, url }: Request): boolean {
  const [wanted, path = ''] = binding.split(' ');
  const pattern = path.replace(/\{\w+\}/g, '[^/]+');
  return method === wanted && new RegExp(`^/api/[^/]+${pattern}$`).test(new URL(url).pathname);
}

/** Another answer to one operation. */
export const of =
  (binding: string, wrong: (request: Request, right: Answer) => Promise<Response>): Plant =>
  (right) =>
  (request) =>
    isOf(binding, request) ? wrong(request, right) : right(request);

/** Another body of good answers to one operation. */
export const body = (binding: string, edit: (body: Json, request: Request) => unknown): Plant =>
  of(binding, async (request, right) => {
    const response = await right(request);
    if (!response.ok || !isJson(response)) return response;
    const content = (await response.json()) as Json;
    edit(content, request);
    return changed(response, { body: JSON.stringify(content) });
  });

/** Another request than was sent, for one operation. */
export const request = (binding: string, edit: (url: URL, headers: Headers) => void): Plant =>
  of(binding, (sent, right) => right(asking(sent, edit)));

/** Another refusal of one operation. */
export const refusal = (
  binding: string,
  wrong: (response: Response, request: Request) => Response | Promise<Response>,
): Plant =>
  of(binding, async (sent, right) => {
    const response = await right(sent);
    return response.ok ? response : wrong(response, sent);
  });

/** Other headers of all answers. */
export const headers =
  (edit: (request: Request, response: Response) => Record<string, string | null>): Plant =>
  (right) =>
  async (sent) => {
    const response = await right(sent);
    return changed(response, { headers: edit(sent, response) });
  };

/** A problem as a server writes it. */
export function problem(status: number, content: object): Response {
  return new Response(JSON.stringify({ title: 'No', status, ...content }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** One thing that a backend gets wrong: which check must say so, and how. */
export type Fault = readonly [name: string, group: string, check: string, says: RegExp, plant: Plant];
