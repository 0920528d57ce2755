// Loops over threads that end before their jobs do.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/built.js';
import { scenario } from '../support/scenario.js';

const SHORT = scenario({
  name: 'short',
  duration: '1h',
  functions: { api: { handler: '100ms', init: '200ms' } },
  triggers: { requests: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '1/s' } } } },
});

/** Takes the first result of many, again and again, so that others come while nobody waits for them any more. */
const script = (count: number): string => `
import { WorkerPool } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist', 'runner', 'threads', 'pool.js')).href)};
const scenario = ${JSON.stringify(SHORT)};
const jobs = Array.from({ length: 20 }, (_, replication) =>
  ({ scenario, replication, directory: '.', eventsFile: null, invocations: null, monthly: false }));
for (let time = 0; time < ${count}; time++) {
  const pool = new WorkerPool();
  let taken = 0;
  for await (const { index } of pool.results('figures', jobs)) {
    if (index !== taken++) throw new Error('out of order');
    // Until the thread has more to say, which this one has not heard yet.
    for (const until = Date.now() + 20 * time; Date.now() < until; );
    if (taken === 2) break;
  }
  await pool.close();
  // And before a thread has loaded its modules, for which Node has crashed.
  const other = new WorkerPool();
  const first = other.results('figures', jobs).next();
  const ended = other.close();
  await first.catch(() => undefined);
  await ended;
}
process.stdout.write('ended');
`;

describe('a loop that ends early', () => {
  test('ends quietly, whatever the threads were just about to say', () => {
    const args = ['--input-type=module', '--eval', script(4)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe('ended');
    expect(status).toBe(0);
  });
});
