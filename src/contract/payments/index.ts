export * from './pay.ts';
export * from './payment.ts';
