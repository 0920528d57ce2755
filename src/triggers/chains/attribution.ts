// Stands before the callers of a run in which functions wait for functions, and tells of each request that begins such a chain where
// its time went. It hears what they hear and decides nothing.
import type { Attribution } from '../../chain-result.js';
import type { Clock } from '../../engine/time.js';
import type { Call } from '../../lambda/call.js';
import type { Callers, CallTarget } from '../../lambda/calls.js';
import type { LambdaFunction } from '../../lambda/function.js';
import type { Invocations } from '../../lambda/invocations.js';
import { isAsynchronous, isSynchronous } from '../../scenario/triggers/kinds.js';
import type { TriggerSpec } from '../../scenario/triggers/types.js';
import { ChainMeasure } from './chain-measure.js';
import type { Chains } from './chains.js';
import type { Member } from './members.js';

export interface AttributionParts {
  readonly clock: Clock;
  readonly targets: readonly CallTarget[];
  /** Requests before this are not counted. */
  readonly from: number;
  readonly chains: Chains;
  readonly callers: Callers;
}

export class AttributedCallers implements Callers {
  readonly #parts: AttributionParts;
  readonly #members: ReadonlyMap<LambdaFunction, Member>;
  /** By trigger; `null` for those that begin no chain. */
  readonly #measures: readonly (ChainMeasure | null)[];

  /** `triggers` are those of the scenario. */
  constructor(parts: AttributionParts, triggers: readonly TriggerSpec[]) {
    const { members } = parts.chains;
    this.#parts = parts;
    this.#members = members;
    const inOrder = [...members.values()].sort((a, b) => a.number - b.number);
    this.#measures = triggers.map((trigger) => measureOf(trigger, inOrder));
  }

  throttled(call: Call, reason: number): void {
    this.#parts.callers.throttled(call, reason);
  }

  answered(invocations: Invocations, id: number): boolean {
    const { targets, callers, chains, clock, from } = this.#parts;
    const member = this.#members.get(targets[invocations.target[id]!]!.fn);
    if (member === undefined) return callers.answered(invocations, id);
    const path = chains.ending(invocations, id, member);
    const apart = callers.answered(invocations, id);
    chains.ended();
    const measure = this.#measures[invocations.trigger[id]!];
    const requestedAt = invocations.requestedAt(id);
    if (!measure || requestedAt < from || member.reach.length === 1) return apart;
    const latency = apart ? invocations.waited[id]! : clock.now - invocations.arrivedAt[id]!;
    if (latency === clock.now - requestedAt) measure.answered(path, member);
    else if (latency >= 0) measure.gaveUp(member, latency);
    return apart;
  }

  /** `undefined` for a trigger that begins no chain. */
  of(trigger: number): Attribution | undefined {
    return this.#measures[trigger]?.result;
  }
}

/** `members` in calling order. Pings of a warmer are nobody's requests, and what is polled has a latency of its own. */
function measureOf(trigger: TriggerSpec, members: readonly Member[]): ChainMeasure | null {
  if (trigger.type === 'warmer') return null;
  if (trigger.type !== 'trace' && !isSynchronous(trigger) && !isAsynchronous(trigger)) return null;
  const called = trigger.target?.function;
  const roots = members.filter(({ name, reach }) => reach.length > 1 && (called === undefined || name === called));
  const reached = new Set(roots.flatMap(({ reach }) => [...reach]));
  return roots.length === 0 ? null : new ChainMeasure(members.filter(({ number }) => reached.has(number)));
}
