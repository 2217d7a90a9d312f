import { hydrate, render } from 'solid-js/web';
import { App } from './app.tsx';

const root = document.querySelector('#root');
if (root) (root.hasChildNodes() ? hydrate : render)(() => <App />, root);
