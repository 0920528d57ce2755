// How a deployment shifts an alias to the new version: AWS SAM's names or one's own numbers, as shares of the new version over
// time and in words.
import { z } from 'zod';
import { DEPLOYMENT_PREFERENCES } from '../../lambda/defaults.js';
import { durationText } from '../duration-text.js';
import { duration, refuse, textField, whole } from '../fields.js';
import type { DeploymentSpec } from '../provisioned/types.js';
import { didYouMean } from '../suggest.js';
import { MICROSECONDS, type Parsed } from '../units.js';

/** `percentage` of 1 to 99 of all requests; both are set or neither. */
export type Strategy =
  | { readonly kind: 'allAtOnce' }
  | { readonly kind: 'canary' | 'linear'; readonly percentage: number; readonly interval: number };

const code = 'unknown-value';

const named = textField(
  {
    parse: parseStrategy,
    pattern: `^(CodeDeployDefault\\.Lambda)?(${DEPLOYMENT_PREFERENCES.flatMap((name) => [name, lowered(name)]).join('|')})$`,
    noun: 'a strategy such as allAtOnce or Canary10Percent5Minutes',
    unit: '',
    code,
  },
  {
    description: 'A deployment preference of AWS SAM, or allAtOnce.',
    examples: ['allAtOnce', 'Canary10Percent5Minutes', 'Linear10PercentEvery1Minute'],
  },
);

const parts = (percentage: string, interval: string) =>
  z.strictObject({
    percentage: whole(1, 99, 'it must be a whole number from 1 to 99', { description: percentage }).meta({
      examples: [10],
    }),
    interval: duration({ description: interval, examples: ['5m'] }),
  });

const own = z
  .strictObject({
    canary: parts('Percentage that goes to the new version at first.', 'How long it does, before all do.')
      .optional()
      .meta({ description: 'Two steps: a part at once, the rest after an interval.' }),
    linear: parts('Percentage that is added at each step.', 'From one step to the next.')
      .optional()
      .meta({ description: 'Equal steps, the first at once.' }),
  })
  .meta({ minProperties: 1, maxProperties: 1 })
  .superRefine(({ canary, linear }, context) => {
    if ((canary === undefined) === (linear === undefined))
      refuse(context, { code: canary === undefined ? 'missing-key' : code }, 'strategy takes either canary or linear');
    for (const [key, given] of Object.entries({ canary, linear })) {
      if (given?.interval === 0) refuse(context, { code: 'out-of-range' }, 'it must be above 0s', [key, 'interval']);
    }
  })
  .transform(({ canary, linear }): Strategy => {
    if (canary !== undefined) return { kind: 'canary', ...canary };
    return linear === undefined ? { kind: 'allAtOnce' } : { kind: 'linear', ...linear };
  });

export const strategy = z
  .union([named, own])
  .prefault('allAtOnce')
  .meta({
    description: 'How requests move to the new version: allAtOnce, a name of AWS SAM, or { canary } or { linear }.',
    examples: ['Canary10Percent5Minutes', { linear: { percentage: 20, interval: '1m' } }],
  });

/** The share of the new version after so many microseconds; rising to 1. */
export function stepsOf(of: Strategy): DeploymentSpec['steps'] {
  switch (of.kind) {
    case 'allAtOnce':
      return [{ after: 0, share: 1 }];
    case 'canary':
      return [
        { after: 0, share: of.percentage / 100 },
        { after: of.interval, share: 1 },
      ];
    case 'linear': {
      const { percentage, interval } = of;
      const count = Math.ceil(100 / percentage);
      return Array.from({ length: count }, (_, index) => {
        return { after: index * interval, share: Math.min(100, (index + 1) * percentage) / 100 };
      });
    }
  }
}

/** "all at once", "canary: 10 % for 5m", "linear: 10 % every 1m". */
export function strategyText(of: Strategy): string {
  if (of.kind === 'allAtOnce') return 'all at once';
  const { kind, percentage, interval } = of;
  return `${kind}: ${percentage} % ${kind === 'canary' ? 'for' : 'every'} ${durationText(interval)}`;
}

/** A name of AWS SAM, which may begin small, or of AWS CodeDeploy. */
function parseStrategy(text: string): Parsed<Strategy> {
  const short = text.replace(/^CodeDeployDefault\.Lambda/, '');
  const name = DEPLOYMENT_PREFERENCES.find((each) => each === short || lowered(each) === short);
  if (name === undefined) {
    const { hint } = didYouMean(short, DEPLOYMENT_PREFERENCES);
    const problem =
      'is no strategy that AWS SAM has: allAtOnce, Canary10Percent5Minutes, Linear10PercentEvery1Minute, …';
    return hint === undefined ? { problem } : { problem, hint };
  }
  const [, kind, percentage, minutes] = /^(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?$/.exec(name) ?? [];
  if (kind === undefined) return { value: { kind: 'allAtOnce' } };
  const interval = Number(minutes) * MICROSECONDS.m;
  return { value: { kind: kind === 'Canary' ? 'canary' : 'linear', percentage: Number(percentage), interval } };
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
