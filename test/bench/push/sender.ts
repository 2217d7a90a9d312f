// Streams many orders to the push API, a line each, as fast as they are taken.
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { orderRecord } from '../../server/helpers/company.ts';
import { onJob } from '../processes.ts';

export interface SenderJob {
  url: string;
  apiKey: string;
  rows: number;
}

export interface SenderResult {
  status: number;
  answer: string;
  bytes: number;
  seconds: number;
}

const FIRST_DAY = Date.parse('2020-01-01T00:00:00Z');
const TWENTY_MINUTES = 1_200_000;

function* lines(rows: number): Generator<string> {
  for (let row = 1; row <= rows; row++) {
    const placedAt = new Date(FIRST_DAY + row * TWENTY_MINUTES).toISOString();
    yield `${JSON.stringify(orderRecord(`pushed-${row}`, { placedAt }))}\n`;
  }
}

onJob<SenderJob>(
  ({ url, apiKey, rows }) =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      let bytes = 0;
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' };
      const sending = request(url, { method: 'PUT', headers }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        response.on('end', () => {
          const seconds = (performance.now() - start) / 1000;
          resolve({ status: response.statusCode ?? 0, answer: answer.slice(0, 1000), bytes, seconds });
        });
      }).on('error', reject);
      Readable.from(lines(rows))
        .on('data', (line: string) => (bytes += line.length))
        .pipe(sending);
    }),
);
