// What the platform is called with, what it calls, and whom it tells: the types between workload, platform and callers.
import type { EventQueue } from '../engine/queue.js';
import type { Arrivals } from '../engine/run.js';
import type { Clock } from '../engine/time.js';
import type { Call } from './call.js';
import type { ControlPlane } from './control-plane.js';
import type { Environments } from './environments/environments.js';
import type { WarmPool } from './environments/warm-pool.js';
import type { LambdaFunction } from './function.js';
import type { Invocations } from './invocations.js';
import type { AliasMeasure } from './measurement/alias-measure.js';
import type { InvocationLog } from './measurement/invocation-log.js';
import type { ProvisionedOwner } from './provisioned/owner.js';
import type { Routing } from './routing/routing.js';

/** The attempts that come by themselves, one after another, the current one readable. */
export interface Calls extends Call, Arrivals {}

/** Something to invoke: a function through an alias, a version or `$LATEST`. */
export interface CallTarget {
  readonly fn: LambdaFunction;
  /** As called: an alias, a version or `$LATEST`. */
  readonly qualifier: string;
  readonly routing: Routing;
  /** `null` where nothing is told of it apart from its function. */
  readonly measure: AliasMeasure | null;
}

/** Whoever called is told what became of each attempt, at the clock's time. */
export interface Callers {
  /** `reason` is an index into `REASONS`. */
  throttled(call: Call, reason: number): void;
  /**
   * An invocation has ended. Tells whether its client waited otherwise than for this attempt: then `waited` of the row says how
   * long, below 0 where another attempt may follow.
   */
  answered(invocations: Invocations, id: number): boolean;
}

/** What handlers do that call other functions: they take over from the platform until the handler is done. */
export interface HandlerCalls {
  /** Whether the handlers of a function call others. */
  callsFrom(fn: LambdaFunction): boolean;
  /** A handler begins, which would run so long by itself. */
  begin(invocations: Invocations, id: number, fn: LambdaFunction): void;
  /** It goes on, has waited in vain, or is done: then true, and duration and outcome stand in the row. */
  step(invocations: Invocations, id: number): boolean;
}

/** What the platform of a run works with. */
export interface Parts {
  readonly clock: Clock;
  readonly queue: EventQueue;
  readonly environments: Environments;
  readonly functions: readonly LambdaFunction[];
  readonly pools: readonly WarmPool[];
  readonly provisionedPools: readonly ProvisionedOwner[];
  readonly control: ControlPlane;
  readonly targets: readonly CallTarget[];
  readonly callers: Callers;
  /** `null` where no handler calls another function. */
  readonly handlerCalls: HandlerCalls | null;
  /** `null` where nobody asked for every invocation. */
  readonly records: InvocationLog | null;
}
