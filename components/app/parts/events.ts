import type { AppSection } from './sections.ts';

declare global {
  interface HTMLElementEventMap {
    /** Before another section is shown; cancel it to go to `href` by the page's own router, and then set `section`. */
    'cabinet-section-requested': CustomEvent<{ section: AppSection; href: string }>;
    /** A section stands on the screen; `label` is a name for the page's title. */
    'cabinet-section-shown': CustomEvent<{ section: AppSection; label: string }>;
    /** A person wants another language; cancel it to change the page's. */
    'cabinet-language-requested': CustomEvent<{ locale: string }>;
    /** A person signs out; cancel it to end the site's own session, after `forget` has deleted what is kept here. */
    'cabinet-sign-out-requested': CustomEvent<{ forget: () => Promise<void> }>;
  }
}
