import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { CabinetClient } from '../../../src/client/types.ts';

declare global {
  interface Window {
    cabinet?: CabinetClient;
  }
}

const BACKEND = '/api/nordwind';

/** A page of the company's own making with the chat in it, at the company's origin. */
export async function serveChatPage(context: BrowserContext): Promise<void> {
  await context.route('**/company/chat.html*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Support</title>
        <script>document.addEventListener('cabinet-ready', ({ detail }) => (window.cabinet = detail.client))</script>
        <script type="module" src="/cdn/cabinet.js" data-backend="${BACKEND}"></script></head>
        <body><cabinet-ticket-chat url-state="query"></cabinet-ticket-chat></body></html>`,
    }),
  );
}

/** Signs somebody of the company's own staff in, and ends where they answer. */
export async function signInAsAgent(page: Page, login = 'agent-1'): Promise<void> {
  await page.goto('/demo/nordwind/desk');
  await page.getByRole('link', { name: 'Sign in as staff' }).click();
  await page.locator(`button[value="${login}"]`).click();
  await page.waitForURL('**/demo/nordwind/desk');
}

/** Asks the backend as the page's visitor. */
export async function ask<Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ({ url, method, body }) => {
      const response = await fetch(url, {
        method,
        headers: {
          'X-Cabinet': '1',
          'Content-Type': 'application/json',
          ...(method !== 'GET' && { 'Idempotency-Key': crypto.randomUUID() }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Answer;
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
    { url: BACKEND + path, method, body },
  );
}

/** Opens a new request of the visitor, and answers its id. */
export async function openTicket(page: Page, title: string): Promise<string> {
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/ticket-kinds');
  const { id } = await ask<{ id: string }>(page, 'POST', '/tickets', {
    clientId: crypto.randomUUID(),
    kindId: items[0]?.id,
    title,
    text: 'beginning',
  });
  return id;
}

export interface FoundMessage {
  text?: string;
  attachments: { id: string; name: string; size: number }[];
}

export async function messagesOf(page: Page, ticketId: string): Promise<FoundMessage[]> {
  const { items } = await ask<{ items: FoundMessage[] }>(page, 'GET', `/tickets/${ticketId}/messages?limit=100`);
  return items;
}

export async function textsOf(page: Page, ticketId: string): Promise<(string | undefined)[]> {
  return (await messagesOf(page, ticketId)).map(({ text }) => text);
}

/** Opens a conversation in a tab. */
export async function openChat(page: Page, ticketId: string): Promise<void> {
  await page.goto(`/company/chat.html?tickets.ticket=${ticketId}`);
  await field(page).waitFor();
}

export const conversation = (page: Page): Locator => page.locator('cabinet-ticket-conversation');
export const field = (page: Page): Locator => page.locator('cabinet-ticket-composer textarea');
export const waiting = (page: Page): Locator => page.locator('cabinet-ticket-conversation .message.waiting');
export const shown = (page: Page, text: string): Locator =>
  page.locator('cabinet-ticket-conversation .message .text', { hasText: text });

/** Writes a message, and waits until it is stored. */
export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
  await page.waitForFunction(() => {
    const chat = document.querySelector('cabinet-ticket-chat');
    const conversation = chat?.shadowRoot?.querySelector('cabinet-ticket-conversation');
    const composer = conversation?.shadowRoot?.querySelector('cabinet-ticket-composer');
    return composer?.shadowRoot?.querySelector('textarea')?.value === '';
  });
}

/**
 * A text file that comes by another way than the button: dropped onto the conversation, or pasted into the message. It
 * may have a name that no window for choosing files would give.
 */
export function bring(page: Page, how: 'drop' | 'paste', name: string, size = 100): Promise<void> {
  const target = how === 'drop' ? conversation(page).locator('section.base') : field(page);
  return target.evaluate(
    (element, given) => {
      const data = new DataTransfer();
      data.items.add(new File(['a'.repeat(given.size)], given.name, { type: 'text/plain' }));
      const init = { bubbles: true, composed: true, cancelable: true };
      if (given.how === 'paste') element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
      else
        for (const type of ['dragenter', 'dragover', 'drop']) {
          element.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: data }));
        }
    },
    { how, name, size },
  );
}

/** Everything that a page can find in its browser's stores, as one text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request))?.text());
    }
    const answered = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The database failed'));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name));
      found.push(name);
      for (const store of database.objectStoreNames) {
        for (const value of await answered(database.transaction(store).objectStore(store).getAll())) {
          found.push(value instanceof Blob ? await value.text() : value);
        }
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}
