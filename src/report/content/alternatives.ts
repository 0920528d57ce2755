// What a function would cost otherwise, and from where on that pays: another architecture or memory size, provisioned
// concurrency, SnapStart. From a Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { bare, count, duration, percent, usd } from '../format.js';
import { type Subject, subjects } from './figures.js';
import { provisionedAliases } from './provisioned.js';
import type { ReportTable } from './tables.js';

/** Of so many functions, those that cost most: beyond that nobody reads on. */
const FUNCTIONS = 5;
/** Memory sizes on either side of a function's own. */
const SIZES = 2;

/** The functions for which there is anything to say. */
export function alternativeSubjects(result: Result): Subject[] {
  return subjects(result)
    .filter((subject) => subject.first.breakEven !== null && subject.amount('cost.total') > 0)
    .sort((a, b) => b.amount('cost.total') - a.amount('cost.total'))
    .slice(0, FUNCTIONS);
}

const of = (subject: Subject, path: string): number | null => subject.figure(`breakEven.${path}`).mean;

/** A sentence each, without a full stop. */
export function alternativeTexts(result: Result, subject: Subject): string[] {
  return [architectureText(subject), provisionedText(subject), snapStartText(result, subject)].filter(
    (text) => text !== '',
  );
}

/** "on arm64 the same times would cost $0.10 (−19 %): it pays unless times become more than 1.25 times as long". */
function architectureText(subject: Subject): string {
  const to = subject.first.breakEven?.architecture?.to;
  const slowdown = of(subject, 'architecture.slowdown');
  if (to === undefined || slowdown === null) return '';
  const cost = of(subject, 'architecture.cost');
  const same =
    cost === null
      ? `what is provisioned has no known price on ${to} here; on demand that`
      : `on ${to} the same times would cost ${changed(cost, subject)}: it`;
  const until =
    slowdown > 1
      ? `pays unless times become more than ${factor(slowdown)} times as long`
      : `pays only where times become less than ${factor(slowdown)} times as long`;
  return `${same} ${until}`;
}

/** Of what is provisioned its own figures tell. */
function provisionedText(subject: Subject): string {
  if (provisionedAliases(subject).length > 0 || subject.settings?.restoreBilledShare != null) return '';
  const utilization = of(subject, 'provisionedUtilization');
  if (utilization === null)
    return 'provisioned concurrency has no break-even here: a price of it is not known, or it never pays';
  if (utilization >= 1) return 'provisioned concurrency never pays here, even if it is in use all the time';
  return `provisioned concurrency pays for itself from ${percent(utilization)} of its time in use`;
}

/** What keeping a snapshot and starting from it would cost, and what that buys; it cannot go with what is provisioned. */
function snapStartText(result: Result, subject: Subject): string {
  if (provisionedAliases(subject).length > 0) return '';
  const [cache, more] = [of(subject, 'snapStart.cachePerHour'), of(subject, 'snapStart.perColdStart')];
  const saved = of(subject, 'snapStart.savedMsPerColdStart');
  if (cache === null || more === null || saved === null) return '';
  const kept = cache === 0 ? '' : `cost ${usd(cache * result.pricing.hoursPerMonth)} a month for each version and `;
  const perStart = more < 0 ? `save ${usd(-more)}` : `${kept === '' ? 'cost ' : ''}${usd(more)} more`;
  return `SnapStart would ${kept}${perStart} a cold start: ${worth(result, subject, { saved, saves: more < 0, free: cache === 0 })}`;
}

function worth(
  result: Result,
  subject: Subject,
  { saved, saves, free }: { readonly saved: number; readonly saves: boolean; readonly free: boolean },
): string {
  const time = saved > 0 ? `${duration(saved)} shorter` : `${duration(-saved)} longer`;
  const from = of(subject, 'snapStart.coldStartsPerHour');
  if (saves && (free || from === null)) return `each would be ${time}`;
  if (saves && from !== null) {
    const hours = (result.horizonMs - result.warmupMs) / 3_600_000;
    const here = count(subject.amount('coldStarts') / hours);
    return `it pays for itself from ${count(Math.ceil(from))} cold starts an hour (here ${here}), each ${time}`;
  }
  return saved > 0 ? `it buys ${duration(saved)} of each, and saves no money` : `each would be ${time}, at no gain`;
}

