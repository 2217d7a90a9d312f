export * from './company.ts';
export * from './money.ts';
export * from './orders.ts';
export * from './types.ts';
