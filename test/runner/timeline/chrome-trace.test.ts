// The Chrome trace of a run: the example of docs/EVENTS.md by hand, and names that strangers wrote.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERFORM } from '../../../src/runner/job.js';
import { scenario } from '../../support/scenario.js';
import { CALLS } from '../calls-by-hand.js';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly cat?: string;
  readonly s?: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-trace-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function traceOf(trigger: string): { readonly otherData: unknown; readonly traceEvents: readonly TraceEvent[] } {
  writeFileSync(join(folder, 'calls.csv'), CALLS);
  const byHand = scenario({
    name: 'by-hand',
    seed: 7,
    duration: '10s',
    account: { maxLifetime: '6s' },
    functions: {
      api: {
        timeout: '1s',
        placementLatency: '100ms',
        init: '200ms',
        keepAlive: { idle: '2s', spare: '3s' },
        reservedConcurrency: 2,
        aliases: { live: { version: 1, provisionedConcurrency: 1 } },
      },
    },
    triggers: { [trigger]: { type: 'trace', file: 'calls.csv' } },
  });
  const traceFile = join(folder, 'trace.json');
  const job = { scenario: byHand, replication: 0, directory: folder, eventsFile: null, invocations: null };
  PERFORM.runs({ ...job, monthly: false, traceFile });
  return JSON.parse(readFileSync(traceFile, 'utf8')) as ReturnType<typeof traceOf>;
}

describe('the Chrome trace of the example of docs/EVENTS.md', () => {
  it('names its run, its one process and a thread for each environment', () => {
    const { otherData, traceEvents } = traceOf('calls');
    expect(otherData).toEqual({ scenario: 'by-hand', seed: '7', replication: 0 });
    const names = traceEvents.filter(({ ph }) => ph === 'M').map(({ name, pid, tid, args }) => [name, pid, tid, args]);
    expect(names).toEqual([
      ['process_name', 1, 1, { name: 'api' }],
      ['thread_name', 1, 2, { name: 'provisioned environment 1' }],
      ['thread_name', 1, 3, { name: 'environment 1' }],
      ['thread_name', 1, 4, { name: 'environment 2' }],
      ['thread_name', 1, 5, { name: 'environment 3' }],
    ]);
  });

  it('shows what each environment does, from when to when, in microseconds', () => {
    const slices = traceOf('calls').traceEvents.filter(({ ph }) => ph === 'X');
    const ofThread = (thread: number) =>
      slices
        .filter(({ tid }) => tid === thread)
        .map(({ name, cat, ts, dur }) => `${ts! / 1000} to ${(ts! + dur!) / 1000}: ${cat}, ${name}`);
    expect(ofThread(2)).toEqual([
      '0 to 500: invocation, request 1',
      '500 to 5000: idle, idle',
      '5000 to 5300: invocation, request 6',
      '5300 to 6000: idle, idle',
      '6000 to 6100: invocation, request 8',
      '6100 to 10000: idle, idle',
    ]);
    expect(ofThread(3)).toEqual([
      '100 to 200: cold start, placement',
      '200 to 400: cold start, init',
      '400 to 450: invocation, request 2',
      '450 to 1000: idle, idle',
      '1000 to 2000: invocation, request 4',
      '2000 to 2500: idle, idle',
      '2500 to 2800: invocation, request 5',
      '2800 to 4800: idle, idle',
    ]);
    expect(ofThread(4)).toEqual([
      '5100 to 5200: cold start, placement',
      '5200 to 5400: cold start, init',
      '5400 to 5500: invocation, request 7',
      '5500 to 8100: idle, idle',
    ]);
    expect(ofThread(5)).toEqual([
      '9000 to 9100: cold start, placement',
      '9100 to 9300: cold start, init',
      '9300 to 9400: invocation, request 9',
      '9400 to 10000: idle, idle',
    ]);
    expect(slices).toHaveLength(22);
  });

  it('marks throttles on the process, renewals and ends on the thread', () => {
    const marks = traceOf('calls').traceEvents.filter(({ ph }) => ph === 'i');
    expect(marks.map(({ name, s, ts, tid, args }) => [name, s, ts, tid, args])).toEqual([
      [
        'throttled',
        'p',
        200_000,
        1,
        {
          request: 3,
          qualifier: 'live',
          trigger: 'calls',
          cause: 'ReservedFunctionConcurrentInvocationLimitExceeded',
          queued_ms: 0,
        },
      ],
      ['ended', 't', 4_800_000, 3, { why: 'function idle' }],
      ['renewed', 't', 6_000_000, 2, {}],
      ['ended', 't', 8_100_000, 4, { why: 'function idle' }],
    ]);
  });

  it('says of an invocation who called and what came of it', () => {
    const { args } = traceOf('calls').traceEvents.find(({ name }) => name === 'request 2')!;
    expect(args).toEqual({
      request: 2,
      qualifier: 'live',
      trigger: 'calls',
      cause: 'first',
      queued_ms: 0,
      start: 'cold',
      spillover: true,
      suppressed_init: false,
      wait_ms: 0,
      latency_ms: 350,
      billed_ms: 250,
      outcome: 'ok',
    });
  });

  it('keeps whatever name a trigger has', () => {
    const name = '"]}\\ \u0000\u2028\ud800 </script> 😀';
    const { traceEvents } = traceOf(name);
    const triggers = traceEvents.filter(({ cat }) => cat === 'invocation').map(({ args }) => args['trigger']);
    expect(new Set(triggers)).toEqual(new Set([name]));
  });
});
