// Events that Lambda delivers twice: what runs, what is counted, and that nothing else changes.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { simulate } from '../../src/simulate.js';
import { problemsOf, scenario } from '../support/scenario.js';

/** As good as certain. */
const ALWAYS = 1 - 1e-12;

interface Text {
  readonly duplicates?: number;
  readonly type?: string;
  readonly fn?: object;
  readonly trigger?: object;
  readonly duration?: string;
  readonly warmup?: string;
  readonly slo?: string[];
}

/** One event at 10 s unless told. */
const text = ({ duplicates, type = 'async', fn = {}, trigger = {}, ...rest }: Text) => ({
  duration: '15s',
  account: { maxLifetime: 'none' },
  functions: { f: { handler: '1s', memory: 1024, init: '0ms', placementLatency: '0ms', ...fn } },
  triggers: { events: { type, target: 'f', arrivals: { bursts: { every: '10s', size: 1 } }, duplicates, ...trigger } },
  ...rest,
});

function ran(of: Text) {
  const records: InvocationRecord[] = [];
  const run = simulate(scenario(text(of)), 0, { invocations: (record) => records.push({ ...record }) });
  const attempts = records.map(({ arrivedAt, outcome }) => [arrivedAt / 1e6, outcome] as const);
  return { fn: run.functions['f']!, events: run.triggers['events']!, records, attempts };
}

describe('an event that is delivered twice', () => {
  it.each(['async', 'eventBridge', 's3', 'schedule', 'sns'])(
    'runs again within a minute, and is one event with one fate: %s',
    (type) => {
      const { attempts, events, fn } = ran({ type, duplicates: ALWAYS });
      const [[first], [second]] = attempts as [[number, string], [number, string]];
      expect(first).toBe(10);
      expect(second).toBeGreaterThanOrEqual(10);
      expect(second).toBeLessThan(70);
      expect(attempts).toHaveLength(2);
      expect(events).toMatchObject({ events: 1, succeeded: 1, duplicates: 1, retries: 0, dropped: 0, queued: 0 });
      expect(fn).toMatchObject({ arrivals: 2, invocations: 2, billedMs: 2_000 });
    },
  );

  it('has the latency of its first delivery', () => {
    const { events, fn } = ran({ duplicates: ALWAYS });
    expect(events.latencyMs).toMatchObject({ mean: 1_000, max: 1_000 });
    expect(fn.latencyMs).toMatchObject({ mean: 1_000, max: 1_000 });
    expect(fn.durationMs).toMatchObject({ mean: 1_000, max: 1_000 });
  });

  it('has retries for both deliveries, each after its own attempts, and is dropped once', () => {
    const { attempts, events, fn } = ran({ duplicates: ALWAYS, fn: { errorRate: 1, reservedConcurrency: 9 } });
    const times = attempts.map(([at]) => at);
    const second = times.find((at) => at !== 10)!;
    const expected = [10, 71, 192, second, second + 61, second + 182].sort((a, b) => a - b);
    expect(times).toHaveLength(6);
    for (const [index, at] of times.entries()) expect(at).toBeCloseTo(expected[index]!, 9);
    expect(events).toMatchObject({ events: 1, dropped: 1, duplicates: 1, retries: 4 });
    expect(fn).toMatchObject({ arrivals: 2, retries: 4, invocations: 6, dropped: 1 });
  });

  it('is as old at its second delivery as it is', () => {
    const { attempts, events } = ran({ duplicates: ALWAYS, fn: { errorRate: 1, maximumEventAge: '60s' } });
    // No retry comes a minute after an attempt and before the event is a minute old.
    expect(attempts).toHaveLength(2);
    expect(events).toMatchObject({ events: 1, droppedByReason: { 'maximum event age': 1 } });
  });

  it('is given up at both where nothing is reserved, and goes to the destination once', () => {
    const { attempts, events } = ran({ duplicates: ALWAYS, fn: { reservedConcurrency: 0, onFailure: 'failed' } });
    expect(attempts.map(([, outcome]) => outcome)).toEqual(['throttled', 'throttled']);
    expect(events).toMatchObject({ events: 1, deadLettered: 1, duplicates: 1, retries: 0 });
  });

  it('counts with its second delivery where it came after the warm-up, else not', () => {
    // At 10 s, 20 s and 30 s.
    const { events, fn } = ran({ duplicates: ALWAYS, duration: '30s', warmup: '15s' });
    expect(events).toMatchObject({ events: 2, succeeded: 2, duplicates: 2 });
    expect(fn).toMatchObject({ arrivals: 4, invocations: 4 });
  });

  it('comes again within a minute after its time in a flexible window', () => {
    const of = { duplicates: ALWAYS, type: 'schedule', duration: '30d' };
    const schedule = { arrivals: { schedule: { rate: '1 hour' } }, flexibleWindow: '15m' };
    const { records, events } = ran({ ...of, trigger: schedule });
    const again = records.filter(({ queued }) => queued > 0);
    expect(events.duplicates).toBe(events.events);
    expect(again).toHaveLength(events.events);
    expect(again.every(({ queued }) => queued < 60e6)).toBe(true);
  });

  it('is charged for both', () => {
    const [once, twice] = [ran({}), ran({ duplicates: ALWAYS })].map(({ fn }) => fn.cost);
    expect(twice!.requests).toBeCloseTo(2 * once!.requests, 15);
    expect(twice!.duration).toBeCloseTo(2 * once!.duration, 15);
  });
});

