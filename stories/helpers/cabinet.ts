import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../components/provider/define.ts';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { unsupported } from '../../src/adapters/errors.ts';
import { demoCompany, memory, type DemoCompany, type MemoryOptions } from '../../src/adapters/memory/index.ts';

/** Storybook's context, as far as our stories read it. */
export interface StoryContext {
  globals: Record<string, unknown>;
}

export interface StoryCabinet extends Omit<MemoryOptions, 'company'> {
  /** Changes the demo company before its orders are made. */
  company?: (company: DemoCompany) => DemoCompany;
  /** Changes the adapter, for instance to make it fail. */
  adapter?: (adapter: Adapter) => Adapter;
  /** Instead of the toolbar's language. */
  locale?: 'en' | 'ru';
}

/** A moment of the demo at which every story looks the same. */
const NOW = new Date('2026-11-23T10:00:00Z');

/** A widget inside a provider over the demo company: everything works, with no backend behind it. */
export function inCabinet(
  widget: TemplateResult,
  { globals }: StoryContext,
  options: StoryCabinet = {},
): TemplateResult {
  const locale = options.locale ?? (typeof globals['locale'] === 'string' ? globals['locale'] : 'en');
  const make = (): Adapter => {
    const { company: changeCompany, adapter: changeAdapter, locale: _locale, ...memoryOptions } = options;
    const company = demoCompany(locale === 'ru' ? 'ru' : 'en');
    const { customerId } = memoryOptions;
    const adapter = memory({
      now: NOW,
      ...memoryOptions,
      ...(customerId !== undefined && { customerId: alike(customerId, company) }),
      company: changeCompany?.(company) ?? company,
    });
    const changed = changeAdapter?.(adapter) ?? adapter;
    return {
      ...changed,
      call: async (operation, input, context) => {
        // As every adapter, a story's refuses what it does not know.
        if (!changed.supports(operation)) throw unsupported(operation.id);
        return changed.call(operation, input, context);
      },
    };
  };
  return html`<cabinet-provider .adapter=${guard([locale, options], make)} .locale=${locale} time-zone="Europe/Berlin"
    >${widget}</cabinet-provider
  >`;
}

/** Stories name a customer of the English company; those of the Russian one are alike, in the same order. */
function alike(customerId: string, { customers }: DemoCompany): string {
  const place = demoCompany('en').customers.findIndex(({ id }) => id === customerId);
  return customers[place]?.id ?? customerId;
}

/** An adapter that changes the answers of one operation. */
export function answering(operationId: string, change: (answer: unknown) => unknown): (adapter: Adapter) => Adapter {
  return (adapter) => ({
    ...adapter,
    call: async (operation, input, context) => {
      const answer = await adapter.call(operation, input, context);
      return (operation.id === operationId ? change(answer) : answer) as typeof answer;
    },
  });
}
