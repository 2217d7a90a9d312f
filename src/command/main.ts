#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { run } from './run.ts';

// Not `process.exit`: what was written shall arrive.
process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  save: writeFileSync,
  colours: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
});
