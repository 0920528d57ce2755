// Deployments of a function's aliases, and weights between two versions, as a scenario writes them.
import { z } from 'zod';
import { MAX_ALIAS_NAME } from '../../lambda/defaults.js';
import { share, textField, version } from '../fields.js';
import type { DeploymentSpec } from '../provisioned/types.js';
import { MOMENT_PATTERN, type Moment, momentAt, parseMoment } from '../source/moment.js';
import { type Strategy, stepsOf, strategy, strategyText } from './strategy.js';

const MAX_DEPLOYMENTS = 1_000;

const at = textField(
  {
    parse: parseMoment,
    pattern: MOMENT_PATTERN,
    noun: 'a time such as 45m or 2025-01-06T08:00:00Z',
    unit: 'm',
    code: 'bad-unit',
  },
  {
    description: 'When it begins: so long after time 0, or at an ISO 8601 time.',
    examples: ['45m', '2025-01-06T08:00:00Z'],
  },
);

export interface GivenDeployment {
  readonly at: Moment;
  readonly alias: string;
  readonly version: string;
  readonly strategy: Strategy;
}

const deployment = z
  .strictObject({
    at,
    alias: z
      .string()
      .min(1, { error: 'name an alias' })
      .max(MAX_ALIAS_NAME, { error: `an alias has at most ${MAX_ALIAS_NAME} characters` })
      .meta({ description: 'The alias that moves to the version.', examples: ['live'] }),
    version: version('The published version that the alias moves to.', 2),
    strategy,
  })
  .transform((given): GivenDeployment => given)
  .meta({ description: 'An alias moves to another version.' });

export const deployments = z
  .array(deployment)
  .max(MAX_DEPLOYMENTS, { error: `give at most ${MAX_DEPLOYMENTS} deployments` })
  .prefault([])
  .meta({
    description: 'Deployments of aliases in the simulated time.',
    examples: [[{ at: '30m', alias: 'live', version: 2, strategy: 'Canary10Percent5Minutes' }]],
  });

export const weights = z
  .record(
    z.string().meta({ pattern: '^[1-9][0-9]*$' }),
    share({ min: 0, max: 1 }, 'a weight lies between 0 and 1', {
      description: 'The share of the requests that goes to this version; the rest to version.',
      examples: [0.1],
    }),
  )
  .prefault({})
  .meta({
    maxProperties: 1,
    description: 'A second published version and its share of the requests.',
    examples: [{ 2: 0.1 }],
  });

/** By time, then in the order of declaration; `start` is the calendar time of time 0 in seconds from 1970. */
export function completedDeployments(given: readonly GivenDeployment[], start: number): DeploymentSpec[] {
  return given
    .map((each) => ({
      at: momentAt(each.at, start),
      alias: each.alias,
      version: each.version,
      steps: stepsOf(each.strategy),
      strategy: strategyText(each.strategy),
    }))
    .sort((a, b) => a.at - b.at);
}
