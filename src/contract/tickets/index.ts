export * from './list.ts';
export * from './message.ts';
export * from './ticket.ts';
