export * from './invoice.ts';
export * from './list.ts';
