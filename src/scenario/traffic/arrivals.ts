// Arrival processes as a scenario writes them: one key each, or a list of them together. Drawing arrivals is the workload's.
import { z } from 'zod';
import { distribution } from '../distribution.js';
import { duration, file, rate, refuse, textField, whole } from '../fields.js';
import type { GivenDistribution } from '../files/given.js';
import { MICROSECONDS, type Parsed } from '../units.js';
import type { GivenArrivals, GivenOpenArrivals } from './given.js';
import { mmpp } from './modulated.js';
import { parseCron, parseInterval } from './schedule.js';
import { cronText, intervalText } from './schedule-fields.js';
import { diurnal, NO_RATE, ramp, rampPieces, stepPieces, steps, zoneName } from './varying.js';

const MAX_COUNTS = 50_000;
const MAX_PROCESSES = 100;
const MAX_AT_ONCE = 1_000_000;
const code = 'bad-arrivals';

const constant = z
  .strictObject({ rate: rate({ description: 'Arrivals per time.', examples: ['20/s', '300/m'] }) })
  .meta({ description: 'Arrivals at equal distances, the first at 1/rate.' });

const poisson = z
  .strictObject({ rate: rate({ description: 'Mean arrivals per time.', examples: ['20/s', '300/m'] }) })
  .meta({ description: 'Arrivals independent of each other, at a rate that never changes.' });

const bursts = z
  .strictObject({
    every: distribution({ description: 'From one burst to the next; the first comes after it.', unit: 'm' }),
    size: whole(1, MAX_AT_ONCE, `it must lie between 1 and ${MAX_AT_ONCE}`, { description: 'Arrivals in a burst.' }),
    over: duration({
      description: 'How long a burst takes, its arrivals spread at random; 0s is all at one instant.',
      examples: ['2s'],
    }).prefault('0s'),
  })
  .superRefine(({ every, over }, context) => {
    if (isAlwaysZero(every)) refuse(context, { code }, 'every must be above 0s', ['every']);
    if (over === 0) return;
    if (every.kind !== 'constant') refuse(context, { code }, 'over needs an every that is always the same', ['over']);
    else if (over > every.value) refuse(context, { code }, 'a burst must end before the next begins', ['over']);
  })
  .meta({ description: 'Many arrivals at a time.' });

