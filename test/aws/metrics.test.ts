// What AWS says of Lambda's metrics, sentence by sentence: section 3.2 of the sheet of facts. Its sentences and their tests:
//  names of the metrics                          "names …"; IteratorAge, OffsetLag and ProvisionedPollers are in triggers/streams.test.ts
//                                                and kafka.test.ts, what the asynchronous ones count in triggers/over-time.test.ts;
//                                                those of other event sources and managed instances are not simulated
//  Invocations = provisioned + spillover         "invocations …"
//  one minute of granularity                     "a value …"
//  errors at the time of their call              "an error …"
//  other services’ names                         not simulated
import { describe, expect, it } from 'vitest';
import { f, PLAIN, told } from '../support/told.js';

const FROM_AWS = [
  ...['Invocations', 'Errors', 'Throttles', 'ConcurrentExecutions', 'UnreservedConcurrentExecutions'],
  ...['ClaimedAccountConcurrency', 'ProvisionedConcurrencyInvocations', 'ProvisionedConcurrencySpilloverInvocations'],
  ...['ProvisionedConcurrentExecutions', 'ProvisionedConcurrencyUtilization'],
  ...['AsyncEventsReceived', 'AsyncEventAge', 'AsyncEventsDropped', 'RecursiveInvocationsDropped'],
];
/** CloudWatch has no such metrics. */
const OUR_OWN = [
  ...['Environments', 'IdleEnvironments', 'ColdStartsFirst', 'ColdStartsScaleOut', 'ColdStartsExpired'],
  ...['ColdStartsRecycled', 'ColdStartsDeployed', 'RequestedProvisionedConcurrency'],
  ...['AllocatedProvisionedConcurrency', 'AvailableProvisionedConcurrency'],
];

const traffic = (target: string, rate: string) => ({ type: 'sdk', target, arrivals: { poisson: { rate } } });

describe('3.2', () => {
  const functions = (provisionedConcurrency: number | object) => ({
    f: {
      ...PLAIN,
      handler: { exponential: { mean: '400ms' } },
      reservedConcurrency: 8,
      aliases: { live: { version: 1, provisionedConcurrency } },
      versions: { 3: { provisionedConcurrency: 1 } },
      deployments: [{ at: '10m', alias: 'live', version: 2, strategy: { linear: { percentage: 30, interval: '2m' } } }],
    },
  });
  const triggers = { a: traffic('f:live', '6/s'), b: traffic('f:3', '3/s'), c: traffic('f', '1/s') };

  it.each([1, 2, 3])(
    'invocations of an alias or version are those on provisioned concurrency and those that spilled over (seed %i)',
    (seed) => {
      const scaled = {
        min: 1,
        max: 3,
        targetUtilization: 0.5,
        scheduled: [
          { rate: '5 minutes', min: 2 },
          { rate: '8 minutes', min: 1 },
        ],
      };
      const account = { requestRate: 2 };
      const told3 = told({ seed, account, duration: '30m', functions: functions(scaled), triggers });
      const { aliases } = f(told3);
      for (const name of ['live', '3']) {
        const { invocations, provisionedInvocations, spilloverInvocations, spilloverByReason, throttles } =
          aliases[name]!;
        expect(provisionedInvocations + spilloverInvocations).toBe(invocations);
        expect(
          Math.min(provisionedInvocations, spilloverByReason.concurrency, spilloverByReason.requestRate),
        ).toBeGreaterThan(50);
        expect(throttles).toBeGreaterThan(50);
        const series = told3.result.series.aliases[`f:${name}`]!;
        const sum = (metric: string) => series[metric]!['Sum']!.reduce<number>((total, value) => total + value!, 0);
        expect(sum('ProvisionedConcurrencyInvocations')).toBe(provisionedInvocations);
        expect(sum('ProvisionedConcurrencySpilloverInvocations')).toBe(spilloverInvocations);
      }
    },
  );

  it('throttled requests are no invocations and no errors, and cost nothing', () => {
    const stopped = { f: { ...PLAIN, reservedConcurrency: 0 } };
    const { result } = told({ duration: '1m', functions: stopped, triggers: { a: traffic('f', '5/s') } });
    const { Invocations, Errors, Throttles } = result.series.functions['f']!;
    expect([Invocations, Errors].map((metric) => metric!['Sum'])).toEqual([[0], [0]]);
    expect(Throttles!['Sum']).toEqual([result.total.arrivals]);
    expect(result.total.cost.total).toBe(0);
  });

  it('names of metrics are AWS’s where AWS has such a metric', () => {
    const handedOver = { ...traffic('f', '1/s'), type: 's3' };
    const { series } = told({ duration: '1m', functions: functions(1), triggers: { ...triggers, handedOver } }).result;
    const names = [...Object.values(series.functions), ...Object.values(series.aliases), series.account].flatMap(
      Object.keys,
    );
    expect(new Set(names)).toEqual(new Set([...FROM_AWS, ...OUR_OWN]));
  });

  it('a value stands for a minute, of concurrency its maximum', () => {
    const { series } = told({ duration: '5m', functions: { f: PLAIN } }, [
      [10, 'f', 1],
      [59, 'f', 65],
      [90, 'f', 1],
    ]).result;
    expect(series.stepMs).toBe(60_000);
    // A cold start of a second comes before the first two.
    expect(series.functions['f']!['ConcurrentExecutions']!['Maximum']).toEqual([1, 2, 1, 0, 0]);
  });

  it('an error is counted at the time of its call', () => {
    const { series } = told({ duration: '3m', functions: { f: { ...PLAIN, errorRate: 1 } } }, [[59, 'f', 30]]).result;
    expect(series.functions['f']!['Errors']!['Sum']).toEqual([1, 0, 0]);
  });
});
