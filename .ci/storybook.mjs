// `npm run storybook` and `npm run storybook:build`: on a fresh clone too.
import { command, install, run } from './prepare.mjs';

process.env['STORYBOOK_DISABLE_TELEMETRY'] = '1';

await command(() => {
  install();
  run('npm', ['run', '-s', 'analyze'], 'Describing the elements');
  const [mode = 'dev', ...rest] = process.argv.slice(2);
  const args = mode === 'build' ? ['build', '--quiet', '--output-dir', 'storybook-static'] : ['dev', '--port', '6006'];
  run('storybook', [...args, ...rest], 'Storybook');
});
