export * from './addresses.ts';
export * from './checks.ts';
export * from './company.ts';
export * from './members.ts';
