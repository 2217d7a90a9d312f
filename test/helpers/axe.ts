// axe-core is a plain script, not a module: load it for its side effect and take the global.
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';

const axe = (globalThis as unknown as { axe: typeof Axe }).axe;

/** The rules of WCAG 2.2 AA. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds wrong in a part of the page, open shadow roots included; empty when nothing.
 * Each entry names the rule, the element and the reason.
 *
 * @example
 * ```ts
 * expect(await axeViolations(element)).to.deep.equal([]);
 * ```
 */
export async function axeViolations(root: Element | Document = document): Promise<string[]> {
  const { violations, passes } = await axe.run(root, { runOnly: wcag });
  if (violations.length + passes.length === 0) throw new Error('axe found nothing to check: is the element rendered?');
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary ?? violation.help}`,
    ),
  );
}
