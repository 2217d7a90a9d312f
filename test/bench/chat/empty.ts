// Nothing but what the bench itself costs: a page with the last message as one line of text.
import { enter } from './contestant.ts';

const line = document.createElement('div');
line.className = 'message';
line.style.paddingInlineStart = '400px';
const show = (text: string | undefined) => (line.textContent = `${text ?? ''} ${'·'.repeat(200)}`);

enter({
  ready: async () => undefined,
  mount(messages) {
    show(messages.at(-1)?.text);
    document.body.append(line);
  },
  latest: () => line,
  add: ({ text }) => show(text),
});
