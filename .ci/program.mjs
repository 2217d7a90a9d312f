// `npm run company`, `npm run import`: on a fresh clone too, installs what is missing, and runs the named program.
import { become, command, install } from './prepare.mjs';

await command(() => {
  install();
  const [file = '', ...words] = process.argv.slice(2);
  become(file, words);
});
