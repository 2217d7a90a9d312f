import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Language } from './texts.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** A page of this server's own, which belongs to no company's site. */
export interface PlainPage {
  language: Language;
  title: string;
  /** What stands below the title: made by `html`, which escapes. */
  content: ReturnType<typeof html>;
  status: ContentfulStatusCode;
  /** Where its form may lead besides this server, through redirects too. Default: nowhere. */
  formAction?: string | undefined;
}

/** Answers with a page that needs no script and is kept nowhere, for its address may hold a secret. */
export function plainPage(context: Context, { language, title, content, status, formAction = '' }: PlainPage) {
  context.header('Content-Security-Policy', `${POLICY}; form-action 'self' ${formAction}`.trimEnd());
  // Not `no-referrer`: its form would then name no origin.
  context.header('Referrer-Policy', 'same-origin');
  context.header('Cache-Control', 'no-store');
  return context.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style>
            body {
              font:
                17px/1.5 system-ui,
                sans-serif;
              max-width: 32rem;
              margin: 15vh auto;
              padding: 0 1.5rem;
            }
            h1 {
              line-height: 1.25;
            }
            .actions {
              display: flex;
              flex-wrap: wrap;
              gap: 0.7rem;
              margin-top: 1.7rem;
            }
            button,
            .actions a {
              box-sizing: border-box;
              font: inherit;
              color: inherit;
              text-decoration: none;
              background: ButtonFace;
              color: ButtonText;
              border: 1px solid ButtonBorder;
              padding: 0.7rem 1.2rem;
              border-radius: 0.5rem;
              cursor: pointer;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html>`,
    status,
  );
}
