import { hydrate, mount } from 'svelte';
import App from './app.svelte';

const target = document.querySelector('#root');
if (target) (target.hasChildNodes() ? hydrate : mount)(App, { target });
