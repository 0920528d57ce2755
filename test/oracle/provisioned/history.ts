// Every state that a run of the naive simulator was in, one after the other: what averages, extremes and metrics are worked
// out from.
import { availableOf, busyOf, initialisedOf, over, type Qualifier } from './state.js';

/** What is provisioned on one alias or version, all its versions together. */
export interface Level {
  readonly requested: number;
  /** Available, and initialised in an allocation under way. */
  readonly allocated: number;
  readonly available: number;
  readonly busy: number;
}

export interface AccountLevel {
  readonly claimed: number;
  readonly concurrent: number;
  readonly unreserved: number;
}

export interface State {
  readonly from: number;
  to: number;
  readonly levels: ReadonlyMap<Qualifier, Level>;
  readonly account: AccountLevel;
}

export type History = State[];

export function levelOf(owner: Qualifier): Level {
  const available = over(owner, availableOf);
  return {
    requested: over(owner, (pool) => pool.requested),
    allocated: available + over(owner, initialisedOf),
    available,
    busy: over(owner, busyOf),
  };
}

/** `owners` are those that have provisioned concurrency. A state that is as the last one is no other. */
export function record(history: History, owners: readonly Qualifier[], account: AccountLevel, now: number): void {
  const last = history.at(-1);
  const levels = new Map(owners.map((owner) => [owner, levelOf(owner)]));
  if (last !== undefined) {
    const isSame = <T extends object>(a: T, b: T): boolean =>
      (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
    if (isSame(last.account, account) && owners.every((owner) => isSame(last.levels.get(owner)!, levels.get(owner)!)))
      return;
    last.to = now;
  }
  history.push({ from: now, to: Infinity, levels, account });
}

/** The integral of a level over time. */
export function area(states: readonly State[], from: number, to: number, of: (state: State) => number): number {
  let sum = 0;
  for (const state of states) sum += of(state) * Math.max(0, Math.min(state.to, to) - Math.max(state.from, from));
  return sum;
}

/** States in force at any moment from `from` to `to`, both included, momentary ones too. */
export const within = (history: History, from: number, to: number): State[] =>
  history.filter((state) => state.to >= from && state.from <= to);

/**
 * Utilisation from `from` up to, and without, `to`: nothing where nothing was in use. What is free at a moment is not in use
 * then: a state that lasts no time counts only where something has begun, not where something else has just ended.
 */
export function utilization(history: History, owner: Qualifier, from: number, to: number) {
  /** Time in use for each number of available ones, which keeps the sums whole. */
  const used = new Map<number, number>();
  let time = 0;
  let largest = 0;
  for (let i = history.length - 1; i >= 0 && history[i]!.to >= from; i--) {
    const state = history[i]!;
    const { available, busy } = state.levels.get(owner)!;
    const length = Math.min(state.to, to) - Math.max(state.from, from);
    const begins = busy > (history[i - 1]?.levels.get(owner)?.busy ?? 0);
    const isMoment = from <= state.from && state.from < to && begins;
    if (available === 0 || (length <= 0 && !isMoment)) continue;
    time += length;
    used.set(available, (used.get(available) ?? 0) + busy * length);
    largest = Math.max(largest, busy / available);
  }
  if (largest === 0 || time === 0) return null;
  let sum = 0;
  for (const [available, of] of used) sum += of / available;
  return { average: sum / time, maximum: largest };
}
