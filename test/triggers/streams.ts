// A function behind a stream, and what became of its records, for tests that reckon by hand.
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { RunResult, TriggerResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';

export interface Ran {
  readonly result: RunResult;
  readonly records: TriggerResult;
  /** When attempts were made, in seconds, and how each ended. */
  readonly attempts: readonly (readonly [at: number, outcome: string])[];
  readonly rows: readonly InvocationRecord[];
}

export interface Given {
  readonly trigger?: object;
  readonly fn?: object;
  readonly scenario?: object;
}

/** `size` records at 10.2 s unless told; the handler takes a second, and nothing starts cold. */
export function ran(size: number, { trigger = {}, fn = {}, scenario: rest = {} }: Given = {}): Ran {
  const rows: InvocationRecord[] = [];
  const text = {
    duration: '20s',
    account: IDEAL_ACCOUNT,
    functions: { f: { memory: 1024, init: '0ms', placementLatency: '0ms', handler: '1s', timeout: '900s', ...fn } },
    triggers: {
      stream: { type: 'kinesis', target: 'f', arrivals: { bursts: { every: '10200ms', size } }, ...trigger },
    },
    ...rest,
  };
  const result = simulate(scenario(text), 0, { invocations: (record) => rows.push({ ...record }) });
  const started = [...rows].sort((a, b) => a.arrivedAt - b.arrivedAt);
  const attempts = started.map(({ arrivedAt, outcome }) => [arrivedAt / 1e6, outcome] as const);
  return { result, records: result.triggers['stream']!, attempts, rows };
}

/** When attempts were made. */
export const times = ({ attempts }: Ran): number[] => attempts.map(([at]) => at);
