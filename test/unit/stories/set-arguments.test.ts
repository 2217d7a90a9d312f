import { expect } from 'chai';
import { html, render } from 'lit';
import type { Manifest } from '../../../.storybook/arg-types.ts';
import { setArguments } from '../../../.storybook/set-arguments.ts';

const manifest: Manifest = {
  modules: [
    {
      declarations: [
        {
          tagName: 'x-widget',
          attributes: [{ name: 'page-size', fieldName: 'pageSize' }, { name: 'nested' }],
          members: [
            { name: 'pageSize', kind: 'field' },
            { name: 'columns', kind: 'field' },
          ],
        },
      ],
    },
  ],
};

describe('the arguments of a story', () => {
  const page = document.createElement('div');
  const draw = (args: Record<string, unknown>, tag = 'x-widget'): Element => {
    render(
      html`<main>
        <p><x-widget class="story"></x-widget></p>
        <x-widget></x-widget>${setArguments(manifest, tag, args)}
      </main>`,
      page,
    );
    return page.querySelector('x-widget') as Element;
  };
  afterEach(() => render(html``, page));

  it('are the widget’s attributes, and properties where there is none', () => {
    const columns = ['number'];
    const widget = draw({ pageSize: 5, nested: true, columns, unknown: 'x' });
    expect(widget.outerHTML).to.equal('<x-widget class="story" page-size="5" nested=""></x-widget>');
    expect(widget).to.have.property('columns', columns);
    expect(widget).not.to.have.property('unknown');
    expect(page.querySelectorAll('x-widget')[1]?.attributes.length).to.equal(0);
  });

  it('follow the controls, and leave alone what none has set', () => {
    const widget = draw({ pageSize: 5, class: '' });
    expect(draw({ pageSize: 7, nested: true })).to.equal(widget);
    expect(widget.getAttribute('page-size')).to.equal('7');
    draw({ pageSize: undefined, nested: false });
    expect(widget.outerHTML).to.equal('<x-widget class="story"></x-widget>');
  });

  it('reach nothing in a story without the widget', () => {
    expect(draw({ pageSize: 5 }, 'x-other').attributes.length).to.equal(1);
  });
});
