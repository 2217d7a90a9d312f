import { expect } from 'chai';
import { demoDesk } from '../../../helpers/help-desk.ts';
import { part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { showTicket, texts, cleanUp } from './helpers.ts';

describe('what a message of cabinet-ticket-chat shows', () => {
  cleanUp();

  it('shows text as text: harmless links, code, nothing else', async () => {
    const desk = demoDesk();
    desk.say(
      't1',
      'javascript:alert(1) http://example.test <img src=x onerror=alert(1)> (https://example.test/a_(b)).',
    );
    desk.say('t1', '```\nlet a = 1;\n```');
    desk.say('t1', '', { html: '<p>One <b>two</b></p><script>alert(1)</script>' });
    const { conversation } = await showTicket({ desk });
    await until(() => texts(conversation).length === 6);
    const links = parts<HTMLAnchorElement>(conversation, '.text a');
    expect(links.map(({ href, rel, target }) => [href, rel, target])).to.deep.equal([
      ['https://example.test/help', 'noopener noreferrer nofollow', '_blank'],
      ['https://example.test/a_(b)', 'noopener noreferrer nofollow', '_blank'],
    ]);
    expect(parts(conversation, '.text img')).to.have.length(0);
    expect(textOf(part(conversation, 'pre'))).to.equal('let a = 1;');
    expect(texts(conversation).at(-1)).to.equal('One two');
    expect(parts(conversation, '.text').every((each) => each.getAttribute('dir') === 'auto')).to.equal(true);
  });

  it('shows of an HTML message what is harmless, with its formatting', async () => {
    const desk = demoDesk();
    desk.say('t1', '', {
      html: `<h1 id="x" class="y" style="position:fixed">Hello <b>you</b></h1><script>alert(1)</script><style>p{}</style>
        <svg onload="alert(1)"><title/></svg><math></math><form action="/x"><input name="ticketId"><button>Pay</button></form>
        <iframe src="https://evil.test/"></iframe><p onclick="alert(1)"><a href="https://example.test/a?style=1&amp;one = 2/once=3" target="_self">good</a>
        <a href="javascript:alert(1)">bad</a> <a href="/relative">relative</a></p><ul><li>one</li></ul>
        <img src="https://evil.test/photo.png" alt="A broken cup"><img src="https://evil.test/1.gif" width="1" height="1">
        <table><tr><td>cell</td></tr></table><cabinet-ticket-file>inner</cabinet-ticket-file>
        <div class="gmail_quote">On Monday you wrote: <blockquote>old words</blockquote></div>`,
    });
    const { conversation } = await showTicket({ desk });
    const shown = await until(() => parts(conversation, 'cabinet-ticket-html')[0]?.shadowRoot?.querySelector('.html'));
    const tags = new Set([...shown.querySelectorAll('*')].map((each) => each.localName));
    expect([...tags].toSorted()).to.deep.equal([
      'a',
      'b',
      'blockquote',
      'details',
      'div',
      'li',
      'p',
      'summary',
      'table',
      'tbody',
      'td',
      'tr',
      'ul',
    ]);
    const attributes = new Set([...shown.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()));
    expect([...attributes].toSorted()).to.deep.equal(['class', 'href', 'rel', 'tabindex', 'target']);
    const links = [...shown.querySelectorAll('a')].map(({ href, rel, target, textContent }) => [
      href,
      rel,
      target,
      textContent,
    ]);
    expect(links).to.deep.equal([
      ['https://example.test/a?style=1&one%20=%202/once=3', 'noopener noreferrer nofollow', '_blank', 'good'],
      ['https://evil.test/photo.png', 'noopener noreferrer nofollow', '_blank', 'A broken cup'],
    ]);
    const quoted = shown.querySelector('details');
    expect(quoted?.open).to.equal(false);
    expect(textOf(quoted)).to.contain('Earlier messages').and.to.contain('old words');
  });

  it('keeps an answer between the lines of a quotation in sight', async () => {
    const desk = demoDesk();
    desk.say('t1', '', { html: '<blockquote type="cite">When?</blockquote><p>Tomorrow.</p>' });
    const { conversation } = await showTicket({ desk });
    const shown = await until(() => parts(conversation, 'cabinet-ticket-html')[0]?.shadowRoot?.querySelector('.html'));
    expect(shown.querySelector('details')).to.equal(null);
    expect(textOf(shown)).to.equal('When?Tomorrow.');
  });

  it('shows as text what would slow or end the page, in good time', async () => {
    const desk = demoDesk();
    for (const text of ['a'.repeat(9_999), `https://a${')'.repeat(9_980)}`, `https://a${'.'.repeat(9_980)}b`]) {
      desk.say('t1', text);
    }
    const pieces = ['<', '<!--', '<p>', '<div class="gmail_quote">x', '<table><tr><td>'];
    for (const piece of pieces) desk.say('t1', '', { html: piece.repeat(199_000 / piece.length) });
    desk.say('t1', '', { html: '<table><tr><td>'.repeat(1500) });
    const { conversation } = await showTicket({ desk });
    // Quadratic work would take minutes; tables this deep end the page.
    await until(() => parts(conversation, 'cabinet-ticket-html').length === pieces.length + 1, 'the messages');
    const shown = parts(conversation, 'cabinet-ticket-html');
    await until(() => shown.every((each) => textOf(each.shadowRoot?.querySelector('.note')) !== ''), 'the notes');
    expect(shown.map((each) => each.shadowRoot?.querySelector('.html') ?? null)).to.deep.equal(shown.map(() => null));
  });
});
