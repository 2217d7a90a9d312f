import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { sanitized } from './html-message.ts';

/**
 * An HTML message, sanitised. Its own content is the message as text: it is shown until this code is there, and where
 * the page's security policy does not allow to parse HTML.
 *
 * @internal
 */
export class CabinetTicketHtml extends CabinetElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: normal;
        min-inline-size: 0;
      }
      .html {
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
        contain: paint;
      }
      .html > :first-child,
      .html > :last-child {
        margin-block: 0;
      }
      p,
      ul,
      ol,
      dl,
      blockquote,
      pre,
      details,
      .wide {
        margin: 0 0 calc(var(--_space) * 2);
      }
      ul,
      ol {
        padding-inline-start: calc(var(--_space) * 5);
        list-style: revert;
      }
      .heading,
      th {
        font-weight: 600;
      }
      blockquote {
        padding-inline-start: calc(var(--_space) * 2.5);
        border-inline-start: 3px solid var(--_border);
        color: var(--_text-muted);
      }
      /* Muted once is muted enough to be read. */
      blockquote blockquote {
        color: inherit;
      }
      a {
        color: inherit;
        text-decoration-line: underline;
      }
      pre,
      code,
      kbd,
      samp {
        font-family: ui-monospace, monospace;
        font-size: 0.93em;
      }
      pre {
        margin: 0;
        padding: calc(var(--_space) * 2);
      }
      .wide {
        overflow-x: auto;
        border-radius: var(--_radius-small);
      }
      .code {
        background: color-mix(in oklab, currentcolor 8%, transparent);
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px calc(var(--_space) * 2) 2px 0;
        text-align: start;
        vertical-align: top;
      }
      th {
        border-block-end: 1px solid var(--_border);
      }
      hr {
        border: 0;
        border-block-start: 1px solid var(--_border);
      }
      summary {
        inline-size: fit-content;
        min-block-size: 24px;
        color: var(--_text-muted);
        font-size: var(--_font-small);
        cursor: pointer;
      }
      details {
        margin-block-start: calc(var(--_space) * 2);
      }
      .note {
        margin-block-start: var(--_space);
      }
    `,
  ];

  #texts = new LocalizeController(this, ticketMessages);

  @property({ attribute: false }) markup = '';

  /** Nodes that stay where they are as long as they show the same. */
  #shown: { of: string; content: DocumentFragment | undefined } | undefined;

  protected override render(): TemplateResult {
    const { t, ready } = this.#texts;
    if (!ready) return html`<slot></slot>`;
    const of = `${this.#texts.locale} ${this.markup}`;
    if (this.#shown?.of !== of) {
      this.#shown = { of, content: sanitized(this.markup, { quoted: t('html.quoted'), picture: t('html.picture') }) };
    }
    const { content } = this.#shown;
    return content
      ? html`<div class="html" dir="auto">${content}</div>`
      : html`<slot></slot>
          <div class="note small muted">${t('htmlAsText')}</div>`;
  }
}
