// Whatever calls, and whatever fails: every event has exactly one end, and every attempt is one of an event.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { simulate } from '../../src/simulate.js';
import { generator } from '../oracle/scenarios.js';
import { sound } from '../scenario/example.js';

const CASES = 500;

/** A few functions under pressure, called in every way; some call others. */
function scenarioText(seed: number): string {
  const next = generator(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const chance = (probability: number): boolean => next() < probability;
  const maybe = (probability: number, ...settings: readonly string[]): string =>
    chance(probability) ? `, ${pick(settings)}` : '';
  const names = ['a', 'b', 'c'].slice(0, pick([1, 2, 3]));
  const functions = names.map((name, index) => {
    // Only onward: neither circles nor loops, in which each retry would call again.
    const later = names.slice(index + 1);
    const sync =
      later.length > 0 && chance(0.5)
        ? [
            `{ target: ${pick(later)}, count: ${pick([1, 1, 3])}${maybe(0.3, 'onError: ignore')}${maybe(0.3, 'retries: {}', 'retries: { timeout: 300ms, baseBackoff: 50ms }')} }`,
          ]
        : [];
    const events =
      later.length > 0 && chance(0.4) ? [`{ target: ${pick(later)}, at: 1, mode: async, count: ${pick([1, 2])} }`] : [];
    const calls = [...sync, ...events];
    return `  ${name}: { memory: 1024, timeout: ${pick(['1s', '2s', '10s'])}, handler: ${pick(['100ms', '{ exponential: { mean: 300ms } }', '{ exponential: { mean: 900ms } }'])}, init: ${pick(['0ms', '400ms'])}, errorRate: ${pick([0, 0.1, 0.5])}, crashRate: ${pick([0, 0, 0.05])}${maybe(0.6, 'reservedConcurrency: 0', 'reservedConcurrency: 1', 'reservedConcurrency: 3')}${maybe(0.5, 'maximumRetryAttempts: 0', 'maximumRetryAttempts: 1')}${maybe(0.5, 'maximumEventAge: 60s')}${maybe(0.3, 'onFailure: lost')}${calls.length > 0 ? `, calls: [${calls.join(', ')}]` : ''} }`;
  });
  const rate = () =>
    pick(['{ poisson: { rate: 2/s } }', '{ bursts: { every: 7s, size: 12 } }', '{ constant: { rate: 30/m } }']);
  const triggers = Array.from({ length: pick([1, 2, 3]) }, (_, index) => {
    const target = pick(names);
    if (chance(0.1)) return `  t${index}: { type: warmer, target: ${target}, every: 9s, concurrency: 3 }`;
    if (chance(0.4))
      return `  t${index}: { type: ${pick(['async', 's3', 'sns'])}, target: ${target}, arrivals: ${rate()}${maybe(0.5, 'duplicates: 0.1', 'duplicates: 0.9')} }`;
    const closed = chance(0.2) ? '{ closed: { users: 3, thinkTime: 500ms } }' : rate();
    const type = pick(['sdk', 'alb', 'apiGateway']);
    const wait = type === 'apiGateway' ? maybe(0.5, 'integrationTimeout: 700ms') : '';
    return `  t${index}: { type: ${type}, target: ${target}, arrivals: ${closed}${wait}${maybe(0.6, 'retries: {}', 'retries: { attempts: 5, timeout: 400ms, baseBackoff: 20ms }', 'retries: { on: [throttle], jitter: none }')} }`;
  });
  const account = `account: { concurrency: ${pick([109, 120, 1000])}, maxLifetime: ${pick(['none', '20s'])} }`;
  return `seed: ${seed}\nduration: 40s\nwarmup: ${pick(['0s', '10s'])}\n${account}\nfunctions:\n${functions.join('\n')}\ntriggers:\n${triggers.join('\n')}\n`;
}

describe('of 500 random scenarios', () => {
  it('none loses an event or an attempt', () => {
    const met = { duplicates: 0, dropped: 0, deadLettered: 0, retries: 0, failed: 0, throttles: 0, timeouts: 0 };
    for (let seed = 1; seed <= CASES; seed++) {
      const text = scenarioText(seed);
      const rows: InvocationRecord[] = [];
      const { functions, triggers, total } = simulate(sound(text), 0, {
        invocations: (record) => rows.push({ ...record }),
      });
      for (const [name, each] of Object.entries(triggers)) {
        const ends = each.succeeded + each.failed + each.deadLettered + each.dropped + each.queued;
        expect(each.events, `${text}\n${name}`).toBe(ends);
        expect(each.queued).toBe(0);
        const reasons = Object.values(each.droppedByReason).reduce((sum, count) => sum + count, 0);
        expect(reasons).toBe(each.dropped);
        // What a trigger sent are the attempts of its events, and of their duplicates.
        const attempts = rows.filter(({ trigger, measured }) => trigger === name && measured).length;
        const { duplicates = 0 } = each;
        expect(each.events + duplicates + each.retries, `${text}\n${name}`).toBe(attempts);
        met.duplicates += duplicates;
        met.deadLettered += each.deadLettered;
        met.failed += each.failed;
      }
      for (const [name, fn] of Object.entries(functions)) {
        expect(fn.arrivals + fn.retries, `${text}\n${name}`).toBe(fn.invocations + fn.throttles);
        expect(fn.coldStarts + fn.warmStarts + fn.provisionedInvocations).toBe(fn.invocations);
      }
      for (const part of ['dropped', 'retries', 'throttles', 'timeouts'] as const) met[part] += total[part];
    }
    for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(1000);
  });
});
