import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/profile-settings/define.ts';
import type { SectionName } from '../components/profile-settings/parts/sections.ts';
import type { CabinetProfileSettings } from '../components/profile-settings/profile-settings.ts';
import type { Address } from '../src/contract/company/addresses.ts';
import type { Company } from '../src/contract/company/company.ts';
import type { Operation } from '../src/contract/operation.ts';
import { CabinetError, type ErrorCode } from '../src/contract/problem.ts';
import type { Profile } from '../src/contract/profile/profile.ts';
import { answering, inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

type Story = StoryObj<CabinetProfileSettings>;

const story = (section?: SectionName, options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  render: (_args, context) => inCabinet(html`<cabinet-profile-settings></cabinet-profile-settings>`, context, options),
  ...(section && { args: { section } }),
  ...rest,
});

/** Every question of the sections fails; who is signed in is known. */
const failing = (code: ErrorCode): StoryCabinet => ({
  fail: ({ id, kind }: Operation) => (kind === 'query' && !/^(session|capabilities)\./.test(id) ? code : undefined),
});

/** Waits until a section shows what matches. */
const shown = <T extends HTMLElement>(canvas: HTMLElement, section: SectionName, selector: string): Promise<T> =>
  shownIn<T>(canvas, `cabinet-profile-settings cabinet-profile-${section}`, selector);

/** Types into a field of a section. */
async function type(canvas: HTMLElement, section: SectionName, name: string, value: string): Promise<void> {
  const field = await shown<HTMLInputElement>(canvas, section, `[name="${name}"]`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const meta: Meta<CabinetProfileSettings> = {
  title: 'Profile/Profile settings',
  component: 'cabinet-profile-settings',
  args: { hiddenParts: '' },
};
export default meta;

export const Playground = story();
export const Person = story('person');
export const CompanyDetails = story('company');
export const RussianCompany = story('company', { locale: 'ru' });
export const Addresses = story('addresses', { customerId: 'stern-canteens' });
export const Colleagues = story('colleagues');
export const Notifications = story('notifications');
export const Security = story('security');

export const Loading = story('person', { delay: 3_600_000 });
export const Error = story('person', failing('unavailable'));
export const Unauthenticated = story('person', { fail: () => 'unauthenticated' });
export const Unsupported = story(undefined, {
  adapter: (adapter) => ({ ...adapter, supports: ({ id }) => /^(session|capabilities)\./.test(id) }),
});
/** There are no addresses yet. */
export const Empty = story('addresses', { adapter: answering('addresses.list', () => ({ items: [] })) });

/** The list of sections on a phone. */
export const Narrow: Story = { ...story(), globals: { width: '360px' } };
export const NarrowPerson: Story = { ...story('person'), globals: { width: '360px' } };
export const NarrowNotifications: Story = { ...story('notifications'), globals: { width: '360px' } };
export const Narrowest: Story = { ...story('company', { locale: 'ru' }), globals: { width: '280px' } };
export const Dark: Story = { ...story('security'), globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...story('person'), globals: { locale: 'ar-EG' } };

/** A colleague who may look but not change. */
export const Viewer = story('company', { personId: 'cafe-amsel-mia' });
/** Something is typed and not saved. */
export const Unsaved = story(
  'person',
  {},
  { play: ({ canvasElement }) => type(canvasElement, 'person', 'jobTitle', 'Barista') },
);
/** Numbers that are mistyped. */
export const Faults = story(
  'company',
  { locale: 'ru' },
  {
    play: async ({ canvasElement }) => {
      await type(canvasElement, 'company', 'account', '40702810200000000019');
      await type(canvasElement, 'company', 'kpp', '12');
      (await shown(canvasElement, 'company', 'form button[type="submit"]')).click();
      await shown(canvasElement, 'company', '.field-error');
    },
  },
);
/** Somebody else has changed the same field while it was edited. */
export const Conflict = story(
  'person',
  {
    adapter: (adapter) => {
      let edited = false;
      return {
        ...adapter,
        async call(operation, input, context) {
          if (operation.id === 'profile.update') {
            edited = true;
            throw new CabinetError('conflict');
          }
          const answer = await adapter.call(operation, input, context);
          if (operation.id !== 'profile.get' || !edited) return answer;
          return { ...(answer as Profile), jobTitle: 'Head barista', etag: 'elsewhere' } as typeof answer;
        },
      };
    },
  },
  {
    play: async ({ canvasElement }) => {
      await type(canvasElement, 'person', 'jobTitle', 'Barista');
      (await shown(canvasElement, 'person', 'form button[type="submit"]')).click();
      await shown(canvasElement, 'person', '.conflict');
    },
  },
);
/** The window in which a change of locked details is asked for. */
export const RequestChange = story(
  'company',
  {},
  {
    play: async ({ canvasElement }) => {
      (await shown(canvasElement, 'company', '.locked-note .button')).click();
      await shown(canvasElement, 'company', 'dialog[open]');
    },
  },
);
/** Names as hostile backends send them: endless, with markup, turning the direction of the text. */
const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
export const LongNames = story('company', {
  adapter: answering('company.get', (answer) => {
    const company = answer as Company;
    return {
      ...company,
      requisites: { ...company.requisites, legalName: `<img src=x onerror=alert(1)> \u202e${long}`, bankName: long },
      locked: [{ field: 'legalName', reason: `${long} ${long}` }],
    };
  }),
});
export const LongAddresses = story('addresses', {
  adapter: answering('addresses.list', (answer) => ({
    items: (answer as { items: Address[] }).items.map((address) => ({
      ...address,
      label: long,
      note: `${long} ${long}`,
    })),
  })),
});
