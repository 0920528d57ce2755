// What the parts of the naive control plane share: the run that they belong to, what they ask of it and tell it.
import type { FunctionSpec, Scenario } from '../../../src/scenario/types.js';
import type { Draws } from '../draws.js';
import { claimsOf, concurrencyOf, type Qualifier } from './state.js';

export interface World {
  readonly scenario: Scenario;
  readonly draws: Draws;
  /** Of all functions, in their order. */
  readonly qualifiers: readonly Qualifier[];
  /** When environments have initialised, or will have within an invocation, by function and version. */
  readonly initialised: { readonly fn: FunctionSpec; readonly version: string; readonly time: number }[];
  /** Versions to which a deployment has begun to shift. */
  readonly deployed: Set<string>;
  /** Provisioned environments so far, their inits so far, and the first moment at which another may begin, by function. */
  readonly numbers: Map<FunctionSpec, number>;
  readonly keys: Map<FunctionSpec, number>;
  readonly places: Map<FunctionSpec, number>;
  log(now: number, kind: string, fn: FunctionSpec, environment: number, request: number, why?: string): void;
  /** As which in the order of all that ever became idle. */
  nextIdle(): number;
  /** Executions on demand that share the function's limit. */
  running(fn: FunctionSpec): number;
  /** Environments on demand that exist. */
  live(fn: FunctionSpec, version: string): number;
  /** Keeps the state of this moment. */
  remember(now: number): void;
  note(rule: string): void;
}

export const inWindow = ({ scenario }: World, now: number): boolean =>
  scenario.warmup <= now && now <= scenario.duration;

export const ownersOf = ({ qualifiers }: World, fn: FunctionSpec): Qualifier[] =>
  qualifiers.filter((owner) => owner.fn === fn);

export const claimsOfFunction = (world: World, fn: FunctionSpec): number =>
  ownersOf(world, fn).reduce((sum, owner) => sum + claimsOf(owner), 0);

/** What functions without reserved concurrency may still claim or run on demand. */
function unclaimed(world: World, region: string): number {
  let left = concurrencyOf(world.scenario.account, region);
  for (const fn of world.scenario.functions) {
    if (fn.region === region) left -= fn.reservedConcurrency ?? claimsOfFunction(world, fn);
  }
  return left;
}

/** How many executions on demand there may be at once, of the function or of all that share with it. */
export function onDemandLimit(world: World, fn: FunctionSpec): number {
  const { reservedConcurrency } = fn;
  return reservedConcurrency === null ? unclaimed(world, fn.region) : reservedConcurrency - claimsOfFunction(world, fn);
}

/** Whether so many more environments may be claimed. */
export function hasRoom(world: World, fn: FunctionSpec, more: number): boolean {
  const concurrency = concurrencyOf(world.scenario.account, fn.region);
  const floor = fn.reservedConcurrency === null ? Math.min(100, concurrency) : 0;
  return onDemandLimit(world, fn) - more >= floor;
}

export function act(owner: Qualifier, at: number, kind: string, from: number, to: number): void {
  owner.activities.push({ at, kind, from, to });
}
