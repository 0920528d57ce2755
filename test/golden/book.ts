// What the comments of the scenarios claim: a sentence of each comment, the command that it speaks of, and what must then be
// true. The tests hold the sentence against the comment, and the figures against the results.
import type { DeploymentResult } from '../../src/provisioned-result.js';
import type { FunctionResult, RunResult, TriggerResult } from '../../src/result.js';

export interface Claim {
  readonly scenario: string;
  /** Words that stand in the comment, line ends as spaces. */
  readonly says: string;
  /** What the command adds; nothing is the scenario as it is. */
  readonly settings?: string;
  /** `plain` are the functions of the scenario as it is. */
  readonly holds: (functions: Functions, run: RunResult, plain: Functions) => boolean;
}

type Functions = Readonly<Record<string, FunctionResult>>;

const percent = (share: number | null): number => Math.round(100 * (share ?? NaN));
const oneIn = (all: number, some: number, near: number): boolean => Math.abs(all / some / near - 1) < 0.05;

export const CLAIMS: readonly Claim[] = [
  {
    scenario: 'quickstart',
    says: '3 of 893 calls. The first, as nothing had run before, and two that came while as many calls as ever were being answered',
    holds: ({ api }) =>
      api!.invocations === 893 &&
      api!.coldStartCauses.first === 1 &&
      api!.coldStartCauses.scaleOut === 2 &&
      api!.coldStarts === 3,
  },
  {
    scenario: 'idle-function',
    says: 'calls every 15 minutes never do: all 96 of them are cold',
    holds: ({ 'every-15-minutes': rare }) => rare!.coldStarts === 96 && rare!.warmStarts === 0,
  },
  {
    scenario: 'idle-function',
    says: 'no environment lives longer than about 2 hours, so each of them meets one every two hours',
    holds: (functions) =>
      ['every-1-minute', 'every-5-minutes', 'every-10-minutes'].every((name) => {
        const { first, recycled } = functions[name]!.coldStartCauses;
        return first === 1 && recycled === 11 && functions[name]!.coldStarts === 12;
      }),
  },
  {
    scenario: 'provisioned-but-latest',
    says: 'not one call uses it. The team pays for five environments around the clock and meets 8 cold starts',
    holds: ({ checkout }) =>
      checkout!.provisionedInvocations === 0 && checkout!.cost.provisionedCapacity > 0 && checkout!.coldStarts === 8,
  },
  {
    scenario: 'provisioned-but-latest',
    says: 'with the target `checkout:live` there is none',
    settings: '--set triggers.api.target=checkout:live',
    holds: ({ checkout }) => checkout!.coldStarts === 0 && checkout!.provisionedInvocations === checkout!.invocations,
  },
  {
    scenario: 'zero-five-or-twenty',
    says: 'nothing provisioned means 50 cold starts of 2.5 s in two hours. Five meet 18, and they are the cheapest of the three',
    holds: ({ zero, five, twenty }) =>
      zero!.coldStarts === 50 &&
      Math.round(zero!.coldLatencyMs.p50! / 100) === 25 &&
      five!.coldStarts === 18 &&
      five!.cost.total < zero!.cost.total &&
      five!.cost.total < twenty!.cost.total,
  },
  {
    scenario: 'zero-five-or-twenty',
    says: 'busy 72 % of the time, they are past the 60 % from which provisioned concurrency costs less than running on demand. But 29 % of the calls find all five busy and spill over',
    holds: ({ five }) =>
      percent(five!.provisioned.utilizationMean) === 72 &&
      percent(five!.spilloverInvocations / five!.invocations) === 29,
  },
  {
    scenario: 'zero-five-or-twenty',
    says: 'Twenty meet none, and cost half as much again as the others, as they idle three quarters of the time',
    holds: ({ zero, twenty }) =>
      twenty!.coldStarts === 0 &&
      Math.abs(twenty!.cost.total / zero!.cost.total - 1.55) < 0.05 &&
      percent(twenty!.provisioned.utilizationMean) === 25 &&
      twenty!.concurrency.max < 20,
  },
  {
    scenario: 'zero-five-or-twenty',
    says: 'where 11 are left',
    settings: '--set functions.five.aliases.live.provisionedConcurrency=12',
    holds: ({ five }) => five!.coldStarts === 11,
  },
  {
    scenario: 'no-cold-starts-ever',
    says: '`enough` has none',
    holds: ({ enough }) => enough!.coldStarts === 0 && enough!.provisionedInvocations === enough!.invocations,
  },
  {
    scenario: 'no-cold-starts-ever',
    says: '931 calls spill over, and 19 of them start cold',
    holds: ({ peak }) => peak!.spilloverInvocations === 931 && peak!.coldStarts === 19,
  },
  {
    scenario: 'no-cold-starts-ever',
    says: '`deployed` gets a new version at noon, and has none: its alias stays on the old version until ten of the new one are ready',
    holds: ({ deployed }) =>
      deployed!.coldStarts === 0 &&
      deployed!.deployments[0]!.atMs === 43_200_000 &&
      deployed!.deployments[0]!.shiftedAtMs! > 43_200_000 &&
      deployed!.aliases['live']!.version === '2',
  },
  {
    scenario: 'no-cold-starts-ever',
    says: 'it never uses its ten, and meets 105 cold starts',
    holds: ({ 'by-number': byNumber }) => byNumber!.provisionedInvocations === 0 && byNumber!.coldStarts === 105,
  },
  {
    scenario: 'burst-of-3000',
    says: 'the first burst gets 1,000 environments, and 2,000 calls are throttled. A minute later these 1,000 are idle and another 1,000 may start: 1,000 calls are throttled. The third burst finds 2,000 idle and starts the last 1,000, and nobody is refused any more',
    holds: (_, { series }) => {
      const { Throttles, Invocations } = series.functions['push']!;
      // Bursts come at minutes 1 to 5; the last is at the end itself and counts to the last step.
      return String(Throttles!['Sum']) === '0,2000,1000,0,0' && String(Invocations!['Sum']) === '0,1000,2000,3000,6000';
    },
  },
  {
    scenario: 'burst-of-3000',
    says: 'Together 3,000 cold starts and 3,000 throttles, all by the scaling rate',
    holds: ({ push }) => push!.coldStarts === 3000 && push!.throttlesByReason['ScalingRateExceeded'] === 3000,
  },
  {
    scenario: 'burst-of-3000',
    says: 'each burst needs but 130 environments, and nobody is throttled',
    settings: '--set triggers.push.arrivals.bursts.over=20s',
    holds: ({ push }) => push!.coldStarts === 130 && push!.concurrency.max === 130 && push!.throttles === 0,
  },
  {
    scenario: 'burst-of-3000',
    says: 'where 3,000 could start at once, nobody was throttled',
    settings: '--set account.scalingRate=legacy-burst',
    holds: ({ push }) => push!.coldStarts === 3000 && push!.throttles === 0,
  },
  {
    scenario: 'noisy-neighbour',
    says: 'The checkout never needs more than 16 at a time',
    holds: ({ checkout }) => checkout!.concurrency.max === 16,
  },
  {
    scenario: 'noisy-neighbour',
    says: 'while the job has all 1,000, the checkout is refused: 177 of its calls, about 1 in 400',
    holds: ({ checkout, thumbnails }) =>
      checkout!.throttlesByReason['ConcurrentInvocationLimitExceeded'] === 177 &&
      oneIn(checkout!.arrivals, 177, 400) &&
      thumbnails!.concurrency.max === 1000,
  },
  {
    scenario: 'noisy-neighbour',
    says: 'it can have no more than these; 700 are left to the others, and not one checkout is refused',
    settings: '--set functions.thumbnails.reservedConcurrency=300',
    holds: ({ checkout, thumbnails }) => checkout!.throttles === 0 && thumbnails!.concurrency.max === 300,
  },
  {
    scenario: 'nightly-batch',
    says: 'March 2025 has 31 nights and 30 reports',
    holds: ({ report }, { series }) => {
      const days: number[] = new Array<number>(31).fill(0);
      const perDay = 86_400_000 / series.stepMs;
      series.functions['report']!['Invocations']!['Sum']!.forEach((count, step) => {
        days[Math.floor(step / perDay)]! += count ?? 0;
      });
      return report!.invocations === 30 && days[29] === 0 && days.every((count, day) => count === (day === 29 ? 0 : 1));
    },
  },
  {
    scenario: 'nightly-batch',
    says: 'All 30 starts are cold',
    holds: ({ report }) => report!.coldStarts === 30,
  },
  {
    scenario: 'nightly-batch',
    says: '2 reports were cut off after 15 minutes',
    holds: ({ report }) => report!.timeouts === 2 && report!.durationMs.max === 900_000,
  },
  {
    scenario: 'timeout-loop',
    says: 'Half of all calls fail',
    holds: ({ model }) => percent(model!.timeouts / model!.invocations) === 50 && model!.coldStarts === 12,
  },
  {
    scenario: 'timeout-loop',
    says: 'With a timeout of 4 s only those 18 fail',
    settings: '--set functions.model.timeout=4s',
    holds: ({ model }) => model!.timeouts === 18 && model!.suppressedInits === 18,
  },
  {
    scenario: 'weekday-traffic',
    says: 'Of 2.8 million calls 604 are cold, 1 in 4,600',
    holds: ({ office }) =>
      Math.round(office!.invocations / 1e5) === 28 &&
      office!.coldStarts === 604 &&
      oneIn(office!.invocations, 604, 4600),
  },
  {
    scenario: 'weekday-traffic',
    says: 'Seven in ten replace an environment that had lived for two hours, one in four an environment that was given up while traffic ebbed; only 13 are new peaks',
    holds: ({ office }) => {
      const { first, scaleOut, expired, recycled } = office!.coldStartCauses;
      return percent(recycled / 604) === 74 && percent(expired / 604) === 24 && first + scaleOut === 13;
    },
  },
  {
    scenario: 'load-test-or-traffic',
    says: 'not one of its 35,451 calls is throttled',
    holds: ({ tested }) => tested!.arrivals === 35_451 && tested!.throttles === 0 && tested!.concurrency.max <= 20,
  },
  {
    scenario: 'load-test-or-traffic',
    says: 'at the same rate 55 calls are refused',
    holds: ({ live, tested }) =>
      live!.throttlesByReason['ReservedFunctionConcurrentInvocationLimitExceeded'] === 55 &&
      oneIn(live!.arrivals, tested!.arrivals, 1),
  },
  {
    scenario: 'replayed-trace',
    says: '6 of the 790 calls started cold, 5 searches and 1 checkout',
    holds: ({ search, checkout }, { total }) =>
      total.invocations === 790 && search!.coldStarts === 5 && checkout!.coldStarts === 1,
  },
  {
    scenario: 'replayed-trace',
    says: 'warms that one call, and multiplies what the checkout costs by 72',
    settings: '--set functions.checkout.aliases.live.provisionedConcurrency=1',
    holds: ({ checkout }, _, plain) =>
      checkout!.coldStarts === 0 && Math.round(checkout!.cost.total / plain['checkout']!.cost.total) === 72,
  },
  {
    scenario: 'slow-init',
    says: 'the first caller waits 20 s for an error',
    holds: ({ impatient }) =>
      Math.round(impatient!.coldLatencyMs.p50! / 1000) === 20 &&
      impatient!.phasesMs.failedInit.max === 10_000 &&
      impatient!.durationMs.max === 10_000,
  },
  {
    scenario: 'slow-init',
    says: 'none of the 44 calls in six hours succeeds',
    holds: ({ impatient }) => impatient!.invocations === 44 && impatient!.timeouts === 44,
  },
  {
    scenario: 'slow-init',
    says: 'each cold start takes 22.6 s, of which AWS bills 12.3 s, and every call succeeds',
    holds: ({ patient }) =>
      Math.round(patient!.coldLatencyMs.p50! / 100) === 226 &&
      patient!.billedMs === patient!.coldStarts * 12_300 + patient!.warmStarts * 300 &&
      patient!.errors === 0,
  },
  {
    scenario: 'slow-init',
    says: 'Two provisioned environments answer all calls in 300 ms, at 70 times the cost',
    holds: ({ patient, provisioned }) =>
      provisioned!.latencyMs.max === 300 && Math.abs(provisioned!.cost.total / patient!.cost.total - 70) < 2,
  },
  {
    scenario: 'snapstart',
    says: 'a cold start takes 1.2 s instead of 3.6 s, the cost falls by 29 %',
    holds: ({ java, 'java-snap': snap }) =>
      Math.round(java!.coldLatencyMs.p50! / 100) === 36 &&
      Math.round(snap!.coldLatencyMs.p50! / 100) === 12 &&
      percent(1 - snap!.cost.total / java!.cost.total) === 29 &&
      snap!.cost.snapStart === 0,
  },
  {
    scenario: 'snapstart',
    says: 'starts three times as slow with it, and its snapshot costs $0.13 a day, 91 times what its calls cost',
    holds: ({ python, 'python-snap': snap }) =>
      Math.round(snap!.coldLatencyMs.p50! / python!.coldLatencyMs.p50!) === 3 &&
      Math.round(snap!.cost.snapStart * 100) === 13 &&
      Math.round(snap!.cost.snapStart / (snap!.cost.total - snap!.cost.snapStart)) === 91,
  },
  {
    scenario: 'memory-and-cold-starts',
    says: '720 ms at 128 MB, 165 ms at 512 MB, 35 ms at 1,769 MB',
    holds: (functions) =>
      (
        [
          ['mb-128', 720],
          ['mb-512', 165],
          ['mb-1769', 35],
        ] as const
      ).every(([name, ms]) => Math.round(functions[name]!.phasesMs.firstInvoke.mean!) === ms),
  },
  {
    scenario: 'memory-and-cold-starts',
    says: 'a cold start takes 2.0 s at 128 MB and 0.65 s at 1,769 MB',
    holds: ({ 'mb-128': small, 'mb-1769': whole }) =>
      Math.round(small!.coldLatencyMs.p50! / 100) === 20 && Math.round(whole!.coldLatencyMs.p50! / 10) === 65,
  },
  {
    scenario: 'memory-and-cold-starts',
    says: '3,008 MB cost 1.7 times as much for the same',
    holds: ({ 'mb-1769': whole, 'mb-3008': large }) =>
      Math.abs(large!.cost.total / whole!.cost.total - 1.7) < 0.05 &&
      large!.warmLatencyMs.p50 === whole!.warmLatencyMs.p50,
  },
  {
    scenario: 'hybrid-histogram',
    says: 'Kept for 10 minutes, all 32 starts are cold. Kept for 4 hours, 16 are: every other one',
    holds: ({ 'kept-10m': short, 'kept-4h': long }) =>
      short!.coldStarts === 32 && short!.warmStarts === 0 && long!.coldStarts === 16 && long!.warmStarts === 16,
  },
  {
    scenario: 'hybrid-histogram',
    says: 'it idles two thirds of the time. The policy meets 6, all on the first day, while it learns',
    holds: ({ learned, 'kept-4h': long }, { series }) => {
      const metrics = series.functions['learned']!;
      const onFirstDay = ['First', 'Recycled'].map((cause) =>
        metrics[`ColdStarts${cause}`]!['Sum']!.slice(0, 86_400_000 / series.stepMs).reduce((sum, n) => sum! + n!, 0),
      );
      const isTwoThirds = Math.abs(long!.environments.meanIdle - 2 / 3) < 0.02;
      return isTwoThirds && learned!.coldStarts === 6 && String(onFirstDay) === '1,5';
    },
  },
  {
    scenario: 'hybrid-histogram',
    says: 'shorter than the 90 minutes every start is cold, longer every other',
    settings: '--set functions.kept-10m.keepAlive=91m',
    holds: ({ 'kept-10m': kept }) => kept!.coldStarts === 16 && kept!.warmStarts === 16,
  },
  {
    scenario: 'hybrid-histogram',
    says: 'no start is cold, and it idles a sixth as long as under the 4 hours',
    settings: '--set warmup=1d',
    holds: ({ learned, 'kept-4h': long }) =>
      learned!.coldStarts === 0 && oneIn(long!.environments.meanIdle, learned!.environments.meanIdle, 6),
  },
  {
    scenario: 'hybrid-histogram',
    says: '23 % more',
    settings: '--set warmup=1d',
    holds: ({ learned, 'kept-4h': long }) => percent(learned!.cost.total / long!.cost.total - 1) === 23,
  },
  {
    scenario: 'spike-and-target-tracking',
    says: '11,627 of its 14,613 calls spill over, and 226 of them start cold',
    holds: ({ tracked }, { series }) => {
      const of = series.functions['tracked']!;
      const spike = (metric: string): number => of[metric]!['Sum']![60]!;
      const cold = ['First', 'ScaleOut', 'Expired'].reduce((sum, cause) => sum + spike(`ColdStarts${cause}`), 0);
      return (
        tracked!.aliases['live']!.provisioned!.activities.length === 0 &&
        spike('ProvisionedConcurrencySpilloverInvocations') === 11_627 &&
        spike('Invocations') === 14_613 &&
        cold === 226
      );
    },
  },
  {
    scenario: 'spike-and-target-tracking',
    says: '12 calls spill over, none starts cold, for $0.43 more',
    holds: ({ tracked, scheduled }, { series }) => {
      const of = series.functions['scheduled']!;
      const causes = ['First', 'ScaleOut', 'Expired', 'Recycled'];
      return (
        of['ProvisionedConcurrencySpilloverInvocations']!['Sum']![60] === 12 &&
        causes.every((cause) => of[`ColdStarts${cause}`]!['Sum']![60] === 0) &&
        (scheduled!.cost.total - tracked!.cost.total).toFixed(2) === '0.43'
      );
    },
  },
  {
    scenario: 'spike-and-target-tracking',
    says: 'it scales out to 44 long before the sale, because once a minute all ten are busy: dearer than the schedule, and no help at nine either',
    settings: '--set functions.tracked.aliases.live.provisionedConcurrency.statistic=maximum',
    holds: ({ tracked, scheduled }, { series }) => {
      const { requested } = tracked!.aliases['live']!.provisioned!;
      const spilled = series.functions['tracked']!['ProvisionedConcurrencySpilloverInvocations']!['Sum']![60]!;
      return requested.max === 44 && tracked!.cost.total > scheduled!.cost.total && spilled > 1_000;
    },
  },
  {
    scenario: 'night-without-traffic',
    says: 'the ten of the evening wait for the morning, 35 % used and $10.83 for three days',
    holds: ({ silent }, { series }) => {
      const requested = series.aliases['silent:live']!['RequestedProvisionedConcurrency']!['Maximum']!;
      const at = (hour: number): number => requested[Math.round((hour * 3_600_000) / series.stepMs)]!;
      return (
        [19, 24, 31].every((hour) => at(hour) === 10) &&
        percent(silent!.provisioned.utilizationMean) === 35 &&
        silent!.cost.provisionedCapacity.toFixed(2) === '10.83'
      );
    },
  },
  {
    scenario: 'night-without-traffic',
    says: '`pinged` is down to 1 a quarter of an hour after the last call, as is `sent-home` at half past six, for $6.44 and $6.57',
    holds: ({ pinged, 'sent-home': sentHome }) => {
      const downToOne = ({ aliases }: FunctionResult): number =>
        aliases['live']!.provisioned!.activities.find(({ from, to }) => from > 1 && to === 1)!.atMs / 3_600_000;
      return (
        downToOne(pinged!) === 18.25 &&
        downToOne(sentHome!) === 18.5 &&
        pinged!.cost.provisionedCapacity.toFixed(2) === '6.44' &&
        sentHome!.cost.provisionedCapacity.toFixed(2) === '6.57'
      );
    },
  },
  {
    scenario: 'deployment',
    says: 'all at once, 110 calls start cold in the first seconds',
    holds: ({ 'at-once': atOnce }) => atOnce!.deployments[0]!.coldStarts === 110,
  },
  {
    scenario: 'deployment',
    says: 'and meets 41. With provisioned concurrency the alias stays on the old version until 30 environments of the new one are ready, 94 s later: no cold start',
    holds: ({ canary, provisioned }) => {
      const [{ atMs, shiftedAtMs, coldStarts }] = provisioned!.deployments as readonly [DeploymentResult];
      return (
        canary!.deployments[0]!.coldStarts === 41 && Math.round((shiftedAtMs! - atMs) / 1000) === 94 && coldStarts === 0
      );
    },
  },
  {
    scenario: 'deployment',
    says: 'with 50 reserved, 30 and 30 do not fit, and the deployment fails',
    settings: '--set functions.provisioned.reservedConcurrency=50',
    holds: ({ provisioned }) => provisioned!.deployments[0]!.status === 'failed',
  },
  {
    scenario: 'many-small-aliases',
    says: 'Pooled, 4 of 287,475 calls find all of them busy. Split, 20 % do',
    holds: ({ pooled, split }) =>
      pooled!.invocations === 287_475 &&
      pooled!.spilloverInvocations === 4 &&
      percent(split!.spilloverInvocations / split!.invocations) === 20 &&
      pooled!.cost.provisionedCapacity.toFixed(6) === split!.cost.provisionedCapacity.toFixed(6),
  },
  {
    scenario: 'many-small-aliases',
    says: 'A tenant needs four to be under 2 %',
    settings: '--set functions.split.aliases.tenant-1.provisionedConcurrency=4',
    holds: ({ split }) => {
      const { spilloverInvocations, invocations } = split!.aliases['tenant-1']!;
      return spilloverInvocations / invocations < 0.02;
    },
  },
  {
    scenario: 'provisioned-equals-reserved',
    says: 'all 120 calls of the job are throttled, though four in ten environments idle. Nor can the API spill over: 5 % of its calls',
    holds: ({ orders }, { triggers: { job, api } }) =>
      job!.failed === 120 &&
      job!.events === 120 &&
      percent(1 - orders!.provisioned.utilizationMean!) === 41 &&
      percent(api!.failed / api!.events) === 5,
  },
  {
    scenario: 'provisioned-equals-reserved',
    says: "Five more reserved serve 117 of the job's calls",
    settings: '--set functions.orders.reservedConcurrency=15',
    holds: (_, { triggers: { job } }) => job!.succeeded === 117,
  },
  {
    scenario: 'provisioned-equals-reserved',
    says: 'the alias in place of the function 114',
    settings: '--set triggers.job.target=orders:live',
    holds: (_, { triggers: { job } }) => job!.succeeded === 114,
  },
  ...(['--set triggers.api.target=checkout:1', '--set triggers.api.target=checkout:live'] as const).map(
    (settings): Claim => ({
      scenario: 'publish-alias-provision',
      says: '$LATEST meets 10 cold starts in four hours, whoever calls `checkout:1` or `checkout:live` the same 10',
      settings,
      holds: ({ checkout }, _, plain) =>
        plain['checkout']!.coldStarts === 10 &&
        JSON.stringify(checkout!.coldStartCauses) === JSON.stringify(plain['checkout']!.coldStartCauses),
    }),
  ),
  {
    scenario: 'publish-alias-provision',
    says: 'it costs twelve times as much, and not one call is served by it',
    settings: '--set functions.checkout.aliases.live.provisionedConcurrency=4',
    holds: ({ checkout }, _, plain) =>
      checkout!.coldStarts === 10 &&
      checkout!.provisionedInvocations === 0 &&
      oneIn(checkout!.cost.total, plain['checkout']!.cost.total, 12.4),
  },
  {
    scenario: 'publish-alias-provision',
    says: 'Called as `checkout:live` it leaves no cold start at all',
    settings: '--set functions.checkout.aliases.live.provisionedConcurrency=4 --set triggers.api.target=checkout:live',
    holds: ({ checkout }) => checkout!.coldStarts === 0 && checkout!.provisionedInvocations === checkout!.invocations,
  },
  {
    scenario: 'retry-storm',
    says: "without retries 137 of 10,000 reports arrived, and 12 of the website's calls were refused",
    settings: '--set triggers.devices.retries.attempts=1',
    holds: ({ api }, { triggers: { devices, website } }) =>
      devices!.events === 10_000 && devices!.succeeded === 137 && website!.failed === 12 && api!.throttles === 9875,
  },
  {
    scenario: 'retry-storm',
    says: 'With them 902 arrive, for 76,324 throttles instead of 9,875, and the website is refused 112 times',
    holds: ({ api }, { triggers: { devices, website } }) =>
      devices!.succeeded === 902 && api!.throttles === 76_324 && website!.failed === 112,
  },
  {
    scenario: 'retry-storm',
    says: 'Full jitter spreads each round, and 7,275 reports arrive. But retries make no room, they take it from others: now 1,738 calls of the website are refused, 1 in 11',
    settings: '--set triggers.devices.retries.jitter=full',
    holds: (_, { triggers: { devices, website } }) =>
      devices!.succeeded === 7275 && website!.failed === 1738 && oneIn(website!.events, website!.failed, 11),
  },
  {
    scenario: 'retry-storm',
    says: 'every report arrives, for 26 retries in all, and the website is refused 68 times, 1 in 280',
    settings: '--set triggers.devices.arrivals.bursts.over=1m',
    holds: (_, { triggers: { devices, website } }) =>
      devices!.succeeded === devices!.events &&
      devices!.retries === 26 &&
      website!.failed === 68 &&
      oneIn(website!.events, 68, 280),
  },
  {
    scenario: 'retry-storm',
    says: '66,573 attempts are refused for the request rate alone',
    holds: ({ api }) => api!.throttlesByReason['ReservedFunctionInvocationRateLimitExceeded'] === 66_573,
  },
  {
    scenario: 's3-import',
    says: 'none. The hundred are busy for 17 minutes, and the last object is done 22 minutes after the first came',
    holds: ({ importer }, { triggers: { uploads }, series }) => {
      const { ConcurrentExecutions, Invocations } = series.functions['importer']!;
      const busy = ConcurrentExecutions!['Average']!.filter((mean) => mean! > 90);
      // The first came when an hour had passed, and a step is a minute.
      const last = Invocations!['Sum']!.findLastIndex((count) => count! > 0) - 60;
      return uploads!.succeeded === 100_000 && importer!.concurrency.max === 100 && busy.length === 17 && last === 22;
    },
  },
  {
    scenario: 's3-import',
    says: 'The median event is 6.8 minutes old when it is done, the oldest 21.3: far from the 6 hours after which Lambda gives up. 891,343 attempts are throttled',
    holds: ({ importer }, { triggers: { uploads } }) =>
      (uploads!.latencyMs.p50! / 60_000).toFixed(1) === '6.8' &&
      (uploads!.latencyMs.max! / 60_000).toFixed(1) === '21.3' &&
      importer!.throttles === 891_343,
  },
  {
    scenario: 's3-import',
    says: 'With a maximumEventAge of 60 s 69,036 events are dropped',
    settings: '--set functions.importer.maximumEventAge=60s',
    holds: (_, { triggers: { uploads } }) => uploads!.droppedByReason['maximum event age'] === 69_036,
  },
  {
    scenario: 's3-import',
    says: 'With onFailure they are kept there instead',
    settings: '--set functions.importer.maximumEventAge=60s --set functions.importer.onFailure=missed',
    holds: (_, { triggers: { uploads } }) => uploads!.deadLettered === 69_036 && uploads!.dropped === 0,
  },
  {
    scenario: 's3-import',
    says: 'With 400 reserved no event becomes older than 15 s, and the cost is the same',
    settings: '--set functions.importer.reservedConcurrency=400',
    holds: ({ importer }, { triggers: { uploads } }, plain) =>
      uploads!.latencyMs.max! < 15_000 && oneIn(importer!.cost.total, plain['importer']!.cost.total, 1),
  },
  {
    scenario: 'sqs-backlog',
    says: 'the queue is empty within four minutes',
    holds: (_, run) => waiting(run, 3) > 0 && waiting(run, 4) === 0 && run.triggers['jobs']!.succeeded === 1_000_000,
  },
  {
    scenario: 'sqs-backlog',
    says: 'about 3,000 messages are received in the first minute, 183,000 in the second and 363,000 in the third',
    holds: (_, run) =>
      oneIn(1_000_000 - waiting(run, 1), 1, 3_000) &&
      oneIn(waiting(run, 1) - waiting(run, 2), 1, 183_000) &&
      oneIn(waiting(run, 2) - waiting(run, 3), 1, 363_000),
  },
  {
    scenario: 'sqs-backlog',
    says: "905 of the account's 1,000 concurrent executions are the queue's, each a cold start of its own",
    holds: ({ worker }) => worker!.concurrency.max === 905 && worker!.coldStarts === 905,
  },
  {
    scenario: 'sqs-backlog',
    says: 'A hundred at a time leave 900 to the others, meet 100 cold starts and take 18 minutes. Both cost the same within a percent',
    settings: '--set triggers.jobs.maximumConcurrency=100',
    holds: ({ worker }, run, plain) =>
      worker!.concurrency.max === 100 &&
      worker!.coldStarts === 100 &&
      waiting(run, 17) > 0 &&
      waiting(run, 18) === 0 &&
      Math.abs(worker!.cost.total / plain['worker']!.cost.total - 1) < 0.01,
  },
  {
    scenario: 'poison-record',
    says: 'The batch of 20 is sent 55 times until the hour is over, 60,001 orders wait, and the iterator age, 50 ms before, has risen to 49 minutes',
    holds: (functions, { triggers, series }) => {
      const age = series.triggers['as-it-is']!['IteratorAge']!['Maximum']!;
      return (
        functions['as-it-is']!.errors === 55 &&
        triggers['as-it-is']!.queued === 60_001 &&
        age[9] === 50 &&
        Math.round(Math.max(...age.map(Number)) / 60_000) === 49
      );
    },
  },
  {
    scenario: 'poison-record',
    says: 'the bill is a fifth of what it would be, and no alarm on errors rings that looks for more than one a minute',
    holds: (functions, { series }) => {
      const errors = series.functions['as-it-is']!['Errors']!['Sum']!;
      return (
        Math.round(functions['both']!.cost.total / functions['as-it-is']!.cost.total) === 5 &&
        errors.slice(11).every((count) => count! <= 1)
      );
    },
  },
  {
    scenario: 'poison-record',
    says: 'Bisecting alone saves the ten orders that came before it and nothing else',
    holds: (_, { triggers }) => triggers['bisected']!.succeeded - triggers['as-it-is']!.succeeded === 10,
  },
  {
    scenario: 'poison-record',
    says: 'Three retries alone get the shard going within 9 seconds and throw away 19 sound orders with the bad one. Both together give up the one order, and no order waits for more than 10 seconds',
    holds: (_, { triggers }) =>
      triggers['three-retries']!.deadLettered === 20 &&
      triggers['three-retries']!.latencyMs.max! < 9_000 &&
      triggers['both']!.deadLettered === 1 &&
      triggers['both']!.latencyMs.max! < 10_000,
  },
  {
    scenario: 'chain-of-three',
    says: 'A call takes 5.6 s instead of 0.3 s when all three are cold, and `basket` is billed 103 s for 26 calls that need 7.8 s',
    holds: ({ basket, stock }, { triggers: { api } }) =>
      api!.latencyMs.max === 5565 &&
      basket!.billedMs === 102_990 &&
      basket!.invocations === 26 &&
      stock!.coldStarts === 19,
  },
  {
    scenario: 'chain-of-three',
    says: '93 % of what a call of `api` waits are cold starts, 1.28 s of each function',
    holds: (_, { triggers: { api } }) => {
      const coldStarts = Object.values(api!.attribution!.all.functions).map(({ coldStartMs }) => coldStartMs!);
      const share = coldStarts.reduce((sum, each) => sum + each, 0) / api!.latencyMs.mean!;
      return coldStarts.every((each) => each === 1282.5) && Math.round(share * 100) === 93;
    },
  },
  {
    scenario: 'chain-of-three',
    says: 'Provisioned, no call waits for more than 0.3 s, and the half day costs 160 times as much',
    holds: (functions, { triggers: { kept } }) => {
      const costOf = (names: readonly string[]) => names.reduce((sum, name) => sum + functions[name]!.cost.total, 0);
      const [cold, provisioned] = [
        ['basket', 'prices', 'stock'],
        ['kept-basket', 'kept-prices', 'kept-stock'],
      ];
      return kept!.latencyMs.max === 300 && Math.round(costOf(provisioned) / costOf(cold)) === 160;
    },
  },
  {
    scenario: 'chain-of-three',
    says: 'since the others are as cold as before: 3.8 s',
    settings: '--set functions.kept-basket.calls.0.target=prices',
    holds: (_, { triggers: { kept } }) => kept!.latencyMs.max === 3810,
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'With nothing 37 calls of the day start cold, and one in a hundred waits for 3 s or longer',
    holds: ({ nothing }, { triggers }) => nothing!.coldStarts === 37 && isNear(triggers['nothing']!, 3020, 'p99'),
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'that is 1.7 s: 39 cold starts happen, 33 of them because an environment had reached its maximum life',
    holds: ({ warmed }, { triggers }) =>
      warmed!.coldStarts === 39 &&
      warmed!.coldStartCauses.recycled === 33 &&
      triggers['pings']!.succeeded === 864 &&
      isNear(triggers['warmed']!, 1700, 'p99'),
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'Provisioned concurrency has no cold start at all, and 1.56 s; for that it costs 34 times as much',
    holds: ({ warmed, provisioned }, { triggers }) =>
      provisioned!.coldStarts === 0 &&
      isNear(triggers['provisioned']!, 1560, 'p99') &&
      Math.round(provisioned!.cost.total / warmed!.cost.total) === 34,
  },
  {
    scenario: 'warmer-or-provisioned',
    settings: '--set triggers.pings.every=1m --set triggers.pings.concurrency=430',
    says: 'Provisioned concurrency of three costs as much as 430 environments that are pinged every minute',
    holds: ({ warmed, provisioned }) => sameBill(warmed!, provisioned!),
  },
  {
    scenario: 'warmer-or-provisioned',
    settings: '--set triggers.pings.every=1m --set triggers.pings.concurrency=430',
    says: 'one call in a hundred still waits for 1.7 s, and the slowest for 3.35 s, as with three, where it is 2.14 s with provisioned concurrency',
    holds: (_, { triggers }) =>
      isNear(triggers['warmed']!, 1710, 'p99') &&
      isNear(triggers['warmed']!, 3350, 'max') &&
      isNear(triggers['provisioned']!, 2140, 'max'),
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'the three are busy for 60 % of the time, and both ways cost the same within a percent',
    holds: ({ 'busy-warmed': warmed, 'busy-provisioned': provisioned }) =>
      percent(provisioned!.provisioned.utilizationMean) === 60 && sameBill(warmed!, provisioned!),
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'there are 108 cold starts with provisioned concurrency, and 147 with the warmer',
    holds: ({ 'busy-warmed': warmed, 'busy-provisioned': provisioned }) =>
      provisioned!.coldStarts === 108 && warmed!.coldStarts === 147,
  },
  {
    scenario: 'warmer-or-provisioned',
    says: 'both answer 99 % of the calls within 1.61 s',
    holds: (_, { triggers }) =>
      isNear(triggers['busy-warmed']!, 1610, 'p99') && isNear(triggers['busy-provisioned']!, 1610, 'p99'),
  },
  {
    scenario: 'warmer-or-provisioned',
    settings:
      '--set triggers.busy-warmed.arrivals.poisson.rate=4/s --set triggers.busy-provisioned.arrivals.poisson.rate=4/s',
    says: 'Where it is busier still, provisioned concurrency is the cheaper one too',
    holds: ({ 'busy-warmed': warmed, 'busy-provisioned': provisioned }) =>
      provisioned!.cost.total < 0.99 * warmed!.cost.total,
  },
  {
    scenario: 'which-of-three',
    says: 'In the afternoon of this run half of the calls start cold, 72 of 144',
    holds: ({ checkout }) => checkout!.coldStarts === 72 && checkout!.invocations === 144,
  },
];

/** Whether it is about so many milliseconds, to the digits that a report shows. */
const isNear = ({ latencyMs }: TriggerResult, near: number, statistic: 'p99' | 'max'): boolean =>
  Math.abs(latencyMs[statistic]! - near) < 5;

/** Within a percent. */
const sameBill = (one: FunctionResult, other: FunctionResult): boolean =>
  Math.abs(one.cost.total / other.cost.total - 1) < 0.01;

/** Messages of the queue that wait as a minute begins. */
function waiting({ series }: RunResult, minute: number): number {
  return series.triggers['jobs']!['ApproximateNumberOfMessagesVisible']!['Maximum']![minute]!;
}
