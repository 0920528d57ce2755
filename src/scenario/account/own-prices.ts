// A price table of one's own, as a scenario writes it over what is known of a region. A part of account/schema.ts.
import { z } from 'zod';
import { DEFAULT_REGION } from '../../lambda/defaults.js';
import type { ArchitecturePrices, Prices, Tiers } from '../../pricing/prices.js';
import { listPrices } from '../../pricing/tables.js';
import { refuse } from '../fields.js';

/** Where every price is known: for examples. */
const LIST = listPrices(DEFAULT_REGION);
const MAX_PRICE = 1e6;
const MAX_TIERS = 20;

const price = (description: string, example: number | null) => {
  const says = `a price in USD lies between 0 and ${MAX_PRICE}`;
  return z
    .number()
    .min(0, { error: says })
    .max(MAX_PRICE, { error: says })
    .optional()
    .meta({ description, examples: [example ?? 0] });
};

const tier = z
  .strictObject({
    upTo: z.number().gt(0, { error: 'it must be above 0' }).optional().meta({
      description: 'The month’s usage up to which the price holds, from 0 on; the last tier has none.',
    }),
    price: z.number().min(0, { error: 'a price is not negative' }).meta({ description: 'USD for a unit.' }),
  })
  .meta({ description: 'A price up to a month’s usage.' });

const tiers = (description: string, example: Tiers | null) =>
  z
    .union([
      z
        .number()
        .min(0, { error: 'a price is not negative' })
        .transform((each): Tiers => [{ upTo: null, price: each }]),
      z
        .array(tier)
        .min(1, { error: 'give at least one tier' })
        .max(MAX_TIERS, { error: `at most ${MAX_TIERS} tiers` })
        .superRefine((list, context) => {
          const rises = list.every(({ upTo }, at) =>
            at === list.length - 1 ? upTo === undefined : upTo !== undefined && upTo > (list[at - 1]?.upTo ?? 0),
          );
          if (rises) return;
          const message = 'tiers rise by upTo, which the last one leaves out';
          refuse(
            context,
            { code: 'bad-prices', hint: 'for example [{ upTo: 6e9, price: 0.00001667 }, { price: 0.000015 }]' },
            message,
          );
        })
        .transform((list): Tiers => list.map((each) => ({ upTo: each.upTo ?? null, price: each.price }))),
    ])
    .optional()
    .meta({ description, examples: [example?.[0]?.price ?? 0] });

const architecture = (description: string) =>
  z
    .strictObject({
      duration: tiers('A GB-second on demand: a price, or tiers of the month’s GB-seconds.', LIST.x86_64.duration),
      provisionedCapacity: price(
        'A GB-second of provisioned concurrency, used or not.',
        LIST.x86_64.provisionedCapacity,
      ),
      provisionedDuration: price(
        'A GB-second of what runs on provisioned environments.',
        LIST.x86_64.provisionedDuration,
      ),
    })
    .prefault({})
    .meta({ description });

export const ownPrices = z
  .strictObject({
    requests: price('A million requests.', 0.2),
    x86_64: architecture('Duration on x86_64.'),
    arm64: architecture('Duration on arm64.'),
    ephemeralStorage: price('A GB-second of ephemeral storage beyond 512 MB.', LIST.ephemeralStorage),
    snapStart: z
      .strictObject({
        cache: price('A GB-second of a cached snapshot.', LIST.snapStart.cache),
        restore: price('A GB restored.', LIST.snapStart.restore),
      })
      .prefault({})
      .meta({ description: 'SnapStart for all runtimes but Java.' }),
    streaming: price('A GB of streamed responses beyond 6 MB each.', LIST.streaming),
    logs: tiers('A GB taken in by CloudWatch Logs: a price, or tiers of the month’s GB.', LIST.logs),
    pollers: z
      .strictObject({
        sqs: price('An hour of one provisioned poller of a queue.', LIST.pollers.sqs),
        kafka: price('An hour of one provisioned poller of a Kafka topic.', LIST.pollers.kafka),
      })
      .prefault({})
      .meta({ description: 'Provisioned event pollers.' }),
  })
  .meta({
    description: 'Prices of the region in USD, each in place of the list price, or where there is none.',
    examples: [{ requests: 0.2, x86_64: { duration: LIST.x86_64.duration![0]!.price } }],
  });

export type OwnPrices = z.output<typeof ownPrices>;

const MILLION = 1e6;

/** The list prices of a region with one's own over them. Only those that are all as listed have a date. */
export function mergedPrices(region: string, own: OwnPrices | undefined): Prices {
  const list = listPrices(region);
  if (own === undefined) return list;
  return {
    asOf: null,
    request: own.requests === undefined ? list.request : own.requests / MILLION,
    ephemeralStorage: own.ephemeralStorage ?? list.ephemeralStorage,
    snapStart: {
      cache: own.snapStart.cache ?? list.snapStart.cache,
      restore: own.snapStart.restore ?? list.snapStart.restore,
    },
    streaming: own.streaming ?? list.streaming,
    logs: own.logs ?? list.logs,
    pollers: { sqs: own.pollers.sqs ?? list.pollers.sqs, kafka: own.pollers.kafka ?? list.pollers.kafka },
    x86_64: ofArchitecture(own.x86_64, list.x86_64),
    arm64: ofArchitecture(own.arm64, list.arm64),
  };
}

function ofArchitecture(own: OwnPrices['x86_64'], list: ArchitecturePrices): ArchitecturePrices {
  return {
    duration: own.duration ?? list.duration,
    provisionedCapacity: own.provisionedCapacity ?? list.provisionedCapacity,
    provisionedDuration: own.provisionedDuration ?? list.provisionedDuration,
  };
}
