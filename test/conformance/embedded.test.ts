import { declareServerChecks } from './declare.ts';

await declareServerChecks('the server on the embedded database', {}, () => Promise.resolve());
