import { generateHydrationScript, renderToString } from 'solid-js/web';
import { App } from './app.tsx';

console.log(generateHydrationScript() + renderToString(() => <App />));
