import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

/** What the documentation pages are made from stands above the classes; see `custom-elements-manifest.config.js`. */
const widgets = ['app', 'invoice-list', 'order-history', 'profile-settings', 'ticket-chat'].map((widget) => {
  const source = globSync(`components/${widget}/**/*.ts`)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const documented = (tag: string): string[] =>
    [...source.matchAll(new RegExp(`^ \\* @${tag} ([a-z-]+) -`, 'gm'))].map(([, name = '']) => name);
  return { widget, source, documented };
});
// The head of every list is one view.
const lists = ['invoice-list', 'order-history', 'ticket-chat'];

describe('the documentation of', () => {
  for (const { widget, source, documented } of widgets) {
    it(`${widget} has each block with what may stand before and after it, and no other`, () => {
      const blocks = [...source.matchAll(/\b(?:block\(\s*\w+,|headed\()\s*'([a-z]+)'/g)].map(([, name = '']) => name);
      for (const [, name = ''] of source.matchAll(/<slot name="([a-z]+)-before"/g)) blocks.push(name);
      if (lists.includes(widget)) blocks.push('head');
      // The cards of the overview, by their names.
      if (widget === 'app')
        for (const [, name = ''] of source.matchAll(/\bname: '([a-z]+)',/g)) blocks.push(`card-${name}`);
      const slots = documented('slot').filter((name) => /-(before|after)$/.test(name));
      assert.deepEqual(
        [...new Set(slots)].toSorted(),
        [...new Set(blocks)].flatMap((name) => [`${name}-after`, `${name}-before`]).toSorted(),
      );
    });

    it(`${widget} names no part that is not there`, () => {
      const shared = globSync('components/{shared,ui}/*.ts').map((file) => readFileSync(file, 'utf8'));
      const written = [source, ...shared].join('\n').matchAll(/\bpart="([^"]*)"/g);
      const there = new Set([...written].flatMap(([, names = '']) => names.split(' ')));
      // Handed on by what stands in a widget, under names of their own.
      for (const [, name = ''] of shared.join('\n').matchAll(/\b[a-z-]+:(details-[a-z]+), /g)) there.add(name);
      for (const [, names = ''] of source.matchAll(/\bPARTS =\s+'([^']+)'/g))
        for (const name of names.split(', ')) there.add(name);
      assert.deepEqual(
        documented('csspart').filter((name) => !there.has(name)),
        [],
      );
    });
  }
});
