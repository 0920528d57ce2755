// What the cases calculated by hand are written with: one function, a few calls, and what became of them.
import type { ColdStartSpec, FunctionSpec, KeepAlive } from '../../src/scenario/types.js';
import { coldStart, micros } from './anatomy.js';
import { type OracleResult, type OracleRow, simulateNaively } from './oracle.js';
import { plainFunction, plainScenario } from './scenarios.js';

export const MS = 1000;
export const SECOND = 1_000_000;

export const SHARED = 'ConcurrentInvocationLimitExceeded';
export const RESERVED = 'ReservedFunctionConcurrentInvocationLimitExceeded';
export const RATE = 'FunctionInvocationRateLimitExceeded';
export const RESERVED_RATE = 'ReservedFunctionInvocationRateLimitExceeded';
export const SCALING = 'ScalingRateExceeded';

/** Rows from `[time in ms, function[:qualifier], duration in ms]`. */
export function calls(...list: readonly (readonly [number, string, number])[]): OracleRow[] {
  return list.map(([time, target, duration]) => {
    const [name, qualifier] = target.split(':');
    return { time: time * MS, function: name!, qualifier: qualifier ?? null, duration: duration * MS };
  });
}

export const ms = (value: number) => ({ kind: 'constant', value: value * MS }) as const;

export function keep(settings: { idle?: number; spare?: number; life?: number }): KeepAlive {
  return {
    policy: 'limits',
    idle: settings.idle === undefined ? null : settings.idle * MS,
    spare: settings.spare === undefined ? null : ms(settings.spare),
    maxLifetime: settings.life === undefined ? null : ms(settings.life),
    preset: null,
  };
}

/** Milliseconds. `init` is a given init; with `runtime` and `own` it is predicted, and slower with little memory. */
interface Parts {
  placement?: number;
  download?: number;
  load?: number;
  extensions?: readonly number[];
  init?: number;
  runtime?: number;
  own?: number;
  first?: number;
  fails?: boolean;
}

export function start(parts: Parts): ColdStartSpec {
  const time = (value: number | undefined): number => Math.round((value ?? 0) * MS);
  return coldStart({
    placement: micros(time(parts.placement)),
    download: time(parts.download),
    load: time(parts.load),
    extensionInits: (parts.extensions ?? []).map((value) => micros(time(value))),
    runtimeInit: micros(time(parts.runtime)),
    functionInit: micros(time(parts.init ?? parts.own)),
    initGiven: parts.runtime === undefined && parts.own === undefined,
    firstInvoke: micros(time(parts.first)),
    errorRate: parts.fails === true ? 1 : 0,
  });
}

/** One function `f`, and what its calls give. */
export function one(
  settings: Partial<FunctionSpec>,
  rows: OracleRow[],
  scenario: Parameters<typeof plainScenario>[1] = {},
): OracleResult {
  return simulateNaively(plainScenario([plainFunction('f', settings)], scenario), rows);
}

/** `cold 1`, `warm 1`, `provisioned 2`, or the throttle's reason. */
export const served = (result: OracleResult): string[] =>
  result.rows.map((r) => r.reason ?? `${r.outcome} ${r.environment}`);

export const causes = (result: OracleResult): (string | undefined)[] => result.rows.map((r) => r.cause);

export const f = (result: OracleResult) => result.functions['f']!;

/** Each line as `time kind environment request why`, with a dash for what it has not. */
export const log = (result: OracleResult): string[] =>
  result.lines.map(({ time, kind, environment, request, why }) =>
    `${time / MS} ${kind} ${environment || '-'} ${request || '-'} ${why}`.trimEnd(),
  );
