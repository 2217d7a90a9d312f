import 'cabinet-elements/define';
import { memory } from 'cabinet-elements/adapters/memory';
import { createSignal, Show } from 'solid-js';

const adapter = memory({ orderCount: 60 });

export function App() {
  const [pageSize, setPageSize] = createSignal(5);
  const [filters, setFilters] = createSignal({});
  const [locale, setLocale] = createSignal('en');
  const [mounted, setMounted] = createSignal(true);
  const [opened, setOpened] = createSignal('');
  return (
    <main>
      <button id="page-size" onClick={() => setPageSize(10)}>
        Ten at once
      </button>
      <button id="filter" onClick={() => setFilters({ search: 'no such order' })}>
        Filter
      </button>
      <button id="locale" onClick={() => setLocale('ru')}>
        По-русски
      </button>
      <button id="mounted" onClick={() => setMounted(!mounted())}>
        Show or hide
      </button>
      <output>{opened()}</output>
      <Show when={mounted()}>
        <cabinet-provider prop:adapter={adapter} attr:locale={locale()}>
          <cabinet-order-history
            page-size={pageSize()}
            prop:filters={filters()}
            on:cabinet-order-opened={({ detail }) => setOpened(detail.orderId)}
          >
            <p slot="header">From the shop</p>
          </cabinet-order-history>
        </cabinet-provider>
      </Show>
    </main>
  );
}
