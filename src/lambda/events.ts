// What can happen in a run, as the lines of its event log: a small number each, so that a line costs nothing when nobody
// reads it, and the words for those who do.
import { Digest } from '../engine/digest.js';
import type { Clock } from '../engine/time.js';

export const Kind = {
  provisioned: 0,
  renewed: 1,
  throttled: 2,
  cold: 3,
  warm: 4,
  onProvisioned: 5,
  initialised: 6,
  completed: 7,
  ended: 8,
  prepared: 9,
  assigned: 10,
  initFailed: 11,
  requested: 12,
  refused: 13,
  available: 14,
  allocationFailed: 15,
  deprovisioned: 16,
  alarm: 17,
  deployment: 18,
} as const;

/**
 * Whether a line is the control plane's, about an alias or version as a whole: a number of environments, or a version's, stands in
 * the place of the environment, and the place of the alias or version within its function in that of the request.
 */
export function isControl(kind: number): boolean {
  return kind >= Kind.requested && kind !== Kind.deprovisioned;
}

export const CAUSES = ['first', 'scaleOut', 'expired', 'recycled', 'deployed'] as const;
export const REASONS = [
  'ConcurrentInvocationLimitExceeded',
  'ReservedFunctionConcurrentInvocationLimitExceeded',
  'FunctionInvocationRateLimitExceeded',
  'ReservedFunctionInvocationRateLimitExceeded',
  'ScalingRateExceeded',
] as const;
export type ThrottleReason = (typeof REASONS)[number];

/** How an invocation ends. */
export const Outcome = { ok: 0, error: 1, timeout: 2, crash: 3, initError: 4 } as const;
/** What ends an on-demand environment. */
export const Ending = { idle: 0, spare: 1, lifetime: 2, policy: 3 } as const;
/** Why an environment is made ready that no request waits for. */
export const Prepared = { preWarmed: 0, replacement: 1 } as const;

/** Why another number of provisioned environments is requested. */
export const Requested = { tracking: 0, schedule: 1, deployment: 2, limits: 3 } as const;
/** Why a request is refused. */
export const Refused = { noRoom: 0, schedule: 1 } as const;
/** What ends a provisioned environment. */
export const Deprovisioned = { scaledIn: 0, deployment: 1, failed: 2 } as const;
/** The alarms of target tracking. */
export const Alarm = { high: 0, low: 1 } as const;
/** How far a deployment has come. */
export const Deployed = { started: 0, shifting: 1, completed: 2, failed: 3 } as const;

/** Marks beside a start: all provisioned environments were busy; a suppressed init runs first. */
export const SPILLOVER = 8;
export const SUPPRESSED_INIT = 16;

/** `kind` with its `why` (a cause, a reason, an outcome, an ending, or marks) in one small number. */
export const eventCode = (kind: number, why: number): number => (kind << 5) | why;
export const kindOfCode = (code: number): number => code >> 5;
/** The cause, reason, outcome or ending in a code, without its marks. */
export const detailOfCode = (code: number): number => code & 7;

/** The marks in a code, without its cause. */
export const marksOfCode = (code: number): number => code & (SPILLOVER | SUPPRESSED_INIT);

const KINDS = [
  'provisioned',
  'renewed',
  'throttled',
  'cold',
  'warm',
  'on-provisioned',
  'initialised',
  'completed',
  'ended',
  'prepared',
  'assigned',
  'init-failed',
  'requested',
  'refused',
  'available',
  'allocation-failed',
  'deprovisioned',
  'alarm',
  'deployment',
];
export const OUTCOMES = ['ok', 'error', 'timeout', 'crash', 'init error'] as const;
/** By `InitEnd`. */
const INIT_ENDS = ['', 'init timeout', 'init error'];
const ENDINGS = ['function idle', 'keep-alive', 'maximum life', 'policy'];
const PREPARED = ['pre-warmed', 'replacement'];
const REQUESTED = ['target tracking', 'schedule', 'deployment', 'limits'];
const REFUSED = ['no room', 'schedule'];
const DEPROVISIONED = ['scaled in', 'deployment', 'failed'];
const ALARMS = ['high', 'low'];
const DEPLOYED = ['started', 'shifting', 'completed', 'failed'];