/** Sizes beside a function's own: how long billed time may become, and by `cpuBound` how long handlers do. */
export function memoryTable(result: Result): ReportTable {
  const functions = alternativeSubjects(result);
  const scales = functions.some((subject) => of(subject, 'memory.0.handler') !== null);
  const rows = functions.flatMap((subject) =>
    neighbours(subject).map(({ memoryMB, at }) => {
      const [handler, cost] = [of(subject, `memory.${at}.handler`), of(subject, `memory.${at}.cost`)];
      const scaled = [
        handler === null ? 'no cpuBound' : `${factor(handler)} ×`,
        cost === null ? '–' : changed(cost, subject),
      ];
      return [
        { name: subject.name },
        `${count(memoryMB)} MB`,
        `${factor(of(subject, `memory.${at}.slowdown`) ?? 0)} ×`,
        ...(scales ? scaled : []),
      ];
    }),
  );
  const head = [
    'Function',
    'Memory',
    'Cheaper up to a billed time of',
    'By cpuBound, handlers take',
    'and the run costs',
  ];
  return { caption: 'Other memory sizes', head: scales ? head : head.slice(0, 3), rows, words: [] };
}

/**
 * With their place in the result. What is provisioned is charged by memory whatever the times, so that more memory may cost more
 * even where it is fast enough.
 */
function neighbours({ first, settings, amount }: Subject): { readonly memoryMB: number; readonly at: number }[] {
  const own = settings?.memoryMB ?? 0;
  const sizes = (first.breakEven?.memory ?? []).map(({ memoryMB }, at) => ({ memoryMB, at }));
  const below = sizes.filter(({ memoryMB }) => memoryMB < own).slice(-SIZES);
  const above = sizes.filter(({ memoryMB }) => memoryMB > own).slice(0, SIZES);
  return [...below, ...(amount('cost.provisionedCapacity') > 0 ? [] : above)];
}

/** Less is no reason to change anything. */
const WORTH_A_WORD = 0.05;

/** The one that saves most, in few words: "on arm64, if all takes as long there: $0.10 (−19 %)"; empty where none saves much. */
export function cheapestText(subject: Subject): string {
  const { architecture, memory = [] } = subject.first.breakEven ?? {};
  const sizes = memory.flatMap(({ memoryMB, handler }, at) =>
    handler === null ? [] : [{ how: sizeText(memoryMB, handler), cost: of(subject, `memory.${at}.cost`) }],
  );
  const other =
    architecture == null
      ? []
      : [{ how: `on ${architecture.to}, if all takes as long there`, path: 'architecture.cost' }];
  const ways = [...other.map(({ how, path }) => ({ how, cost: of(subject, path) })), ...sizes];
  const [best] = ways
    .flatMap(({ how, cost }) => (cost === null ? [] : [{ how, cost }]))
    .sort((a, b) => a.cost - b.cost);
  if (best === undefined || best.cost > subject.amount('cost.total') * (1 - WORTH_A_WORD)) return '';
  return `${best.how}: ${changed(best.cost, subject)}`;
}

const sizeText = (memoryMB: number, handler: number): string =>
  `with ${count(memoryMB)} MB, handlers ${factor(handler)} times as long`;

/** "$0.10 (−19 %)": beside what the run cost. */
function changed(cost: number, subject: Subject): string {
  const share = cost / subject.amount('cost.total') - 1;
  const change = Math.abs(share) < 0.0005 ? 'the same' : `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
  return `${usd(cost)} (${change})`;
}

const factor = (times: number): string => bare(Number(times.toPrecision(3)));