const scheduleText = textField(
  {
    parse: (text): Parsed<GivenOpenArrivals> => {
      if (/^\s*cron\s*\(/i.test(text) || text.trim().split(/\s+/).length > 3) {
        const cron = parseCron(text);
        return 'value' in cron ? { value: { kind: 'cron', cron: cron.value, zone: 'UTC' } } : cron;
      }
      const interval = parseInterval(text);
      return 'value' in interval ? { value: { kind: 'every', interval: interval.value } } : interval;
    },
    pattern: '^(rate|cron)\\(.+\\)$',
    noun: 'a schedule such as rate(5 minutes) or cron(0 9 ? * MON-FRI *)',
    unit: '',
    code: 'bad-schedule',
  },
  { description: 'As AWS writes it, in UTC.', examples: ['rate(5 minutes)', 'cron(0 9 ? * MON-FRI *)'] },
);

const schedule = z
  .union([
    scheduleText,
    z
      .strictObject({ cron: cronText.optional(), rate: intervalText.optional(), timeZone: zoneName.optional() })
      .superRefine(({ cron, rate: interval, timeZone }, context) => {
        if ((cron === undefined) === (interval === undefined))
          refuse(context, { code }, 'schedule takes either cron or rate');
        else if (cron === undefined && timeZone !== undefined)
          refuse(context, { code, hint: 'leave it out' }, 'a rate is the same by every clock', ['timeZone']);
      })
      .transform(({ cron, rate: interval, timeZone = 'UTC' }): GivenOpenArrivals => {
        return cron === undefined ? { kind: 'every', interval: interval ?? 0 } : { kind: 'cron', cron, zone: timeZone };
      }),
  ])
  .meta({ description: 'One call at each time of a schedule, at the start of its minute.' });

const closed = z
  .strictObject({
    users: whole(1, MAX_AT_ONCE, `it must lie between 1 and ${MAX_AT_ONCE}`, {
      description: 'Users at the same time.',
    }),
    thinkTime: distribution({
      description: 'From an answer to the user’s next call; the first call comes after it too.',
      unit: 's',
    }),
  })
  .meta({
    description: 'Users who call, wait for the answer, think, and call again: a closed loop, as in a load test.',
  });

const amounts = (width: string) =>
  z
    .array(whole(0, MAX_AT_ONCE, `it must be a whole number from 0 to ${MAX_AT_ONCE}`, { description: 'Arrivals.' }))
    .min(1, { error: 'give at least one count' })
    .max(MAX_COUNTS, { error: `give at most ${MAX_COUNTS} counts; a file may hold more: counts: { file: … }` })
    .optional()
    .meta({ description: `Arrivals in each ${width}, one after another.`, examples: [[0, 12, 31, 8]] });

const counts = z
  .strictObject({
    perMinute: amounts('minute'),
    perHour: amounts('hour'),
    file: file('A file with one count a minute, as seen from the scenario file; it may be packed with gzip.', [
      'counts.csv',
    ]).optional(),
    column: z
      .string()
      .optional()
      .meta({
        description: 'The column of the file that holds the counts; not needed where it has but one.',
        examples: ['requests'],
      }),
    repeat: z
      .boolean()
      .default(false)
      .meta({ description: 'Begins again after the last; otherwise arrivals end with it.' }),
  })
  .superRefine(({ perMinute, perHour, file: named, column }, context) => {
    const given = [perMinute, perHour, named].filter((each) => each !== undefined).length;
    if (given !== 1) refuse(context, { code }, 'counts takes one of perMinute, perHour and file');
    else if (column !== undefined && named === undefined) refuse(context, { code }, 'column needs a file', ['column']);
  })
  .meta({ description: 'Exactly so many arrivals in each minute or hour, spread at random within it.' });

const kinds = {
  constant: constant.optional(),
  poisson: poisson.optional(),
  steps: steps.optional(),
  ramp: ramp.optional(),
  diurnal: diurnal.optional(),
  bursts: bursts.optional(),
  mmpp: mmpp.optional(),
  schedule: schedule.optional(),
  counts: counts.optional(),
};

const open = z
  .strictObject(kinds)
  .superRefine(oneProcess)
  .transform((given) => openOf(given));

const any = z
  .strictObject({ ...kinds, closed: closed.optional() })
  .meta({ minProperties: 1, maxProperties: 1 })
  .superRefine(oneProcess)
  .transform(
    ({ closed: loop, ...given }): GivenArrivals => (loop === undefined ? openOf(given) : { kind: 'closed', ...loop }),
  );

/** One arrival process or a list of open ones. */
export const arrivals = z
  .union([
    any,
    z
      .array(open)
      .min(1, { error: 'give at least one arrival process' })
      .max(MAX_PROCESSES, { error: `give at most ${MAX_PROCESSES} arrival processes` })
      .meta({ description: 'Several processes together.' })
      .transform((parts): GivenArrivals => ({ kind: 'together', parts })),
  ])
  .meta({ description: 'When requests arrive: one process, or a list of them together.' });

function openOf(given: z.output<z.ZodObject<typeof kinds>>): GivenOpenArrivals {
  if (given.constant) return { kind: 'constant', ...given.constant };
  if (given.steps) return { kind: 'varying', pieces: stepPieces(given.steps) };
  if (given.ramp) return { kind: 'varying', pieces: rampPieces(given.ramp) };
  if (given.diurnal) {
    const { timeZone: name, ...shape } = given.diurnal;
    return { kind: 'diurnal', ...shape, zone: name };
  }
  if (given.bursts) return { kind: 'bursts', ...given.bursts };
  if (given.mmpp) return { kind: 'mmpp', states: given.mmpp };
  if (given.schedule) return given.schedule;
  if (given.counts) return countsOf(given.counts);
  return { kind: 'poisson', rate: given.poisson?.rate ?? NO_RATE };
}

/** Bursts without any distance between them would go on for ever at one instant. */
function isAlwaysZero(of: GivenDistribution): boolean {
  switch (of.kind) {
    case 'constant':
      return of.value === 0;
    case 'exponential':
      return of.mean === 0;
    case 'uniform':
      return of.max === 0;
    case 'values':
      return of.values.every((value) => value === 0);
    case 'quantiles':
      return of.points.every(([, value]) => value === 0);
    case 'mixture':
      return of.parts.every((part) => isAlwaysZero(part.of));
    default:
      return false;
  }
}

function countsOf({ perMinute, perHour, file: named, column, repeat }: z.output<typeof counts>): GivenOpenArrivals {
  const inFile = named === undefined ? null : { file: named, column: column ?? null };
  const width = perHour === undefined ? MICROSECONDS.m : MICROSECONDS.h;
  return { kind: 'counts', width, counts: inFile ?? perMinute ?? perHour ?? [], repeat };
}

function oneProcess(given: object, context: z.RefinementCtx): void {
  const present = Object.keys(given);
  if (present.length === 1) return;
  const found = present.length === 0 ? '' : `, not ${present.join(' and ')}; a list takes several`;
  refuse(context, { code: 'missing-key' }, `expected one arrival process, such as { poisson: { rate: 20/s } }${found}`);
}
