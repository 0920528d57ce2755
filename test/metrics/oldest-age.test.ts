import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OldestAge } from '../../src/metrics/oldest-age.js';
import type { Window } from '../../src/metrics/window.js';

const windowOf = (to: number, step: number): Window => ({ from: 0, to, step, steps: Math.ceil(to / step) });

/** From some moment on the oldest is the one that came then; -1 for nothing. */
type Change = readonly [now: number, cameAt: number];

function maxima(window: Window, changes: readonly Change[]): number[] {
  const age = new OldestAge(window);
  for (const [now, cameAt] of changes) age.is(now, cameAt);
  age.finish();
  return [...age.maxima];
}

/** Microsecond by microsecond: the age of what was there before each moment, in the step that ends there and the one that begins. */
function bruteForce({ to, step, steps }: Window, changes: readonly Change[]): number[] {
  const found = Array.from({ length: steps }, () => -1);
  let cameAt = -1;
  for (let now = 0; now <= to; now++) {
    const before = cameAt;
    const seen = before < 0 ? [] : [now - before];
    for (const [time, next] of changes) {
      if (time !== now) continue;
      cameAt = next;
      if (next >= 0) seen.push(now - next);
    }
    const at = Math.min(Math.floor(now / step), steps - 1);
    found[at] = Math.max(found[at]!, ...seen);
    // What was there up to now was there to the end of the step before.
    if (now > 0 && now % step === 0 && before >= 0)
      found[now / step - 1] = Math.max(found[now / step - 1]!, now - before);
  }
  return found;
}

describe('the age of the oldest', () => {
  it('rises until it leaves, through every step', () => {
    // One comes at 5 and leaves at 25; the next, of 22, leaves at 30.
    const changes: Change[] = [
      [5, 5],
      [25, 22],
      [30, -1],
    ];
    expect(maxima(windowOf(50, 10), changes)).toEqual([5, 15, 20, 8, -1]);
  });

  it('is nothing where nothing was there', () => {
    expect(maxima(windowOf(30, 10), [])).toEqual([-1, -1, -1]);
  });

  it('rises to the end of the window and no further', () => {
    expect(maxima(windowOf(25, 10), [[5, 5]])).toEqual([5, 15, 20]);
    const afterwards: Change[] = [
      [5, 5],
      [400, -1],
    ];
    expect(maxima(windowOf(25, 10), afterwards)).toEqual([5, 15, 20]);
  });

  it('is what looking at every microsecond finds', () => {
    const steps = fc.record({ to: fc.integer({ min: 1, max: 60 }), step: fc.integer({ min: 1, max: 25 }) });
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: -5, max: 20 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(steps, moves, ({ to, step }, all) => {
        let now = 0;
        const changes = all.map(([after, ago]): Change => {
          now += after;
          return [now, ago < 0 ? -1 : Math.max(0, now - ago)];
        });
        const window = windowOf(to, step);
        const settled = changes.filter(([time]) => time <= to);
        expect(maxima(window, changes)).toEqual(bruteForce(window, settled));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
