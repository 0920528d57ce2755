// Keep-alive as a scenario writes it: a duration, a distribution, limits, a preset or a policy by name.
import { z } from 'zod';
import { HYBRID_HISTOGRAM } from '../../lambda/defaults.js';
import { showValue } from '../diagnostics.js';
import { distributionOf, distributionOrNone, exactlyOne, shapes } from '../distribution.js';
import { durationText } from '../duration-text.js';
import { duration, durationOrNone, probability, refuse, whole } from '../fields.js';
import type { GivenDistribution } from '../files/given.js';
import { didYouMean } from '../suggest.js';
import type { HybridHistogram } from '../types.js';
import { parseDuration } from '../units.js';
import type { GivenKeepAlive, GivenLimits } from './given.js';
import { PRESET_NAMES, presetKeepAlive } from './presets.js';

const HYBRID = 'hybrid-histogram';
const NAMES: readonly string[] = [...PRESET_NAMES, HYBRID];
/** Four hours in bins of a second, and some more: the histogram is read whenever the function falls idle. */
const MAX_BINS = 20_000;

const limits = {
  idle: durationOrNone({
    description: 'All idle environments end when nothing of the function has run for this long.',
    examples: ['640s'],
  }).optional(),
  spare: distributionOrNone({
    description: 'An environment ends this long after its own last use.',
    examples: ['15m'],
  }).optional(),
  maxLifetime: distributionOrNone({
    description: 'An environment ends this long after its creation.',
    examples: ['2h'],
  }).optional(),
};

const { range, bin, head, tail, margin, minimumIdleTimes, minimumVariation, maximumBeyond } = HYBRID_HISTOGRAM;

const hybridHistogram = z
  .strictObject({
    range: duration({
      description: 'Longest idle time that the histogram tells apart, and the keep-alive while it says nothing.',
      examples: ['1h'],
    }).prefault(durationText(range)),
    bin: duration({ description: 'Width of a bin.', examples: ['5m'] }).prefault(durationText(bin)),
    head: probability({ description: 'An environment is made ready before this quantile of idle times.' }).default(
      head,
    ),
    tail: probability({ description: 'It is kept until after this quantile.' }).default(tail),
    margin: probability({ description: 'Taken off the head and put onto the tail, as a share.' }).default(margin),
    minimumIdleTimes: whole(1, 1_000_000, 'it must lie between 1 and 1000000', {
      description: 'Idle times from which on the histogram is heeded.',
    }).default(minimumIdleTimes),
    minimumVariation: z
      .number()
      .min(0)
      .max(1_000)
      .default(minimumVariation)
      .meta({ description: 'Least coefficient of variation of the bins’ counts for it to be heeded.' }),
    maximumBeyond: probability({
      description: 'Share of idle times beyond the range up to which it is heeded.',
    }).default(maximumBeyond),
  })
  .superRefine((given, context) => {
    const code = 'out-of-range';
    if (given.tail < given.head) refuse(context, { code }, 'tail lies below head', ['tail']);
    if (given.bin <= 0) refuse(context, { code }, 'bin must be above 0', ['bin']);
    else if (given.range < given.bin) refuse(context, { code }, 'range must hold one bin at least', ['range']);
    else if (given.range / given.bin > MAX_BINS)
      refuse(context, { code }, `range holds at most ${MAX_BINS} bins`, ['bin']);
  })
  .transform((given): HybridHistogram => ({ policy: HYBRID, ...given }))
  .meta({ description: 'Learns from how long the function was idle (Shahrad et al., 2020).' });

/** A duration, a distribution, `{ idle, spare, maxLifetime }`, a policy or the name of one. */
export const keepAlive = z
  .union([
    z
      .unknown()
      .meta({ type: 'string', examples: [...NAMES, '10m'] })
      .transform(namedOrConstant),
    z
      .strictObject({ ...shapes, ...limits, hybridHistogram: hybridHistogram.optional() })
      .meta({ minProperties: 1 })
      .superRefine((given, context) => {
        const keys = Object.keys(given);
        const limited = keys.filter((key) => key in limits).length;
        if (given.hybridHistogram !== undefined ? keys.length === 1 : limited > 0 && limited === keys.length) return;
        if (limited === 0 && given.hybridHistogram === undefined) {
          exactlyOne(given, Object.keys(shapes), 'a distribution or some of idle, spare, maxLifetime', context);
          return;
        }
        const message = 'keepAlive takes a distribution, or idle, spare and maxLifetime, or hybridHistogram';
        refuse(context, { code: 'bad-distribution' }, message);
      })
      .transform((given): GivenKeepAlive => {
        const { idle, spare, maxLifetime, hybridHistogram: hybrid, ...shape } = given;
        if (hybrid !== undefined) return hybrid;
        const random = Object.keys(shape).length > 0 ? distributionOf(shape) : null;
        return { ...NO_LIMITS, idle: idle ?? null, spare: spare ?? random, maxLifetime: maxLifetime ?? null };
      }),
  ])
  .meta({
    description:
      'When an idle environment ends: a duration or a distribution after its own last use, { idle, spare, maxLifetime }, ' +
      `a preset (${PRESET_NAMES.join(', ')}), or the policy ${HYBRID}.`,
  });

const NO_LIMITS: GivenLimits = { policy: 'limits', idle: null, spare: null, maxLifetime: null, preset: null };

function namedOrConstant(value: unknown, context: z.RefinementCtx): GivenKeepAlive {
  const text = typeof value === 'string' ? value : '';
  const preset = PRESET_NAMES.find((name) => name === text);
  if (preset !== undefined) return presetKeepAlive(preset);
  if (text === HYBRID) return hybridHistogram.parse({});
  if (text === 'none') return NO_LIMITS;
  const parsed = parseDuration(text);
  if ('value' in parsed) return { ...NO_LIMITS, spare: always(parsed.value) };
  if (typeof value === 'number') {
    refuse(context, { code: 'missing-unit', hint: `did you mean ${value}m or ${value}s?` }, `${value} has no unit`);
  } else if (typeof value !== 'string') {
    const code = value === null ? 'empty-value' : 'wrong-type';
    refuse(context, { code }, `is ${showValue(value)}; expected a duration, a distribution or a preset`);
  } else if (parsed.hint !== undefined) {
    refuse(context, { code: 'bad-unit', hint: parsed.hint }, `${showValue(value)} ${parsed.problem}`);
  } else {
    const near = didYouMean(text, NAMES);
    refuse(context, { code: 'unknown-value', ...near }, `${showValue(value)} is neither a duration nor a preset`);
  }
  return z.NEVER;
}

const always = (value: number): GivenDistribution => ({ kind: 'constant', value });
