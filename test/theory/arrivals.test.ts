// Arrival processes against what probability theory says of them.
import { describe, expect, test } from 'vitest';
import { chiSquareTail, kolmogorovTail } from '../support/statistics.js';
import { arrivalFits, type Fit, RESCALED_DAYS, rescaledFits, SEEDS } from './arrival-fits.js';
import { arrivalComparisons, underLines } from './arrival-laws.js';
import { countsIn, drawn } from './arrival-times.js';
import { engset } from './closed-laws.js';
import { FAMILY_LEVEL } from './comparison.js';
import { cosineIntegral } from './cosine.js';
import { stationary, twoStateDispersion } from './modulation.js';

const HOUR = 3600;

/** Those that are too bad for chance, at a level that all hold together. */
const bad = (fits: readonly Fit[]): Fit[] =>
  fits.filter(({ probability }) => !(probability >= (1 - FAMILY_LEVEL) / fits.length));

describe('mean and dispersion of each arrival process, and closed users, all together inside a family-wise 99 %', () => {
  const comparisons = arrivalComparisons();
  const of = (law: string) => comparisons.filter((each) => each.law.startsWith(law));

  test.each([
    ['Poisson', 10, 'mean and variance are rate × time'],
    ['Varying rate', 10, 'steps and ramps bring what their lines enclose, dispersed as Poisson'],
    ['Day', 10, 'a day brings the integral of its cosine, in its zone, times the factor of its weekday'],
    ['Bursts', 10, 'bursts at exponential distances are compound Poisson'],
    ['MMPP-2', 10, 'two modulating states have the dispersion that their switching gives'],
    ['MMPP,', 10, 'more states have the mean of their stationary shares, in the first second as in the long run'],
    ['Together', 10, 'Poisson processes together are Poisson'],
    ['Closed users', 19, 'users without a limit are binomially many in service, whatever the distributions'],
    ['Engset', 15, 'users at a limit are Engset’s loss system, whatever the distributions'],
  ])('%s (%i figures): %s', (law, count) => {
    expect(of(law)).toHaveLength(count);
    expect(of(law).filter(({ inside }) => !inside)).toEqual([]);
  });

  test('every interval is narrow enough to tell a wrong law', () => {
    for (const { law, load, halfWidth, theory } of comparisons)
      expect(halfWidth, `${law}, ${load}`).toBeLessThan(Math.max(0.15 * theory, 0.01));
  });
});

describe('the distribution of each arrival process', () => {
  test('is what theory says, all together inside a family-wise 99 %', () => {
    expect(bad(arrivalFits())).toEqual([]);
  });

  describe.each(RESCALED_DAYS)('a Poisson process whose rate is the cosine of a day in $zone', (day) => {
    test(`passes Kolmogorov and Smirnov after time rescaling, at ${SEEDS} seeds, family-wise 99 %`, () => {
      const fits = rescaledFits(day);
      expect(fits).toHaveLength(2 * SEEDS + 1);
      for (const { size } of fits) expect(size).toBeGreaterThan(3000);
      expect(bad(fits)).toEqual([]);
    });

    test.each([
      ['a peak 5 % higher', { ...day, peak: 1.05 * day.peak }],
      ['a peak 20 minutes later', { ...day, peakAt: day.peakAt + 1 / 3 }],
      ['a clock of another hour', { ...day, offset: day.offset + 1 }],
      ['a mean 5 % lower', { ...day, mean: 0.95 * day.mean, peak: 0.95 * day.peak }],
      ['a tuesday 20 % fuller', { ...day, days: { ...('days' in day ? day.days : {}), tuesday: 0.48 } }],
    ])('would not pass for %s', (_what, believed) => {
      expect(bad(rescaledFits(day, believed))).not.toEqual([]);
    });
  });
});

