// Warmers: pings that keep environments warm.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const text = (warmer: string, calls = '') => `
duration: 3h
account: { maxLifetime: none }
functions:
  f: { memory: 1024, handler: 200ms, init: 1s, keepAlive: 10m }
triggers:
  warm: { type: warmer, target: f, ${warmer} }
${calls}`;

function ran(warmer: string, calls = '') {
  const rows: InvocationRecord[] = [];
  const result = simulate(sound(text(warmer, calls)), 0, { invocations: (record) => rows.push({ ...record }) });
  return { rows, fn: result.functions['f']!, result };
}

describe('a warmer', () => {
  it('pings so many environments at once, first after one interval', () => {
    const { rows, fn } = ran('every: 5m, concurrency: 3');
    expect(fn.environments).toMatchObject({ created: 3, max: 3 });
    expect(fn).toMatchObject({ coldStarts: 3, invocations: 3 * 36, errors: 0 });
    expect(rows.slice(0, 3).map(({ arrivedAt }) => arrivedAt)).toEqual([300e6, 300e6, 300e6]);
    // The handler of the function does not run.
    expect(new Set(rows.map(({ duration }) => duration))).toEqual(new Set([75_000]));
  });

  it('makes none of the calls that the handler would make', () => {
    const chain = text('every: 5m').replace('init: 1s,', 'init: 1s, calls: [{ target: g }],');
    const { functions } = simulate(sound(chain.replace('triggers:', '  g: { handler: 1s }\ntriggers:')), 0);
    expect(functions['f']!.invocations).toBe(36);
    expect(functions['g']!.arrivals).toBe(0);
  });

  it('leaves no cold start to calls that need no more than it holds', () => {
    const calls = '  calls: { type: sdk, target: f, arrivals: { bursts: { every: 1001s, size: 1 } } }';
    expect(
      ran('every: 5m', calls).rows.filter(({ trigger, start }) => trigger === 'calls' && start === 'cold'),
    ).toEqual([]);
    expect(ran('every: 30m', calls).fn.coldStarts).toBeGreaterThan(8);
  });

  it('costs what its pings cost', () => {
    const { fn } = ran('every: 5m, hold: 100ms');
    expect(fn.cost.requests).toBeCloseTo(36 * 0.2e-6, 15);
    expect(fn.cost.duration).toBeCloseTo((36 * 0.1 + 1) * 0.0000166667, 12);
  });

  it('never fails where the function does', () => {
    const scenario = sound(text('every: 5m').replace('handler: 200ms', 'handler: 200ms, errorRate: 1'));
    expect(simulate(scenario, 0).functions['f']!.errors).toBe(0);
  });

  it('calls a function of which nothing else is known', () => {
    const alone = text('every: 5m').replace('handler: 200ms, ', '');
    expect(parseScenario(alone, { file: 's.yaml' }).diagnostics).toEqual([]);
  });
});
