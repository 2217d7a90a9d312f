export * from './limits.ts';
export * from './list.ts';
export * from './order.ts';
export * from './reorder.ts';
