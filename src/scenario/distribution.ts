// Random lengths of time as a scenario writes them, and what they mean. Sampling is the engine's.
import { z } from 'zod';
import { log } from '../engine/math.js';
import { type About, columnName, duration, file, none, positive, refuse, timeUnit } from './fields.js';
import type { GivenDistribution } from './files/given.js';

/** The standard normal's 99 % quantile: `p99 = median · exp(Z99 · sigma)`. */
const Z99 = 2.3263478740408408;
const MAX_POINTS = 10_000;

const time = (description: string, example = '80ms') => duration({ description, unit: 'ms', examples: [example] });

const lognormal = z
  .strictObject({
    median: time('Half of the values lie below.'),
    p99: time('99 % of the values lie below; instead of sigma.', '400ms').optional(),
    sigma: z
      .number()
      .min(0)
      .max(20)
      .meta({ description: 'Standard deviation of the logarithm; instead of p99.', examples: [0.7] })
      .optional(),
  })
  .superRefine((given, context) => {
    const code = 'bad-distribution';
    if ((given.p99 === undefined) === (given.sigma === undefined))
      refuse(context, { code }, 'lognormal takes either p99 or sigma');
    if (given.median <= 0) refuse(context, { code }, 'the median of a log-normal is above 0', ['median']);
    else if (given.p99 !== undefined && given.p99 < given.median)
      refuse(context, { code }, 'p99 lies below the median', ['p99']);
  })
  .meta({ description: 'Log-normal, by median and either the 99th percentile or sigma.' });

const uniform = z
  .strictObject({ min: time('Least value.'), max: time('Greatest value.', '400ms') })
  .superRefine((given, context) => {
    if (given.max < given.min) refuse(context, { code: 'bad-distribution' }, 'max lies below min', ['max']);
  })
  .meta({ description: 'Every value between min and max alike.' });

const pareto = z
  .strictObject({
    min: time('Least value, above 0.'),
    alpha: positive({ description: 'Tail index: P(X > x) = (min / x)^alpha.' }),
  })
  .superRefine((given, context) => aboveZero(given.min, 'min', context))
  .meta({ description: 'Pareto: the heavy tail.' });

const gamma = z
  .strictObject({
    mean: time('Mean, above 0.'),
    cv: positive({ description: 'Standard deviation divided by the mean.' }),
  })
  .superRefine((given, context) => aboveZero(given.mean, 'mean', context))
  .meta({ description: 'Gamma, by mean and coefficient of variation.' });

const weibull = z
  .strictObject({ scale: time('Scale, above 0.'), shape: positive({ description: 'Shape; 1 is the exponential.' }) })
  .superRefine((given, context) => aboveZero(given.scale, 'scale', context))
  .meta({ description: 'Weibull, by scale and shape.' });

const exponential = z.strictObject({ mean: time('Mean.') }).meta({ description: 'Exponential, by its mean.' });

const empirical = z
  .strictObject({
    values: z
      .array(time('One observation.'))
      .min(1, { error: 'give at least one value' })
      .max(MAX_POINTS, { error: `give at most ${MAX_POINTS} values` })
      .meta({ description: 'Observations, each with the same probability.' })
      .optional(),
    quantiles: z
      .record(z.string(), time('The value at this probability.'))
      .meta({
        description: 'Values by probability, from 0 to 1, straight lines between.',
        examples: [{ 0: '5ms', 0.5: '80ms', 1: '2s' }],
      })
      .superRefine(checkQuantiles)
      .optional(),
    file: file(
      'Observations from a file: one number a line, or a CSV whose first line names its columns; gzip is unpacked.',
      ['durations.csv'],
    ).optional(),
    column: columnName(
      'The file’s column, where it has several; its name may end in the unit, as duration_ms does.',
      'duration_ms',
    ).optional(),
    unit: timeUnit(
      'Unit of the file’s numbers, where no column’s name says it; ms in a file of numbers alone.',
    ).optional(),
  })
  .superRefine((given, context) => {
    exactlyOne(given, ['values', 'quantiles', 'file'], 'one of values, quantiles and file', context);
    const stray = (['column', 'unit'] as const).find((key) => given[key] !== undefined && given.file === undefined);
    if (stray !== undefined) refuse(context, { code: 'bad-distribution' }, `${stray} belongs to a file`, [stray]);
  })
  .meta({ description: 'From observations.' });

const kinds = {
  constant: time('Always the same; a plain duration means this too.').optional(),
  exponential: exponential.optional(),
  lognormal: lognormal.optional(),
  gamma: gamma.optional(),
  weibull: weibull.optional(),
  uniform: uniform.optional(),
  pareto: pareto.optional(),
  empirical: empirical.optional(),
};

