// Firefox as the system brings it (Debian: `firefox-esr`), driven over WebDriver BiDi: no patched build is downloaded.
import { playwrightLauncher } from '@web/test-runner-playwright';
import { programOf } from '../chromium.mjs';

export function firefoxLauncher() {
  const executablePath = programOf(process.env['FIREFOX_PATH'], ['firefox-esr', 'firefox']);
  if (!executablePath)
    throw new Error(
      'No Firefox was found. Install it (Debian: apt-get install --no-install-recommends firefox-esr), or set FIREFOX_PATH to its program file.',
    );
  return playwrightLauncher({
    product: 'firefox',
    // The channel is what makes it BiDi; without it playwright asks for its own build's protocol.
    launchOptions: {
      channel: 'moz-firefox',
      executablePath,
      // Its dialogue would wait for somebody: a page that prints goes on at once.
      firefoxUserPrefs: { 'print.enabled': false },
    },
    // BiDi has no downloads to accept, and one page at a time keeps the focus.
    concurrency: 1,
    createBrowserContext: ({ browser }) => browser.newContext(),
  });
}
