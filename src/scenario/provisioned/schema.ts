// Provisioned concurrency as a scenario writes it: a number, or the bounds between which Application Auto Scaling moves it.
import { z } from 'zod';
import { PREPARATION, TARGET_UTILIZATION } from '../../lambda/defaults.js';
import { concurrency, duration, refuse, share } from '../fields.js';
import type { GivenProvisioned } from './given.js';
import { scheduledActions } from './scheduled.js';

const targetUtilization = share(TARGET_UTILIZATION, 'AWS allows 0.1 to 0.9', {
  description: 'Share of the available environments that target tracking keeps busy; without it, no target tracking.',
  examples: [0.7],
});

const statistic = z
  .enum(['average', 'maximum', 'Average', 'Maximum'])
  .default('average')
  .meta({ description: 'Of a minute’s utilisation: what target tracking goes by.' })
  .transform((name) => name.toLowerCase() as 'average' | 'maximum');

const cooldown = (description: string) => duration({ description, examples: ['0s', '5m'] }).prefault('0s');

const autoscaled = z
  .strictObject({
    min: concurrency('Lower bound, and what is ready at time 0.', 2).default(1),
    max: concurrency('Upper bound; min unless said.', 50).optional(),
    targetUtilization: targetUtilization.optional(),
    statistic,
    scaleOutCooldown: cooldown('How long target tracking waits after a scale-out before it counts from there.'),
    scaleInCooldown: cooldown('How long target tracking waits from one scale-in to the next.'),
    preparation: duration({
      description: 'From a request for more to the first init of an environment.',
      examples: ['90s', '0s'],
    }).prefault(`${PREPARATION / 1e6}s`),
    scheduled: scheduledActions,
  })
  .superRefine(({ min, max }, context) => {
    if (max === undefined || max >= min) return;
    refuse(context, { code: 'out-of-range' }, `max is ${max} and min is ${min}: max cannot be less than min`, ['max']);
  })
  .transform(
    ({
      min,
      max = min,
      targetUtilization: target,
      statistic: of,
      preparation,
      scheduled,
      ...rest
    }): GivenProvisioned => {
      const tracking = target === undefined ? null : { targetUtilization: target, statistic: of, ...rest };
      return { min, max, preparation, tracking, scheduled };
    },
  )
  .meta({ description: 'Between bounds: by target tracking, by a schedule, or both.' });

const fixed = concurrency('Always so many.', 5).transform(
  (amount): GivenProvisioned => ({ min: amount, max: amount, preparation: PREPARATION, tracking: null, scheduled: [] }),
);

export const provisionedConcurrency = z
  .union([fixed, autoscaled])
  .prefault(0)
  .meta({
    description: 'Environments kept ready, 0 for none: a number, or { min, max, … } for autoscaling.',
    examples: [{ min: 2, max: 50, targetUtilization: 0.7 }],
  });
