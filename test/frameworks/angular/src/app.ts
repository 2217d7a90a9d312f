import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'cabinet-elements/define';
import { memory } from 'cabinet-elements/adapters/memory';

@Component({
  selector: 'shop-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <button id="page-size" (click)="pageSize.set(10)">Ten at once</button>
      <button id="filter" (click)="filters.set({ search: 'no such order' })">Filter</button>
      <button id="locale" (click)="locale.set('ru')">По-русски</button>
      <button id="mounted" (click)="mounted.set(!mounted())">Show or hide</button>
      <output>{{ opened() }}</output>
      @if (mounted()) {
        <cabinet-provider [adapter]="adapter" [attr.locale]="locale()">
          <cabinet-order-history [pageSize]="pageSize()" [filters]="filters()" (cabinet-order-opened)="open($event)">
            <p slot="header">From the shop</p>
          </cabinet-order-history>
        </cabinet-provider>
      }
    </main>
  `,
})
export class App {
  readonly adapter = memory({ orderCount: 60 });
  readonly pageSize = signal(5);
  readonly filters = signal({});
  readonly locale = signal('en');
  readonly mounted = signal(true);
  readonly opened = signal('');

  open({ detail }: HTMLElementEventMap['cabinet-order-opened']): void {
    this.opened.set(detail.orderId);
  }
}
