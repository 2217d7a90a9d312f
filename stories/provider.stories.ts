import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/define.ts';
import '../components/provider/define.ts';
import { demoCompany, memory } from '../src/adapters/memory/index.ts';
import { CabinetError } from '../src/contract/problem.ts';
import { rest } from '../src/adapters/rest/index.ts';

const now = new Date('2026-11-23T10:00:00Z');
const english = memory({ now });
const russian = memory({ now, company: demoCompany('ru') });
const signedOut = memory({ now, fail: () => new CabinetError('unauthenticated') });

const meta: Meta = {
  title: 'Cabinet/Provider',
  component: 'cabinet-provider',
  // The stories have adapters of their own, which need no address and no login.
  argTypes: {
    backendUrl: { name: 'backend-url', control: false },
    tokenUrl: { name: 'token-url', control: false },
    session: { control: false },
  },
};
export default meta;

// Storybook makes controls for stories that take arguments.

/** One provider for everything inside it. */
export const Playground: StoryObj = {
  render: (_args) =>
    html`<cabinet-provider .adapter=${english}
      ><cabinet-order-history page-size="5"></cabinet-order-history
    ></cabinet-provider>`,
};

/** Two companies on one page, each with its own backend, language and time zone. */
export const TwoCabinets: StoryObj = {
  render: (_args) => html`
    <cabinet-provider .adapter=${english} locale="en" time-zone="America/New_York">
      <cabinet-order-history heading="Nordwind" page-size="3"></cabinet-order-history>
    </cabinet-provider>
    <cabinet-provider .adapter=${russian} locale="ru" time-zone="Asia/Vladivostok">
      <cabinet-order-history heading="Северный склад" page-size="3"></cabinet-order-history>
    </cabinet-provider>
  `,
};

/** The host's login opens when the cabinet asks for it; here it only says so. */
export const SignInRequested: StoryObj = {
  render: (_args) =>
    html`<cabinet-provider
      .adapter=${signedOut}
      @cabinet-sign-in-requested=${(event: Event) => {
        event.preventDefault();
        (event.currentTarget as HTMLElement)
          .querySelector('output')
          ?.replaceChildren('The page opens its own login now.');
      }}
      ><output></output><cabinet-order-history></cabinet-order-history
    ></cabinet-provider>`,
};

/** Dark by the provider on a page that does not say which it is. */
export const DarkTheme: StoryObj = {
  globals: { theme: 'dark' },
  render: (_args) =>
    html`<cabinet-provider theme="dark" .adapter=${english}
      ><cabinet-order-history page-size="5"></cabinet-order-history
    ></cabinet-provider>`,
};

/** No backend answers at the address. */
export const WrongBackend: StoryObj = {
  render: (_args) =>
    html`<cabinet-provider
      .adapter=${rest({ baseUrl: 'http://127.0.0.1:9/cabinet', fetch: () => Promise.reject(new TypeError('no answer')) })}
      ><cabinet-order-history></cabinet-order-history
    ></cabinet-provider>`,
};
