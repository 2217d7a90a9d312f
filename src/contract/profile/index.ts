export * from './notifications.ts';
export * from './privacy.ts';
export * from './profile.ts';
export * from './security.ts';
