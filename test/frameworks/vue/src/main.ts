import { createApp, createSSRApp } from 'vue';
import App from './app.vue';

const rendered = document.querySelector('#root')?.hasChildNodes();
(rendered ? createSSRApp(App) : createApp(App)).mount('#root');
