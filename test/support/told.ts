// What happens in a small scenario, line by line, so that a test can stand beside a calculation by hand.
import { describeEvent } from '../../src/lambda/events.js';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { FunctionResult, RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from './bytes.js';
import { IDEAL_ACCOUNT, scenario } from './scenario.js';

/** A call at so many seconds, of a function, an alias or a version, that takes so many seconds. */
export type Call = readonly [at: number, target: string, length: number];

export interface Told {
  readonly result: RunResult;
  /** Those of requests and of environments alike: `seconds kind environment request why`, with a dash for what there is not. */
  readonly lines: readonly string[];
  /** In the order of the requests. */
  readonly records: readonly InvocationRecord[];
}

/** What a test says of its scenario; the account has no limit but those that it names. */
export interface Text {
  readonly duration?: string;
  readonly account?: object;
  readonly functions: Readonly<Record<string, object>>;
  readonly [key: string]: unknown;
}

/** A function of which nothing takes time that is not given. */
export const PLAIN = { handler: '1s', timeout: '900s', init: '1s', placementLatency: '0ms', keepAlive: '1h' } as const;

/** Kinds of line in which a number of environments stands, which may be 0. */
const NUMBERS = ['requested', 'refused', 'available'];

/** Runs a scenario with calls at given times, or with triggers of its own. */
export function told(text: Text, calls: readonly Call[] = []): Told {
  const { duration = '1h', account = {}, ...others } = text;
  const triggers = calls.length > 0 ? { triggers: { calls: { type: 'trace', file: 'calls.csv' } } } : {};
  const checked = scenario({ duration, account: { ...IDEAL_ACCOUNT, ...account }, ...triggers, ...others });
  const lines: string[] = [];
  const records: InvocationRecord[] = [];
  const inOrder = [...calls].sort((a, b) => a[0] - b[0]);
  const rows = inOrder.map(([at, target, length]) => `${at * 1000},${target},${length * 1000}`);
  const result = simulate(checked, 0, {
    open: () => bytesOf(['time_ms,target,duration_ms', ...rows].join('\n')),
    events: (now, _, code, environment, request) => {
      const { kind, why } = describeEvent(code);
      const number = environment > 0 || NUMBERS.includes(kind) ? environment : '-';
      lines.push(`${now / 1e6} ${kind} ${number} ${request || '-'} ${why}`.trimEnd());
    },
    invocations: (record) => records.push({ ...record }),
  });
  return { result, lines, records: records.sort((a, b) => a.request - b.request) };
}

/** The same call so many times at one instant. */
export const together = (count: number, ...call: Call): Call[] => Array.from({ length: count }, () => call);

/**
 * So many of a target in use from one time to another, in seconds: by calls that follow on one another, none of them too long,
 * and none ending where a minute does.
 */
export function inUse(count: number, target: string, from: number, to: number): Call[] {
  const calls: Call[] = [];
  for (let at = from; at < to; at += 577) calls.push(...together(count, at, target, Math.min(577, to - at)));
  return calls;
}

const OF_REQUESTS = [
  'throttled',
  'cold',
  'warm',
  'on-provisioned',
  'initialised',
  'completed',
  'ended',
  'assigned',
  'init-failed',
];

/** The lines that are not about requests and environments on demand. */
export const controlled = ({ lines }: Told): string[] =>
  lines.filter((line) => !OF_REQUESTS.includes(line.split(' ')[1]!));

/** How each request was served: `provisioned 1`, `cold 2 first`, or the reason why it was not. */
export const served = ({ records }: Told): string[] =>
  records.map(({ start, environment, cause, spillover }) =>
    start === 'throttled'
      ? cause!
      : [start, environment, ...(cause === null ? [] : [cause]), ...(spillover ? ['spillover'] : [])].join(' '),
  );

/** How many were served so. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export const f = ({ result }: Told): FunctionResult => result.functions['f']!;
