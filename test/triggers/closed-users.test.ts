import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampler } from '../../src/engine/distributions.js';
import { keyedStream } from '../../src/engine/random.js';
import { Clock, wholeMicroseconds } from '../../src/engine/time.js';
import type { Distribution } from '../../src/scenario/traffic/types.js';
import { simulate } from '../../src/simulate.js';
import { ClosedUsers } from '../../src/triggers/closed-users.js';
import { rowBlock } from '../../src/workload/rows.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';

const MS = 1000;
const SECOND = 1000 * MS;

const WORK = {
  handler: { kind: 'constant', value: 7 },
  errorRate: 0,
  crashRate: 0,
  target: 3,
  streams: ['test', 'trigger', 'web'],
} as const;

const thinkTimes: fc.Arbitrary<Distribution> = fc.constantFrom<Distribution>(
  { kind: 'constant', value: 0 },
  { kind: 'constant', value: 5 * MS },
  { kind: 'exponential', mean: 20 * MS },
  { kind: 'values', values: [0, 0, MS, 2 * MS, 50 * MS] },
);

describe('the calls of closed users', () => {
  it('are those of a list that is searched for the earliest each time, whatever is answered when', () => {
    const steps = fc.array(
      fc.record({ answer: fc.boolean(), which: fc.nat(), early: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), thinkTimes, steps, (users, thinkTime, script) => {
        const think = sampler(thinkTime);
        const draws = keyedStream([...WORK.streams, 'thinkTime']);
        let thoughts = 0;
        const thought = (): number => wholeMicroseconds(think(draws.at(++thoughts)));
        const thinking = Array.from({ length: users }, thought);
        const earliest = (): number => Math.min(...thinking, Infinity);

        const clock = new Clock();
        const closed = new ClosedUsers({ kind: 'closed', users, thinkTime }, WORK, clock);
        const block = rowBlock();
        let rows = closed.fill(block);
        const waiting: number[] = [];
        for (const { answer, which, early } of script) {
          const next = earliest();
          expect(rows === 0 ? Infinity : block.time[0]).toBe(next);
          if (waiting.length > 0 && (answer || next === Infinity)) {
            // Some answer comes between now and the next call.
            const until = next === Infinity ? clock.now + 10 * MS : next;
            clock.now += Math.floor(early * (until - clock.now));
            const [arrivedAt = 0] = waiting.splice(which % waiting.length, 1);
            const again = clock.now + thought();
            thinking.push(again === arrivedAt ? again + MS : again);
            const moved = closed.answered(arrivedAt);
            expect(moved).toBe(earliest() < next);
            if (moved && rows === 0) rows = closed.fill(block);
          } else if (next !== Infinity) {
            clock.now = next;
            waiting.push(next);
            thinking.splice(thinking.indexOf(next), 1);
            expect([block.target[0], block.duration[0]]).toEqual([3, 7]);
            rows = closed.fill(block);
          }
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

/** When a function's calls arrive, in order. */
function arrivals(closed: object, settings: object, duration: string): number[] {
  const spec = scenario({
    duration,
    account: IDEAL_ACCOUNT,
    functions: { f: { init: '0ms', placementLatency: '0ms', ...settings } },
    triggers: { web: { type: 'sdk', target: 'f', arrivals: { closed } } },
  });
  const times: number[] = [];
  simulate(spec, 0, { invocations: ({ arrivedAt }) => times.push(arrivedAt) });
  return times.sort((a, b) => a - b);
}

describe('closed users', () => {
  it('think first, wait for the answer, and think again; a call at the horizon counts', () => {
    expect(arrivals({ users: 2, thinkTime: '1s' }, { handler: '500ms' }, '4s')).toEqual(
      [1, 1, 2.5, 2.5, 4, 4].map((seconds) => seconds * SECOND),
    );
  });

  it('wait for the cold start too', () => {
    expect(
      arrivals({ users: 1, thinkTime: '1s' }, { handler: '500ms', init: '2s', placementLatency: '1s' }, '7s'),
    ).toEqual([1, 5.5, 7].map((seconds) => seconds * SECOND));
  });

  it('without think time call as soon as they have their answer', () => {
    expect(arrivals({ users: 1, thinkTime: '0s' }, { handler: '1s' }, '3s')).toEqual(
      [0, 1, 2, 3].map((s) => s * SECOND),
    );
  });

  it('who are refused at once think again, and without think time come back after a millisecond (M-CLOSED)', () => {
    const times = arrivals({ users: 2, thinkTime: '0s' }, { handler: '3ms', reservedConcurrency: 1 }, '6ms');
    // The first is served from 0 to 3 and from 3 to 6; the second calls at each millisecond, at 3 and 6 after the first.
    expect(times.map((time) => time / MS)).toEqual([0, 0, 1, 2, 3, 3, 4, 5, 6, 6]);
    expect(arrivals({ users: 1, thinkTime: '2ms' }, { handler: '1s', reservedConcurrency: 0 }, '6ms')).toEqual(
      [2, 4, 6].map((ms) => ms * MS),
    );
  });

  it('whose calls take no time call at every millisecond', () => {
    expect(arrivals({ users: 1, thinkTime: '0s' }, { handler: '0ms' }, '3ms')).toEqual(
      [0, 1, 2, 3].map((ms) => ms * MS),
    );
  });

  it('are as many thinkers as users, each with draws of its own', () => {
    const times = arrivals(
      { users: 50, thinkTime: { exponential: { mean: '1h' } } },
      { handler: '900s', timeout: '900s' },
      '1d',
    );
    expect(new Set(times).size).toBe(times.length);
    expect(times.length).toBeGreaterThan(600);
  });
});
