// Rates that vary with the time, as a scenario writes them: steps, ramps and the cosine of a day.
import { z } from 'zod';
import { showValue } from '../diagnostics.js';
import { duration, rate, rateOrZero, refuse, timeOfDay } from '../fields.js';
import type { Rate, RatePiece } from './clock-types.js';
import { zoneProblem } from './zone.js';

const MAX_ENTRIES = 20_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const code = 'bad-arrivals';

export const NO_RATE: Rate = { count: 0, per: 1 };

/** Entries that say either when they begin or how long they last. */
const entry = (ratedAs: string) =>
  z.strictObject({
    rate: rateOrZero({ description: ratedAs, examples: ['20/s', '0/s'] }),
    duration: duration({
      description: 'How long this lasts; all entries have it, or all have at.',
      examples: ['10m'],
    }).optional(),
    at: duration({
      description: 'When this is reached, from the start of the simulation.',
      examples: ['1h'],
    }).optional(),
  });

type Entry = z.output<ReturnType<typeof entry>>;

const entries = (ratedAs: string) =>
  z
    .array(entry(ratedAs))
    .min(1, { error: 'give at least one entry' })
    .max(MAX_ENTRIES, { error: `give at most ${MAX_ENTRIES} entries` })
    .superRefine(checkEntries);

export const steps = entries('Mean arrivals per time during this step.').meta({
  description:
    'A rate for each stretch of time, in order. With duration, arrivals end after the last, unless it has none; with at, the last rate holds on.',
  examples: [
    [
      { rate: '5/s', duration: '10m' },
      { rate: '50/s', duration: '1m' },
    ],
  ],
});

export const ramp = z
  .union([
    entries('Mean arrivals per time that is reached here.').meta({
      description: 'Rates to pass through, as stages with duration (from 0/s) or as points with at; the last holds on.',
      examples: [
        [
          { rate: '50/s', duration: '10m' },
          { rate: '50/s', duration: '30m' },
        ],
      ],
    }),
    z
      .strictObject({
        from: rateOrZero({ description: 'Rate at time 0.', examples: ['0/s'] }),
        to: rateOrZero({ description: 'Rate that is reached, and then holds on.', examples: ['50/s'] }),
        duration: duration({ description: 'How long the way takes.', examples: ['10m'] }),
      })
      .superRefine(({ duration: length }, context) => {
        if (length === 0) refuse(context, { code, hint: 'steps change at once' }, 'a ramp takes time', ['duration']);
      }),
  ])
  .meta({ description: 'A rate that changes in straight lines.' });

export const zoneName = z
  .string()
  .superRefine((name, context) => {
    const wrong = zoneProblem(name);
    if (wrong === null) return;
    const hint = wrong.hint === undefined ? {} : { hint: wrong.hint };
    refuse(context, { code: 'bad-time-zone', ...hint }, `${showValue(name)} ${wrong.problem}`);
  })
  .meta({ description: 'Whose clock is meant, by its IANA name; UTC unless said.', examples: ['Europe/Vienna'] });

const factor = z
  .number()
  .min(0, { error: 'a factor is 0 or more' })
  .max(1000, { error: 'a factor is at most 1000' })
  .default(1)
  .meta({ description: 'Times the rates of a day like the others.', examples: [0.4] });

export const diurnal = z
  .strictObject({
    mean: rate({ description: 'Mean rate over a day.', examples: ['10/s'] }),
    peak: rate({ description: 'Highest rate of a day, at most twice the mean.', examples: ['18/s'] }),
    peakAt: timeOfDay({ description: 'When the rate is highest.', examples: ['14:00'] }),
    timeZone: zoneName.default('UTC'),
    days: z
      .strictObject({
        sunday: factor,
        monday: factor,
        tuesday: factor,
        wednesday: factor,
        thursday: factor,
        friday: factor,
        saturday: factor,
      })
      .prefault({})
      .meta({ description: 'Weekdays that differ, each with a factor.', examples: [{ saturday: 0.4, sunday: 0.3 }] }),
  })
  .superRefine(({ mean, peak }, context) => {
    const ratio = perMicrosecond(peak) / perMicrosecond(mean);
    if (ratio < 1) refuse(context, { code }, 'the peak lies below the mean', ['peak']);
    const hint = 'for a steeper day give the hours: counts: { perHour: […], repeat: true }, or a ramp';
    if (ratio > 2) refuse(context, { code, hint }, 'the peak of a cosine is at most twice its mean', ['peak']);
  })
  .transform(({ days, ...shape }) => ({ ...shape, weekdays: WEEKDAYS.map((day) => days[day]) }))
  .meta({ description: 'A day as a cosine: highest at peakAt, lowest twelve hours later.' });

const perMicrosecond = ({ count, per }: Rate): number => count / per;

/** Each step holds its rate; before the first `at` nothing arrives. */
export function stepPieces(of: readonly Entry[]): RatePiece[] {
  const holding = ({ rate: held }: Entry, length: number | null): RatePiece => ({ length, from: held, to: held });
  if (of[0]?.at === undefined) {
    const pieces = of.map((each) => holding(each, each.duration ?? null));
    return of.at(-1)?.duration === undefined ? pieces : [...pieces, { length: null, from: NO_RATE, to: NO_RATE }];
  }
  const pause: RatePiece = { length: of[0].at, from: NO_RATE, to: NO_RATE };
  return [pause, ...of.map((each, index) => holding(each, lengthTo(of[index + 1], each)))];
}

/** Straight lines from each rate to the next; the last holds. */
export function rampPieces(of: z.output<typeof ramp>): RatePiece[] {
  if (!Array.isArray(of)) {
    const { from, to, duration: length } = of;
    return [
      { length, from, to },
      { length: null, from: to, to },
    ];
  }
  const last = of.at(-1)!.rate;
  const hold: RatePiece = { length: null, from: last, to: last };
  if (of[0]!.at === undefined) {
    const stages = of.map((each, index) => ({
      length: each.duration ?? 0,
      from: of[index - 1]?.rate ?? NO_RATE,
      to: each.rate,
    }));
    return [...stages, hold];
  }
  const pause: RatePiece = { length: of[0]!.at, from: NO_RATE, to: NO_RATE };
  const lines = of
    .slice(1)
    .map((each, index) => ({ length: lengthTo(each, of[index]!) ?? 0, from: of[index]!.rate, to: each.rate }));
  return [pause, ...lines, hold];
}

function lengthTo(next: Entry | undefined, from: Entry): number | null {
  return next === undefined ? null : (next.at ?? 0) - (from.at ?? 0);
}

function checkEntries(of: readonly Entry[], context: z.RefinementCtx): void {
  const timed = of.filter(({ at }) => at !== undefined).length;
  for (const [index, { at, duration: length }] of of.entries()) {
    if (at !== undefined && length !== undefined)
      refuse(context, { code }, 'is given both duration and at; an entry takes one', [index]);
    else if (timed > 0 && at === undefined)
      refuse(context, { code }, 'is without at, and other entries have one', [index]);
    else if (timed === 0 && length === undefined && index < of.length - 1)
      refuse(context, { code, hint: 'only the last may hold on' }, 'is without duration', [index]);
    else if (at !== undefined && at <= (of[index - 1]?.at ?? -1))
      refuse(context, { code }, 'is no later than the entry before it', [index, 'at']);
  }
}
