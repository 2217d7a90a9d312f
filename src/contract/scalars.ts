import * as z from 'zod/mini';

/** A backend's identifier: opaque to us, a string even when the backend counts. */
export const Id = /* @__PURE__ */ z.string().check(z.minLength(1), z.maxLength(200));

/** A moment: RFC 3339 with an offset. Shown in the customer's time zone. */
export const Instant = /* @__PURE__ */ z.iso.datetime({ offset: true });
/** A calendar day, `YYYY-MM-DD`, that belongs to no time zone. The calendar has no year 0, and databases refuse it. */
export const Day = /* @__PURE__ */ z.iso.date().check(z.regex(/^(?!0000)/));

/** A backend's text of one line. Text and nothing else: it is never read as HTML. */
export const Text = /* @__PURE__ */ z.string().check(z.maxLength(500));
/** A backend's or a person's text of several lines. */
export const LongText = /* @__PURE__ */ z.string().check(z.maxLength(10_000));

/** How much of a product: pieces, or up to three decimals of a unit such as kilograms. */
export const Quantity = /* @__PURE__ */ z.number().check(z.minimum(0), z.maximum(1e9));

/** The version of an entity, sent back as `If-Match` when it is edited. */
export const Etag = /* @__PURE__ */ z.string().check(z.minLength(1), z.maxLength(200));

/**
 * A closed list on one axis. A value that this version does not know is read as `unknown`, so that
 * a newer backend does not break an older page; its `label` still says what it is.
 */
export function code<const Codes extends readonly [string, ...string[]]>(codes: Codes) {
  return z.catch(
    z.enum([...codes, 'unknown'] as [...Codes, 'unknown']),
    'unknown' as Codes[number] | 'unknown' as never,
  );
}

/** A status on one axis: a neutral code, and the company's own word for it where it has one. */
export function status<const Codes extends readonly [string, ...string[]]>(codes: Codes) {
  return z.object({ code: code(codes), label: z.optional(Text) });
}
