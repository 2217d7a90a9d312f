// The floor: one Hono route that runs statements as they are and answers their rows. No sign-in, no checks.
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Statement } from './statements.ts';

const statements = JSON.parse(process.env['STATEMENTS'] ?? '[]') as Statement[];
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  options: '-c search_path=cabinet,public',
  max: Number(process.env['POOL_SIZE']),
});

const app = new Hono();
app.get('/orders', async (context) => {
  const answers = [];
  for (const { text, values } of statements) answers.push((await pool.query(text, values)).rows as unknown[]);
  return context.json(answers);
});

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, () => {
  console.log(`ready http://localhost:${(server.address() as AddressInfo).port}`);
});