describe('what leaves nothing to chance', () => {
  test('constant arrivals fill every second alike', () => {
    const counts = countsIn(drawn({ constant: { rate: '20/s' } }, 1000)(0), 1, 1000);
    // The first is at 1/rate, and one at the end of a cell belongs to the next.
    expect([...counts]).toEqual(Array.from({ length: 1000 }, (_, cell) => (cell === 0 ? 19 : 20)));
  });
  test('bursts at constant distances come whole', () => {
    const times = drawn({ bursts: { every: '10s', size: 7, over: '4s' } }, HOUR)(0);
    expect([...countsIn(times, 10, HOUR)]).toEqual(Array.from({ length: 360 }, (_, cell) => (cell === 0 ? 0 : 7)));
    expect(times.every((time) => time % 10 <= 4)).toBe(true);
  });
  test('counted arrivals are as many as counted in each cell', () => {
    const perMinute = [3, 0, 1000, 17];
    const times = drawn({ counts: { perMinute, repeat: true } }, HOUR)(0);
    expect([...countsIn(times, 60, HOUR)]).toEqual(Array.from({ length: 60 }, (_, cell) => perMinute[cell % 4]));
    const once = drawn({ counts: { perHour: perMinute } }, 8 * HOUR)(0);
    expect([...countsIn(once, HOUR, 8 * HOUR)]).toEqual([...perMinute, 0, 0, 0, 0]);
  });
  test('a pause brings nothing', () => {
    const times = drawn(
      { steps: [{ rate: '9/s', duration: '1m' }, { rate: '0/s', duration: '9m' }, { rate: '9/s' }] },
      1200,
    );
    expect(times(0).some((time) => time > 60 && time < 600)).toBe(false);
  });
  test('the first process of a list keeps its draws', () => {
    for (const first of [
      { poisson: { rate: '1/s' } },
      {
        mmpp: [
          { rate: '5/s', mean: '9s' },
          { rate: '0/s', mean: '20s' },
        ],
      },
    ]) {
      const alone = drawn(first, HOUR, 'first');
      const listed = drawn([first, { constant: { rate: '1/m' } }], HOUR, 'first');
      const others = [...listed(0)].filter((time) => time % 60 !== 0);
      expect(others).toEqual([...alone(0)]);
    }
  });
});

describe('the theory itself', () => {
  test('the integral of the cosine agrees with sums over small steps', () => {
    for (const day of RESCALED_DAYS) {
      const cumulated = cosineIntegral(day);
      const rate = (time: number): number => {
        const hour = time / HOUR + day.offset;
        const factors: readonly number[] = 'days' in day ? [1, day.days.tuesday, day.days.wednesday, 1] : [1, 1, 1, 1];
        const wave = Math.cos((2 * Math.PI * (hour - day.peakAt)) / 24);
        return factors[Math.floor(hour / 24)]! * (day.mean + (day.peak - day.mean) * wave);
      };
      let sum = 0;
      for (let time = 0; time < 50 * HOUR; time += 10) {
        // Where the clock is an hour before midnight of the first day, its weekday is a Sunday.
        sum += 10 * (time + 5 < -day.offset * HOUR ? rate(time + 5 + 24 * HOUR) : rate(time + 5));
        if (time % 3590 === 0) expect(cumulated(time + 10)).toBeCloseTo(sum, 3);
      }
    }
  });
  test('what lies under lines is their area', () => {
    const area = underLines([
      [0, 1],
      [2, 3],
      [2, 10],
      [4, 0],
    ]);
    expect([0, 1, 2, 3, 4, 9].map(area)).toEqual([0, 1.5, 4, 11.5, 14, 14]);
  });
  test('stationary shares of two states are their mean stays', () => {
    const shares = stationary([
      { rate: 0, mean: 3, next: [0, 1] },
      { rate: 0, mean: 1, next: [1, 0] },
    ]);
    expect(shares[0]).toBeCloseTo(0.75, 12);
    expect(shares[1]).toBeCloseTo(0.25, 12);
  });
  test('two states of one rate are Poisson, and short cells hardly differ from it', () => {
    expect(twoStateDispersion([2, 2], [1, 5], 10)).toBe(1);
    expect(twoStateDispersion([0, 20], [1, 5], 1e-6)).toBeCloseTo(1, 4);
  });
  test('the probabilities of a worse fit are those of the tables', () => {
    expect(kolmogorovTail(1.3581)).toBeCloseTo(0.05, 4);
    expect(kolmogorovTail(1.6276)).toBeCloseTo(0.01, 4);
    expect(kolmogorovTail(0.8276)).toBeCloseTo(0.5, 4);
    // Where one series takes over from the other.
    expect(kolmogorovTail(1 - 1e-12)).toBeCloseTo(kolmogorovTail(1), 9);
    expect(chiSquareTail(1, 3.8415)).toBeCloseTo(0.05, 5);
    expect(chiSquareTail(10, 23.2093)).toBeCloseTo(0.01, 5);
  });
  test('Engset with room for all is binomial, with one place has two states', () => {
    const [empty = 0, one = 0] = engset(2, 3, 2);
    expect(empty).toBeCloseTo(0.75 ** 2, 12);
    expect(one).toBeCloseTo(2 * 0.75 * 0.25, 12);
    expect(engset(4, 2, 1)[1]).toBeCloseTo(2 / 3, 12);
  });
});
