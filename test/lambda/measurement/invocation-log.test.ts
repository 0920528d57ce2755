// The records of a run, as a library's user takes them.
import { describe, expect, it } from 'vitest';
import { ENOUGH } from '../../../src/lambda/events.js';
import type { InvocationRecord } from '../../../src/lambda/measurement/invocation-log.js';
import { simulate } from '../../../src/simulate.js';
import { bytesOf } from '../../support/bytes.js';
import { IDEAL_ACCOUNT, scenario } from '../../support/scenario.js';

const FUNCTION = {
  timeout: '1s',
  init: '200ms',
  placementLatency: '100ms',
  reservedConcurrency: 2,
  aliases: { live: { version: 1, provisionedConcurrency: 1 } },
};

/** The records of what the rows `time_ms,target,duration_ms` call, copied. */
function recordsOf(rows: readonly string[], settings: object = {}): InvocationRecord[] {
  const records: InvocationRecord[] = [];
  const checked = scenario({
    duration: '10s',
    account: IDEAL_ACCOUNT,
    functions: { f: FUNCTION },
    triggers: { calls: { type: 'trace', file: 't.csv' } },
    ...settings,
  });
  simulate(checked, 0, {
    open: () => bytesOf(['time_ms,target,duration_ms', ...rows].join('\n')),
    invocations: (record) => records.push({ ...record }),
  });
  return records;
}

describe('a record', () => {
  const NO_PHASES = { wait: 0, placement: 0, download: 0, failedInit: 0, init: 0, restore: 0, firstInvoke: 0 };
  const NOTHING = { spillover: false, suppressedInit: false, ...NO_PHASES, measured: true };
  const CALLED = {
    queued: 0,
    function: 'f',
    trigger: 'calls',
  };

  it('says how each attempt started, ran and ended, in order of settling', () => {
    // The provisioned environment is busy to 500, so the second call spills over; the third finds all two busy.
    const [throttled, provisioned, cold] = recordsOf(['0,f:live,500', '100,f:live,250.5', '150,f:live,1']);
    expect(throttled).toEqual({
      ...{ ...CALLED, ...NOTHING, qualifier: 'live', request: 3, environment: 0, arrivedAt: 150_000, endedAt: 150_000 },
      ...{ start: 'throttled', cause: 'ReservedFunctionConcurrentInvocationLimitExceeded', outcome: 'throttled' },
      ...{ duration: 0, latency: 0, waited: -1, billedMs: 0 },
    });
    expect(provisioned).toEqual({
      ...{ ...CALLED, ...NOTHING, qualifier: 'live', request: 1, environment: 1, arrivedAt: 0, endedAt: 500_000 },
      ...{ start: 'provisioned', cause: null, outcome: 'ok', duration: 500_000, latency: 500_000, billedMs: 500 },
      waited: 500_000,
    });
    // 100 + 200 + 250.5, of which 200 + 250.5 are billed, rounded up once.
    expect(cold).toEqual({
      ...{ ...CALLED, ...NOTHING, qualifier: 'live', request: 2, environment: 1, arrivedAt: 100_000, endedAt: 650_500 },
      ...{ start: 'cold', cause: 'first', spillover: true, placement: 100_000, init: 200_000, duration: 250_500 },
      ...{ latency: 550_500, waited: 550_500, billedMs: 451, outcome: 'ok' },
    });
  });

  it('has a suppressed init inside its duration', () => {
    const [first, second] = recordsOf(['0,f,2000', '2000,f:$LATEST,100']);
    expect(first).toMatchObject({ start: 'cold', outcome: 'timeout', init: 200_000, duration: 1_000_000 });
    expect(second).toMatchObject({ start: 'warm', suppressedInit: true, placement: 0, init: 0, duration: 300_000 });
    expect([first, second].map((record) => record!.qualifier)).toEqual(['$LATEST', '$LATEST']);
  });

  it('is measured if its request arrived after the warm-up, whenever it ends', () => {
    const records = recordsOf(['999,f,500', '1000,f,1'], { warmup: '1s' });
    expect(records.map(({ request, measured }) => [request, measured])).toEqual([
      [2, true],
      [1, false],
    ]);
  });
});

describe('the sink', () => {
  it('is given one object, over and over', () => {
    const seen = new Set<InvocationRecord>();
    const checked = scenario({
      duration: '1m',
      functions: { f: { handler: '10ms' } },
      triggers: { t: { type: 'sdk', target: 'f', arrivals: { constant: { rate: '10/s' } } } },
    });
    let calls = 0;
    const io = {
      invocations: (record: InvocationRecord) => {
        calls += 1;
        seen.add(record);
      },
    };
    const heard = simulate(checked, 0, io);
    expect(calls).toBe(600);
    expect(seen.size).toBe(1);
    expect(heard).toEqual(simulate(checked, 0));
  });

  it('is not given to a sink that has enough, which changes nothing of the run', () => {
    const checked = scenario({
      duration: '1m',
      functions: { f: { handler: '10ms', reservedConcurrency: 1 } },
      triggers: { t: { type: 'sdk', target: 'f', arrivals: { bursts: { every: '10s', size: 3 } } } },
    });
    let calls = 0;
    const heard = simulate(checked, 0, { invocations: () => (++calls === 2 ? ENOUGH : 'more') });
    expect(calls).toBe(2);
    expect(heard).toEqual(simulate(checked, 0));
  });
});
