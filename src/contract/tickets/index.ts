export * from './message.ts';
export * from './ticket.ts';
