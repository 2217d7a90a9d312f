// Asks one address again and again over kept connections, for so many seconds, and sends back what it saw.
import { Agent, get } from 'node:http';
import { onJob } from '../processes.ts';
import { quantile } from '../report.ts';

export interface CallJob {
  url: string;
  headers: Record<string, string>;
  /** Requests under way at any moment. */
  connections: number;
  seconds: number;
}

export interface CallResult {
  /** Answers with status 200. */
  answers: number;
  /** All other outcomes. */
  failures: number;
  seconds: number;
  /** Milliseconds from asking to the last byte. */
  p50: number;
  p99: number;
}

onJob<CallJob>(async ({ url, headers, connections, seconds }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let failures = 0;
  const ask = () =>
    new Promise<boolean>((resolve) => {
      get(url, { agent, headers }, (response) => {
        response.on('end', () => resolve(response.statusCode === 200)).on('error', () => resolve(false));
        response.resume();
      }).on('error', () => resolve(false));
    });
  const start = performance.now();
  const end = start + seconds * 1000;
  const askOn = async () => {
    for (let asked = performance.now(); asked < end; asked = performance.now()) {
      if (await ask()) latencies.push(performance.now() - asked);
      else failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, askOn));
  agent.destroy();
  return {
    answers: latencies.length,
    failures,
    seconds: (performance.now() - start) / 1000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
});
