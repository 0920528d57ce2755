// The lives of environments: what is told of each is without gap or overlap, from its creation to its end, and is as much as
// the result counts.
import { describe, expect, it } from 'vitest';
import { Kind, kindOfCode } from '../../../src/lambda/events.js';
import { Lives, type TimelineEnvironment } from '../../../src/runner/timeline/life.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { type Io, simulate } from '../../../src/simulate.js';
import { csvOf } from '../../oracle/csv.js';
import { fuzzedCase } from '../../oracle/scenarios.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';

const mmpp = (calm: string, busy: string) => ({
  mmpp: [
    { rate: calm, mean: '1m' },
    { rate: busy, mean: '20s' },
  ],
});

/** Spares, resets, failed inits, renewals, replacements, throttles, a snapshot, autoscaling and an end amid it all. */
const EVENTFUL = {
  duration: '20m',
  account: { maxLifetime: '4m', scalingRate: { burst: 3, perSecond: 1 } },
  functions: {
    api: {
      handler: { exponential: { mean: '300ms' } },
      timeout: '1s',
      init: { uniform: { min: '100ms', max: '3s' } },
      errorRate: 0.1,
      crashRate: 0.1,
      initErrorRate: 0.1,
      reservedConcurrency: 8,
      eagerAssignment: true,
      proactiveInit: 0.7,
      keepAlive: '40s',
      aliases: { live: { version: 1, provisionedConcurrency: { min: 1, max: 3, targetUtilization: 0.5 } } },
    },
    worker: { handler: '1s', init: '2s', keepAlive: '30s', calls: [{ target: 'api', at: 0.5 }] },
    kept: { handler: '50ms', package: { size: '200MB' }, keepAlive: 'hybrid-histogram' },
    restored: {
      runtime: 'python3.13',
      handler: '9ms',
      snapStart: true,
      keepAlive: '1s',
      aliases: { live: { version: 1 } },
    },
  },
  triggers: {
    http: { type: 'apiGateway', target: 'api:live', arrivals: mmpp('1/s', '9/s'), retries: { attempts: 3 } },
    plain: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '2/s' } } },
    events: { type: 'async', target: 'worker', arrivals: { poisson: { rate: '20/m' } } },
    rare: { type: 'sdk', target: 'kept', arrivals: { poisson: { rate: '2/m' } } },
    snapshots: { type: 'sdk', target: 'restored:live', arrivals: { poisson: { rate: '5/m' } } },
  },
};

interface Life {
  readonly environment: TimelineEnvironment;
  readonly from: number;
  until: number;
  endedAt: number | null;
}

function livesOf(given: Scenario, io: Io = {}) {
  const lives = new Map<TimelineEnvironment, Life>();
  const seen = { invocations: 0, throttles: 0, coldStarts: 0, renewed: 0, gaps: 0, stretches: new Set<string>() };
  const goesOn = (environment: TimelineEnvironment, from: number, to: number): void => {
    const life = lives.get(environment)!;
    if (from !== life.until || to < from || life.endedAt !== null) seen.gaps += 1;
    life.until = to;
  };
  const watcher = new Lives({
    created: (environment, at) => {
      lives.set(environment, { environment, from: at, until: at, endedAt: null });
    },
    stretch: (environment, what, from, to) => {
      seen.stretches.add(what);
      goesOn(environment, from, to);
    },
    invocation: (environment, { start, endedAt, duration }) => {
      seen.invocations += 1;
      if (start === 'cold') seen.coldStarts += 1;
      goesOn(environment, endedAt - duration, endedAt);
    },
    renewed: () => {
      seen.renewed += 1;
    },
    ended: (environment, at) => {
      lives.get(environment)!.endedAt = at;
    },
    throttled: () => {
      seen.throttles += 1;
    },
  });
  const lines = { created: 0, ended: 0, settled: 0, last: 0 };
  const run = simulate(given, 0, {
    ...io,
    events: (now, name, code, environment, request) => {
      const kind = kindOfCode(code);
      if (kind === Kind.cold || kind === Kind.prepared || kind === Kind.provisioned) lines.created += 1;
      if (kind === Kind.ended || kind === Kind.deprovisioned) lines.ended += 1;
      if (kind === Kind.completed || kind === Kind.throttled) lines.settled += 1;
      lines.last = now;
      watcher.events(now, name, code, environment, request);
    },
    invocations: watcher.invocations,
  });
  watcher.finish(given.duration);
  return { run, seen, lines, lives: [...lives.values()], end: Math.max(given.duration, lines.last) };
}

describe('the lives of environments', () => {
  const runs = ['1', '2', '3'].map((seed) => livesOf(scenario({ ...EVENTFUL, seed })));

  it('have neither gap nor overlap, and go from creation to the end of the environment or of the run', () => {
    for (const { seen, lives, end } of runs) {
      expect(seen.gaps).toBe(0);
      for (const { until, endedAt } of lives) expect(until).toBe(endedAt ?? end);
    }
  });

  it('are as many as the event log creates, and end as often as it says', () => {
    for (const { lives, lines } of runs) {
      expect(lives).toHaveLength(lines.created);
      expect(lives.filter(({ endedAt }) => endedAt !== null)).toHaveLength(lines.ended);
    }
  });

  it('hold each invocation, cold start and throttle of the result', () => {
    for (const { run, seen } of runs) {
      const { invocations, coldStarts, throttles } = run.total;
      expect([seen.invocations, seen.coldStarts, seen.throttles]).toEqual([invocations, coldStarts, throttles]);
    }
  });

  it('know every stretch that there is, and renewals', () => {
    const stretches = new Set(runs.flatMap(({ seen }) => [...seen.stretches]));
    expect([...stretches].sort()).toEqual(
      ['cold start', 'download', 'failed init', 'idle', 'init', 'placement', 'restore'].sort(),
    );
    expect(runs.every(({ seen }) => seen.renewed > 0)).toBe(true);
  });

  it('are whole in fuzzed scenarios too', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { scenario: fuzzed, rows } = fuzzedCase(seed);
      const { seen, lives, lines, end } = livesOf(fuzzed, { open: () => bytesOf(csvOf(rows)) });
      expect(seen.gaps, `seed ${seed}`).toBe(0);
      expect(lives, `seed ${seed}`).toHaveLength(lines.created);
      expect(
        lives.filter(({ until, endedAt }) => until !== (endedAt ?? end)),
        `seed ${seed}`,
      ).toEqual([]);
      expect(seen.invocations + seen.throttles, `seed ${seed}`).toBe(lines.settled);
    }
  });
});
