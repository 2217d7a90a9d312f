/** The names of a widget, in the forms that its files need. */
export interface WidgetNames {
  /** `invoice-list` */
  name: string;
  /** `cabinet-invoice-list` */
  tag: string;
  /** `CabinetInvoiceList` */
  className: string;
  /** `invoiceList` */
  camel: string;
  /** `Invoice list` */
  title: string;
}

/** The files of a new widget, by path. It works at once, and shows who is signed in. */
export function filesOf({ name, tag, className, camel, title }: WidgetNames): Record<string, string> {
  return {
    [`components/${name}/${name}.ts`]: `import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { getSession } from '../../src/contract/session.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { ${camel}Messages } from '../../src/i18n/${name}.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { QueryController } from '../shared/query-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { skeleton, skeletonStyles } from '../ui/skeleton.ts';
import { errorPanel, statePanelStyles } from '../ui/state-panel.ts';
import { ${camel}Styles } from './${name}.styles.ts';

/**
 * ${title}.
 *
 * @customElement ${tag}
 * @summary ${title}.
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call \`detail.renew()\`.
 * @csspart base - Everything.
 * @csspart heading - The heading.
 * @cssstate loading - No content yet.
 * @cssstate error - It could not be loaded.
 * @cssstate content - There is content.
 * @example
 * \`\`\`html
 * <${tag}></${tag}>
 * \`\`\`
 */
export class ${className} extends CabinetElement {
  static override styles = [baseStyles, buttonStyles, skeletonStyles, statePanelStyles, ${camel}Styles];

  #texts = new LocalizeController(this, ${camel}Messages);
  #common = new LocalizeController(this, commonMessages);
  #session = new QueryController(this, getSession, () => ({}));

  /** Default: the widget's name in the cabinet's language. */
  @property() heading: string | undefined;

  protected override updated(): void {
    const { data, error, pending } = this.#session.state;
    this.setStates({ loading: pending, error: error !== undefined, content: data !== undefined });
  }

  /** Asks again. */
  refresh(): void {
    this.#session.refetch();
  }

  protected override render(): TemplateResult {
    const { t } = this.#texts;
    return html\`<section part="base" aria-busy=\${this.#session.state.pending}>
      <h2 part="heading">\${this.heading ?? t('heading')}</h2>
      \${this.#renderContent()}
    </section>\`;
  }

  #renderContent(): TemplateResult {
    const { data, error } = this.#session.state;
    if (data) return html\`<p>\${data.person.name}</p>\`;
    if (!error) return html\`<p>\${skeleton('medium')}</p>\`;
    const { t } = this.#common;
    const title = this.#texts.t('failed');
    return errorPanel(error, { title, text: t, retry: () => this.refresh(), signIn: () => this.requestSignIn() });
  }
}
`,
    [`components/${name}/${name}.styles.ts`]: `import { css } from 'lit';

export const ${camel}Styles = css\`
  section {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
\`;
`,
    [`components/${name}/define.ts`]: `import { defineElement } from '../shared/define-element.ts';
import { ${className} } from './${name}.ts';

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}

defineElement('${tag}', ${className});
`,
    [`src/i18n/${name}.ts`]: `import english from './locales/en/${name}.ts';
import { namespace } from './messages.ts';

/** Texts of <${tag}>. */
export const ${camel}Messages = namespace('${camel}', english, { ru: () => import('./locales/ru/${name}.ts') });
`,
    [`src/i18n/locales/en/${name}.ts`]: `export default {
  heading: '${title}',
  failed: 'It could not be loaded',
};
`,
    [`src/i18n/locales/ru/${name}.ts`]: `import type english from '../en/${name}.ts';

export default {
  heading: '${title}',
  failed: 'Не удалось загрузить',
} satisfies Record<keyof typeof english, unknown>;
`,
    [`stories/${name}.stories.ts`]: `import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../components/${name}/define.ts';
import '../components/provider/define.ts';
import { memory } from '../src/adapters/memory/index.ts';
import { CabinetError } from '../src/contract/problem.ts';

const meta: Meta = {
  title: 'Widgets/${title}',
  component: '${tag}',
  render: (_args, { globals }) =>
    html\`<cabinet-provider .adapter=\${memory()} locale=\${globals['locale']}><${tag}></${tag}></cabinet-provider>\`,
};
export default meta;

export const Content: StoryObj = {
  async play({ canvasElement }) {
    const element = canvasElement.querySelector('${tag}');
    await waitFor(() => expect(element?.matches(':state(content)')).toBe(true));
  },
};

export const Failed: StoryObj = {
  render: () => {
    const adapter = memory({ fail: () => new CabinetError('unavailable') });
    return html\`<cabinet-provider .adapter=\${adapter}><${tag}></${tag}></cabinet-provider>\`;
  },
};
`,
    [`test/unit/components/${name}.test.ts`]: `import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/${name}/define.ts';
import '../../../components/provider/define.ts';
import { memory } from '../../../src/adapters/memory/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { until } from '../../helpers/until.ts';

describe('${tag}', () => {
  afterEach(clearFixture);

  it('shows its content, and axe finds nothing wrong with it', async () => {
    const provider = await fixture(
      html\`<cabinet-provider .adapter=\${memory()} locale="en"><${tag}></${tag}></cabinet-provider>\`,
    );
    const element = provider.querySelector('${tag}');
    await until(() => element?.matches(':state(content)'), 'content');
    expect(element?.shadowRoot?.querySelector('h2')?.textContent).to.equal('${title}');
    expect(await axeViolations(provider)).to.deep.equal([]);
  });
});
`,
  };
}
