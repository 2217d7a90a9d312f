// `npm start`: on a fresh clone too, installs, builds what is missing or outdated, and starts the server.
import { become, build, command, install } from './prepare.mjs';

await command(() => {
  install();
  build();
  become('server/main.ts', process.argv.slice(2));
});