describe('of many events', () => {
  const many = (duplicates?: number) => {
    const trigger = { arrivals: { poisson: { rate: '20/s' } } };
    const fn = { handler: { exponential: { mean: '50ms' } }, errorRate: 0.1 };
    return ran({ ...(duplicates !== undefined && { duplicates }), trigger, fn, duration: '20m' });
  };

  it('as large a share comes twice as told, evenly within a minute', () => {
    const { events, fn } = many(0.2);
    const share = events.duplicates! / events.events;
    // Five standard deviations.
    expect(Math.abs(share - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / events.events));
    expect(fn.arrivals).toBe(events.events + events.duplicates!);
    expect(fn.arrivals + fn.retries).toBe(fn.invocations + fn.throttles);
    const { records } = ran({
      duplicates: ALWAYS,
      trigger: { arrivals: { constant: { rate: '10/s' } } },
      duration: '5m',
    });
    const later = records.filter(({ queued }) => queued > 0).map(({ queued }) => queued / 1e6);
    const mean = later.reduce((sum, each) => sum + each, 0) / later.length;
    expect(Math.abs(mean - 30)).toBeLessThan((5 * 60) / Math.sqrt(12 * later.length));
  });

  it('none comes or ends otherwise because others come twice', () => {
    // Attempts of events, not of duplicates: their numbers differ, and what the others find may be warmer.
    const [without, with_] = [many(), many(0.2)];
    const firsts = ({ records }: ReturnType<typeof many>) =>
      records
        .filter(({ queued }) => queued === 0)
        .map(({ arrivedAt, duration, outcome }) => `${arrivedAt} ${duration} ${outcome}`)
        .sort();
    expect(firsts(with_)).toEqual(firsts(without));
    const { events, succeeded, dropped } = without.events;
    expect(with_.events).toMatchObject({ events, succeeded, dropped });
    expect(without.events).not.toHaveProperty('duplicates');
  });
});

describe('duplicates', () => {
  it('are a probability below 1, of asynchronous triggers alone', () => {
    for (const duplicates of [0, 0.001, 0.999]) expect(problemsOf(text({ duplicates }))).toEqual([]);
    for (const duplicates of [-0.1, 1, 2])
      expect(problemsOf(text({ duplicates }))).toEqual([expect.stringContaining('between 0 and 1')]);
    expect(problemsOf(text({ duplicates: 0.1, type: 'sdk' }))).toEqual([expect.stringContaining('duplicates')]);
  });

  it('have objectives where there may be some', () => {
    const slo = ['triggers.events.duplicates < 5'];
    expect(problemsOf(text({ duplicates: 0.1, slo }))).toEqual([]);
    expect(problemsOf(text({ slo }))).toEqual([
      expect.stringContaining('no event of "events" is ever delivered twice'),
    ]);
  });
});
