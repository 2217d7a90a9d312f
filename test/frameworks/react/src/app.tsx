import 'cabinet-elements/define';
import { memory } from 'cabinet-elements/adapters/memory';
import { useEffect, useState } from 'react';

const adapter = memory({ orderCount: 60 });

export function App() {
  const [pageSize, setPageSize] = useState(5);
  const [filters, setFilters] = useState({});
  const [locale, setLocale] = useState('en');
  const [mounted, setMounted] = useState(true);
  const [opened, setOpened] = useState('');
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
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
      <button id="mounted" onClick={() => setMounted(!mounted)}>
        Show or hide
      </button>
      <output>{opened}</output>
      {mounted && (
        // React gives elements that a server wrote neither properties nor listeners when it takes over: it makes them anew.
        <cabinet-provider key={String(hydrated)} adapter={adapter} locale={locale}>
          <cabinet-order-history
            page-size={pageSize}
            filters={filters}
            oncabinet-order-opened={({ detail }) => setOpened(detail.orderId)}
          >
            <p slot="header">From the shop</p>
          </cabinet-order-history>
        </cabinet-provider>
      )}
    </main>
  );
}