/** The words of a code, for the log: kind and reason. */
export function describeEvent(code: number): { readonly kind: string; readonly why: string } {
  const kind = kindOfCode(code);
  const why = [whyOf(kind, detailOfCode(code)), ...marksOf(code)].filter((word) => word !== '').join(', ');
  return { kind: KINDS[kind]!, why };
}

function whyOf(kind: number, detail: number): string {
  switch (kind) {
    case Kind.throttled:
      return REASONS[detail]!;
    case Kind.cold:
      return CAUSES[detail]!;
    case Kind.completed:
      return OUTCOMES[detail]!;
    case Kind.initFailed:
    case Kind.allocationFailed:
      return INIT_ENDS[detail]!;
    case Kind.ended:
      return ENDINGS[detail]!;
    case Kind.prepared:
      return PREPARED[detail]!;
    case Kind.requested:
      return REQUESTED[detail]!;
    case Kind.refused:
      return REFUSED[detail]!;
    case Kind.deprovisioned:
      return DEPROVISIONED[detail]!;
    case Kind.alarm:
      return ALARMS[detail]!;
    case Kind.deployment:
      return DEPLOYED[detail]!;
    default:
      return '';
  }
}

function marksOf(code: number): string[] {
  const marks: string[] = [];
  if (code & SPILLOVER) marks.push('spillover');
  if (code & SUPPRESSED_INIT) marks.push('suppressed init');
  return marks;
}

/** The answer of a sink that wants no more: of invocations at all, of event lines of this kind and this function. */
export const ENOUGH = 'enough';

/**
 * Takes each line as it happens, in order. `environment` and `request` count from 1 within the function, 0 where there is none;
 * provisioned environments are numbered apart. Any answer but `ENOUGH` is ignored.
 */
export type EventSink = (
  now: number,
  functionName: string,
  code: number,
  environment: number,
  request: number,
) => unknown;

/** The lines of one function: counted and digested always, handed on only where there is a sink. */
export class EventLog {
  lines = 0;
  readonly digest = new Digest();
  readonly #clock: Clock;
  readonly #name: string;
  readonly #sink: EventSink | undefined;
  /** A bit for each kind of which a sink has not enough. */
  #wanted: number;

  constructor(clock: Clock, name: string, sink: EventSink | undefined) {
    this.#clock = clock;
    this.#name = name;
    this.#sink = sink;
    this.#wanted = sink === undefined ? 0 : -1;
  }

  /** A provisioned environment is ready, for the first time or in another's place. */
  provisioned(environment: number, renewed: boolean): void {
    this.add(eventCode(renewed ? Kind.renewed : Kind.provisioned, 0), environment, 0);
  }

  /** `why` is one of `Deprovisioned`. */
  deprovisioned(why: number, environment: number): void {
    this.add(eventCode(Kind.deprovisioned, why), environment, 0);
  }

  ended(ending: number, environment: number): void {
    this.add(eventCode(Kind.ended, ending), environment, 0);
  }

  /** `why` is one of `Prepared`. */
  prepared(why: number, environment: number): void {
    this.add(eventCode(Kind.prepared, why), environment, 0);
  }

  /** A line at the clock's time. */
  add(code: number, environment: number, request: number): void {
    const { now } = this.#clock;
    this.lines += 1;
    this.digest.add(now, code, environment, request);
    if (((this.#wanted >> kindOfCode(code)) & 1) !== 0) this.#tell(now, code, environment, request);
  }

  #tell(now: number, code: number, environment: number, request: number): void {
    const answer = this.#sink?.(now, this.#name, code, environment, request);
    if (answer === ENOUGH) this.#wanted &= ~(1 << kindOfCode(code));
  }
}
