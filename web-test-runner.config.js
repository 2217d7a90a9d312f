import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumArguments, chromiumPath } from './.ci/chromium.mjs';
import { firefoxLauncher } from './.ci/engines/firefox.mjs';
import { webkitLauncher } from './.ci/engines/webkit.mjs';
import { randomOf, unsteadyScript, unsteadySeed } from './test/helpers/unsteady.ts';

/** Engines that tests can run in, by their name in `BROWSERS`. Each is looked for only when it is asked for. */
const engines = {
  chromium: () =>
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
    }),
  firefox: firefoxLauncher,
  webkit: webkitLauncher,
};

/** @param {string} name */
function launcherOf(name) {
  const launch = Object.entries(engines).find(([engine]) => engine === name)?.[1];
  if (launch) return launch();
  throw new Error(`BROWSERS has "${name}". There are: ${Object.keys(engines).join(', ')}.`);
}

/**
 * Serves msw's worker at the root, so that its scope is the whole test page.
 *
 * @type {import('@web/test-runner').TestRunnerPlugin}
 */
const mswWorker = {
  name: 'msw-worker',
  async serve(context) {
    if (context.path !== '/mockServiceWorker.js') return undefined;
    return { body: await readFile(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')), 'utf8'), type: 'js' };
  },
};

/**
 * A backend whose sign-in has ended leads to a page.
 *
 * @type {import('@web/test-runner').TestRunnerConfig['middleware']}
 */
const ended = [
  (context, next) => {
    if (context.path === '/ended/orders') context.redirect('/sign-in');
    else if (context.path === '/sign-in') context.body = '<h1>Sign in</h1>';
    else return next();
    return undefined;
  },
];

/**
 * Bundlers replace it; here files are served one by one.
 *
 * @type {import('@web/test-runner').TestRunnerPlugin}
 */
const nodeEnvironment = {
  name: 'node-environment',
  transform({ path, body }) {
    if (!path.includes('/@tanstack/') || typeof body !== 'string') return undefined;
    return body.replaceAll('process.env.NODE_ENV', '"development"');
  },
};

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner').TestResult[]} its tests and those of the suites in it
 */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);

/** @param {import('@web/test-runner').TestResult} test @returns {string} why it failed, in one line */
const reasonOf = ({ error }) => (error ? `: ${error.message.replaceAll(/\s+/g, ' ')}` : '');

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @param {(test: import('@web/test-runner').TestResult) => boolean} isMeant
 * @param {string} [path] names of the suites around it
 * @returns {string[]} the whole names of the tests that are meant, with the reasons of those that failed
 */
const namesOf = (suite, isMeant, path = '') =>
  suite
    ? [
        ...suite.tests.filter(isMeant).map((test) => `${path}${test.name}${reasonOf(test)}`),
        ...suite.suites.flatMap((inner) => namesOf(inner, isMeant, `${path}${inner.name} › `)),
      ]
    : [];

/**
 * Ends with what failed, what was skipped and why, and the line that `npm test` adds up. A file that did not even load is one failure.
 *
 * @type {import('@web/test-runner').Reporter}
 */
const counts = {
  stop({ sessions }) {
    const tests = sessions.flatMap((session) => testsOf(session.testResults));
    const broken = sessions.filter(
      (session) => !session.passed && testsOf(session.testResults).every((test) => test.passed || test.skipped),
    );
    const skipped = tests.filter((test) => test.skipped).length;
    const passed = tests.filter((test) => test.passed && !test.skipped).length;
    const failed = tests.length - passed - skipped + broken.length;
    for (const { testFile, testResults } of sessions)
      for (const name of namesOf(testResults, (test) => !test.passed && !test.skipped))
        console.log(`✖ ${name} (${testFile})`);
    for (const { testFile, testResults } of sessions)
      for (const name of namesOf(testResults, (test) => test.skipped)) console.log(`− ${name} (${testFile})`);
    for (const { testFile } of broken) console.log(`✖ ${testFile}`);
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  },
};

/** With `UNSTEADY=<seed>`, modules come at random moments too, and the page is made unsteady. */
const seed = unsteadySeed ?? 0;
const random = randomOf(seed);
/** @type {Partial<import('@web/test-runner').TestRunnerConfig>} */
const unsteady =
  unsteadySeed === undefined
    ? {}
    : {
        middleware: [
          ...ended,
          async ({ path }, next) => {
            if (/\.[jt]s$/.test(path) && random() < 0.15)
              await new Promise((resolve) => setTimeout(resolve, random() * 150));
            return next();
          },
        ],
        testRunnerHtml: (framework) =>
          `<!doctype html><script>${unsteadyScript(seed)}</script><script type="module" src="${framework}"></script>`,
      };

export default {
  files: ['test/unit/**/*.test.ts'],
  nodeResolve: { exportConditions: ['browser', 'development'] },
  concurrency: 2,
  browsers: (process.env['BROWSERS'] ?? 'chromium').split(',').map(launcherOf),
  middleware: ended,
  plugins: [
    esbuildPlugin({
      ts: true,
      json: true,
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
      target: 'es2022',
    }),
    mswWorker,
    nodeEnvironment,
  ],
  reporters: [defaultReporter(), counts],
  filterBrowserLogs: (/** @type {{ args: unknown[] }} */ { args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  // Longer than any wait within a test, which says what it waited for. How long something takes is no test.
  testFramework: { config: { ui: 'bdd', timeout: '60000' } },
  ...unsteady,
};