const part = z
  .strictObject({ weight: positive({ description: 'Share of this part, relative to the other weights.' }), ...kinds })
  .superRefine((given, context) => exactlyOne(given, Object.keys(kinds), 'a distribution', context));

const mixture = z
  .array(part)
  .min(1, { error: 'a mixture has at least one part' })
  .max(100, { error: 'a mixture has at most 100 parts' })
  .meta({ description: 'One of several distributions, each with its weight.' });

/** The keys of a distribution, of which it has one. */
export const shapes = { ...kinds, mixture: mixture.optional() };
type Kinds = z.output<z.ZodObject<typeof kinds>>;
type Shapes = z.output<z.ZodObject<typeof shapes>>;

// One object for all places that take a distribution: its id puts it once into the JSON Schema.
const shape = z.strictObject(shapes).meta({ id: 'distribution', minProperties: 1, maxProperties: 1 });

/** A duration (constant) or a map with one distribution. */
export function distribution(about: About) {
  const object = shape
    .superRefine((given, context) => exactlyOne(given, Object.keys(shapes), 'a distribution', context))
    .transform(distributionOf);
  const text = duration({ description: 'Always this long.', examples: ['80ms'], unit: about.unit ?? 'ms' });
  const constant = text.transform((value): GivenDistribution => ({ kind: 'constant', value }));
  return z.union([constant, object]).meta({ description: about.description });
}

/** The same, or `none` as null. */
export function distributionOrNone(about: About) {
  const { description, examples } = about;
  return z
    .union([none, distribution({ description })])
    .meta({ description: `${description.slice(0, -1)}, or none.`, ...(examples && { examples: [...examples] }) });
}

export function distributionOf(given: Shapes): GivenDistribution {
  if (given.mixture === undefined) return simpleOf(given);
  return { kind: 'mixture', parts: given.mixture.map(({ weight, ...kind }) => ({ weight, of: simpleOf(kind) })) };
}

function simpleOf(given: Kinds): GivenDistribution {
  if (given.exponential) return { kind: 'exponential', ...given.exponential };
  if (given.lognormal) return lognormalOf(given.lognormal);
  if (given.gamma) return { kind: 'gamma', ...given.gamma };
  if (given.weibull) return { kind: 'weibull', ...given.weibull };
  if (given.uniform) return { kind: 'uniform', ...given.uniform };
  if (given.pareto) return { kind: 'pareto', ...given.pareto };
  if (given.empirical?.values) return { kind: 'values', values: given.empirical.values };
  if (given.empirical?.quantiles) return { kind: 'quantiles', points: pointsOf(given.empirical.quantiles) };
  if (given.empirical?.file) {
    const { file, column, unit } = given.empirical;
    return { kind: 'file', file, column: column ?? null, unit: unit ?? null };
  }
  return { kind: 'constant', value: given.constant ?? 0 };
}

function lognormalOf({ median, p99, sigma }: z.output<typeof lognormal>): GivenDistribution {
  return { kind: 'lognormal', median, sigma: sigma ?? log((p99 ?? median) / median) / Z99 };
}

function pointsOf(quantiles: Readonly<Record<string, number>>): [number, number][] {
  return Object.entries(quantiles)
    .map(([key, value]): [number, number] => [Number(key), value])
    .sort(([a], [b]) => a - b);
}

function checkQuantiles(quantiles: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  const code = 'bad-distribution';
  const keys = Object.keys(quantiles);
  for (const key of keys) {
    const at = /^\d*\.?\d+(?:e-\d+)?$/.test(key) ? Number(key) : NaN;
    if (!(at >= 0 && at <= 1)) refuse(context, { code }, 'a quantile is named by its probability, from 0 to 1', [key]);
  }
  const points = pointsOf(quantiles);
  if (points[0]?.[0] !== 0 || points.at(-1)?.[0] !== 1)
    refuse(context, { code }, 'quantiles need the least value at 0 and the greatest at 1');
  for (const [index, [at, value]] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined) continue;
    if (at === before[0]) refuse(context, { code }, `two values stand at probability ${at}`);
    else if (value < before[1])
      refuse(context, { code }, 'quantiles never decrease', [String(keys.find((key) => Number(key) === at))]);
  }
}

function aboveZero(value: number, key: string, context: z.RefinementCtx): void {
  if (value <= 0) refuse(context, { code: 'bad-distribution' }, `${key} must be above 0`, [key]);
}

export function exactlyOne(given: object, keys: readonly string[], what: string, context: z.RefinementCtx): void {
  const present = keys.filter((key) => Object.hasOwn(given, key));
  if (present.length === 1) return;
  const found = present.length === 0 ? 'none is given' : `${present.join(' and ')} are given`;
  refuse(context, { code: 'bad-distribution' }, `expected ${what}: ${found}`);
}
