// Random arrival processes of every kind, normalised, a few to some hundreds of arrivals in 40 seconds, with all that is
// special: rates and lengths of 0, ends, instants without distance.
import fc from 'fast-check';
import type { Rate, RatePiece, Zone } from '../../../src/scenario/traffic/clock-types.js';
import type { Distribution, OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { MONDAY } from './times.js';

const SECOND = 1_000_000;
const whole = (min: number, max: number) => fc.integer({ min, max });

const rate: fc.Arbitrary<Rate> = fc.record({ count: whole(1, 20), per: fc.constantFrom(SECOND, 7 * SECOND) });
const rateOrZero: fc.Arbitrary<Rate> = fc.oneof(
  { weight: 3, arbitrary: rate },
  { weight: 1, arbitrary: fc.constant({ count: 0, per: 1 }) },
);

const pieces: fc.Arbitrary<RatePiece[]> = fc
  .tuple(
    fc.array(
      fc.record({ length: fc.constantFrom(0, 1, 999_999, SECOND, 6_500_000), from: rateOrZero, to: rateOrZero }),
      { maxLength: 8 },
    ),
    rateOrZero,
  )
  .map(([list, last]) => [...list, { length: null, from: last, to: last }]);

const zone: fc.Arbitrary<Zone> = fc
  .tuple(whole(-43_200, 50_400), fc.constantFrom(null, 10, 60), fc.constantFrom(-3600, 1800))
  .map(([first, change, by]) => {
    const offset = Math.round(first / 900) * 900;
    const begin: [number, number] = [0, offset];
    return { name: 'random', offsets: change === null ? [begin] : [begin, [MONDAY + change, offset + by]] };
  });

const gap: fc.Arbitrary<Distribution> = fc.oneof(
  fc.constantFrom<Distribution>(
    { kind: 'exponential', mean: SECOND },
    { kind: 'uniform', min: 0, max: 3 * SECOND },
    { kind: 'values', values: [0, 0, SECOND, 10 * SECOND] },
  ),
);

const states = whole(2, 4).chain((size) =>
  fc.array(
    fc.record({
      rate: rateOrZero,
      mean: fc.constantFrom(1000, SECOND, 5 * SECOND),
      next: fc.array(whole(1, 5), { minLength: size, maxLength: size }),
    }),
    { minLength: size, maxLength: size },
  ),
);

export const processes: fc.Arbitrary<OpenArrivals> = fc.oneof(
  rate.map((each): OpenArrivals => ({ kind: 'constant', rate: each })),
  rate.map((each): OpenArrivals => ({ kind: 'poisson', rate: each })),
  pieces.map((each): OpenArrivals => ({ kind: 'varying', pieces: each })),
  fc
    .record({
      count: whole(1, 20),
      ratio: whole(100, 200),
      peakAt: whole(0, 86_399),
      weekdays: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 7, maxLength: 7 }),
      zone,
    })
    .map(({ count, ratio, peakAt, ...others }): OpenArrivals => {
      const [mean, peak] = [
        { count, per: SECOND },
        { count: count * ratio, per: 100 * SECOND },
      ];
      return { kind: 'diurnal', mean, peak, peakAt: peakAt * SECOND, ...others };
    }),
  fc.record({ every: gap, size: whole(1, 9) }).map((each): OpenArrivals => ({ kind: 'bursts', ...each, over: 0 })),
  fc.record({ size: whole(1, 30), over: whole(0, 3 * SECOND) }).map((each): OpenArrivals => {
    return { kind: 'bursts', every: { kind: 'constant', value: 3 * SECOND }, ...each };
  }),
  states.map((each): OpenArrivals => ({ kind: 'mmpp', states: each })),
  fc.constantFrom(1, 2).map((by): OpenArrivals => ({ kind: 'every', interval: by * 9 * SECOND })),
  fc.record({ minute: whole(0, 59), zone }).map(({ minute, zone: clock }): OpenArrivals => {
    const minutes = minute % 2 === 0 ? Array.from({ length: 60 }, (_, each) => each) : [minute];
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    return { kind: 'cron', cron: { minutes, hours, months: null, years: null, days: { kind: 'every' } }, zone: clock };
  }),
  fc
    .record({
      width: fc.constantFrom(10, 1_000_000, 7_000_000),
      counts: fc.array(fc.constantFrom(0, 0, 1, 2, 30), { minLength: 1, maxLength: 6 }),
      repeat: fc.boolean(),
    })
    // Cells of ten microseconds would go on for millions.
    .map((each): OpenArrivals => ({ kind: 'counts', ...each, repeat: each.repeat && each.width > 10 })),
);
