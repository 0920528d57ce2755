// How well the arrivals that are drawn fit the distributions that theory gives them: the probability that chance alone brings a
// worse fit, for each of many seeds.
import { stream } from '../../src/engine/random.js';
import { chiSquareTail, gammaDistribution, kolmogorovTail, ksOne } from '../support/statistics.js';
import { DAYS, diurnalText, POISSON_RATES, SUPERPOSED, underLines, VARYING } from './arrival-laws.js';
import { countsIn, drawn, meansIn } from './arrival-times.js';
import { cosineIntegral, type Day } from './cosine.js';
import { rateOf } from './modulation.js';

export interface Fit {
  readonly what: string;
  readonly test: string;
  /** Size of the sample. */
  readonly size: number;
  readonly probability: number;
}

export const SEEDS = 20;
const HOUR = 3600;
const DAY = 24 * HOUR;

const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);

const ks = (what: string, test: string, values: ArrayLike<number>, distribution: (x: number) => number): Fit => {
  return { what, test, size: values.length, probability: kolmogorovTail(ksOne(values, distribution)) };
};

const even = (x: number): number => x;

/** Gaps and places of a day's arrivals once time is stretched by the exact integral of its rate, which is `believed`. */
export function rescaledFits(day: (typeof DAYS)[number], believed: Day = day): Fit[] {
  const seconds = 3 * DAY;
  const draw = drawn(diurnalText(day), seconds);
  const cumulated = cosineIntegral(believed);
  const what = `day of ${day.zone}${'days' in day ? ' with weekdays' : ''}`;
  const folded: number[] = [];
  const each = seeds.flatMap((seed) => {
    const times = draw(seed);
    const stretched = times.map(cumulated);
    const gaps = stretched.map((at, i) => at - (stretched[i - 1] ?? 0));
    const all = cumulated(seconds);
    for (const [i, time] of times.entries()) {
      const midnight = Math.floor(time / DAY) * DAY;
      const begun = cumulated(midnight);
      folded.push((stretched[i]! - begun) / (cumulated(midnight + DAY) - begun));
    }
    return [
      ks(what, 'gaps are unit exponential', gaps, (gap) => 1 - Math.exp(-gap)),
      ks(
        what,
        'places are even',
        stretched.map((at) => at / all),
        even,
      ),
    ];
  });
  return [...each, ks(what, 'places in the day are even, all seeds', folded, even)];
}

export const RESCALED_DAYS = [DAYS[2], DAYS[4]] as const;

/** The others. */
export function arrivalFits(): Fit[] {
  return [
    ...POISSON_RATES.map((rate) => {
      return poissonFit(`Poisson ${rate}`, { poisson: { rate } }, rateOf(rate));
    }),
    ...SUPERPOSED.slice(0, 3).map(({ load, arrivals, cumulated }) => {
      return poissonFit(`together, ${load}`, arrivals, cumulated(1));
    }),
    ...VARYING.map(({ load, arrivals, lines }) => countFit(load, arrivals, underLines(lines), HOUR, 10)),
    ...DAYS.map((day) => {
      return countFit(
        `day of ${day.zone}, peak ${day.peak}/s`,
        diurnalText(day),
        cosineIntegral(day),
        3 * DAY,
        HOUR / 2,
      );
    }),
    ...countedFits(),
  ];
}

/** P(N ≤ n) of a Poisson count. */
const poissonUpTo = (n: number, mean: number): number => (n < 0 ? 0 : 1 - gammaDistribution(n + 1, mean));

/** Chi-square of Poisson counts, over cells that hold four on average; counts that are expected less than five times count as one. */
function poissonFit(what: string, arrivals: object, perSecond: number): Fit {
  const width = 4 / perSecond;
  const cells = 5000;
  const counts = countsIn(drawn(arrivals, Math.ceil(cells * width))('fit'), width, cells * width);
  const groups: { from: number; seen: number; expected: number }[] = [{ from: 0, seen: 0, expected: 0 }];
  for (let n = 0; n < 40; n++) {
    const last = groups.at(-1)!;
    last.seen += counts.filter((count) => count === n).length;
    last.expected += cells * (poissonUpTo(n, 4) - poissonUpTo(n - 1, 4));
    const above = cells * (1 - poissonUpTo(n, 4));
    if (last.expected >= 5 && above >= 5) groups.push({ from: n + 1, seen: 0, expected: 0 });
  }
  const chi = groups.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  return {
    what,
    test: 'counts are Poisson, chi-square',
    size: cells,
    probability: chiSquareTail(groups.length - 1, chi),
  };
}

/** Poisson counts of different means, each at a random place within its step of its own distribution function: places are even. */
function countFit(
  what: string,
  arrivals: object,
  cumulated: (time: number) => number,
  seconds: number,
  width: number,
): Fit {
  const uniform = stream(['theory', 'places', what]);
  const means = meansIn(cumulated, width, seconds);
  const draw = drawn(arrivals, seconds);
  const places = seeds.flatMap((seed) =>
    [...countsIn(draw(`fit ${seed}`), width, seconds)].flatMap((count, cell) => {
      const mean = means[cell]!;
      if (mean < 1e-9) return count === 0 ? [] : [NaN];
      const below = poissonUpTo(count - 1, mean);
      return [below + uniform() * (poissonUpTo(count, mean) - below)];
    }),
  );
  return ks(what, 'counts are Poisson, at random places of their steps', places, even);
}

/** Counted arrivals lie evenly within their minute, whatever came before. */
function countedFits(): Fit[] {
  const perMinute = [0, 1, 2, 40, 500, 0, 7];
  const draw = drawn({ counts: { perMinute, repeat: true } }, 600 * 60);
  const times = draw('fit');
  const places = times.map((time) => (time % 60) / 60);
  const minute = (count: number): Float64Array =>
    places.filter((_, i) => perMinute[Math.floor(times[i]! / 60) % perMinute.length] === count);
  return [1, 2, 40, 500].map((count) => {
    return ks(`${count} counted in a minute`, 'places are even', minute(count), even);
  });
}
