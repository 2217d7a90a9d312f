import { test } from 'node:test';
import { findPostgres, startCluster } from '../server/helpers/postgres.ts';
import { declareServerChecks } from './declare.ts';

const programs = findPostgres();
if (programs === null) {
  test('the server on PostgreSQL', { skip: 'PostgreSQL is not installed' });
} else {
  const cluster = await startCluster(programs);
  const databaseUrl = await cluster.createDatabase('cabinet');
  await declareServerChecks('the server on PostgreSQL', { DATABASE_URL: databaseUrl }, () => cluster.stop());
}
