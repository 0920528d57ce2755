// The account as a scenario writes it: its limits, in its own region and in others. A part of schema.ts.
import { z } from 'zod';
import {
  ACCOUNT_CONCURRENCY,
  DEFAULT_REGION,
  NEW_ACCOUNT,
  REGION_NAME,
  REGIONS,
  REQUEST_RATE,
  SCALING_RATE,
} from '../../lambda/defaults.js';
import { showValue } from '../diagnostics.js';
import { durationOrNone, MAX_CONCURRENCY, none, positive, refuse, whole } from '../fields.js';
import { didYouMean } from '../suggest.js';
import { ownPrices } from './own-prices.js';
import { savingsPlan } from './savings-plan.js';
import type { ScalingRate } from './types.js';

export const NEW_ACCOUNT_WORD = 'new-account';

export const region = (description: string) =>
  z
    .string()
    .superRefine((name, context) => {
      if (REGION_NAME.test(name)) return;
      const { hint } = didYouMean(name, REGIONS);
      const params = { code: 'unknown-value', ...(hint === undefined ? {} : { hint }) } as const;
      refuse(context, params, `is ${showValue(name)}; expected a region of AWS such as eu-west-1`);
    })
    .meta({ description, pattern: REGION_NAME.source, examples: [DEFAULT_REGION, 'eu-west-1'] });

const concurrency = z
  .union([
    whole(1, MAX_CONCURRENCY, `it must lie between 1 and ${MAX_CONCURRENCY}`, {
      description: 'Concurrent executions.',
    }),
    z
      .literal(NEW_ACCOUNT_WORD)
      .meta({ description: `What a new account starts with: ${NEW_ACCOUNT.concurrency} at once.` })
      .transform(() => NEW_ACCOUNT.concurrency),
  ])
  .meta({ description: 'Concurrent executions in a region, or new-account.', examples: [NEW_ACCOUNT_WORD] });

const scalingRate = z
  .union([
    none,
    z
      .literal('legacy-burst')
      .meta({ description: 'As before November 2023: one burst for all functions of a region.' })
      .transform((kind): ScalingRate => ({ kind })),
    z
      .strictObject({
        burst: whole(1, MAX_CONCURRENCY, `it must lie between 1 and ${MAX_CONCURRENCY}`, {
          description: 'New environments at once.',
        }).default(SCALING_RATE.burst),
        perSecond: positive({ description: 'Refill per second.' }).default(SCALING_RATE.perSecond),
      })
      .transform(({ burst, perSecond }): ScalingRate => ({ kind: 'function', burst, perSecond })),
  ])
  .prefault(SCALING_RATE)
  .meta({ description: 'How fast a function may grow, legacy-burst, or none.', examples: ['legacy-burst'] });

export const account = z
  .strictObject({
    concurrency: concurrency.prefault(ACCOUNT_CONCURRENCY),
    region: region('Where functions are that name no region; decides prices.').default(DEFAULT_REGION),
    regions: z
      .record(
        z.string().meta({ pattern: REGION_NAME.source }),
        z
          .strictObject({ concurrency: concurrency.optional(), prices: ownPrices.optional() })
          .meta({ description: 'The limits and prices of one region.', examples: [{ concurrency: 500 }] }),
      )
      .prefault({})
      .meta({
        description: 'Other regions whose limits differ from those of the account, or whose prices are one’s own.',
        examples: [{ 'eu-west-1': { concurrency: 500 } }],
      }),
    prices: ownPrices.optional(),
    initBilling: z.enum(['current', 'legacy']).default('current').meta({
      description:
        'Whether init on demand is billed for all, or as before August 2025 not for zip packages on managed runtimes.',
    }),
    savingsPlan: savingsPlan.optional(),
    freeTier: z.boolean().default(false).meta({ description: 'Applies the monthly free tier once.' }),
    maxLifetime: durationOrNone({ description: 'Longest life of an environment, or none.', examples: ['2h'] }).prefault(
      '2h',
    ),
    scalingRate,
    requestRate: z
      .union([none, positive({ description: 'Synchronous requests per second for each unit of concurrency.' })])
      .prefault(REQUEST_RATE)
      .meta({ description: 'Synchronous requests per second for each unit of concurrency, or none.' }),
  })
  .meta({ description: 'Limits of the account, in each region apart, and what it pays.' });
