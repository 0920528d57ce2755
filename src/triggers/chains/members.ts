// The functions that call others or are called by them, in calling order: each before those that it waits for.
import type { Scenario } from '../../scenario/types.js';

/** A function as a part of chains. */
export interface Member {
  readonly name: string;
  /** Its place in calling order. */
  readonly number: number;
  /** The numbers of all that its client may wait for, itself among them, in calling order. */
  readonly reach: Int32Array;
}

/** By the names of the functions. Nobody waits in a circle: a scenario in which somebody does is refused. */
export function membersOf({ functions }: Pick<Scenario, 'functions'>): ReadonlyMap<string, Member> {
  const waitsFor = new Map(
    functions.map(({ name, calls }) => [name, calls.filter(({ waits }) => waits).map(({ target }) => target.function)]),
  );
  const called = new Set(functions.flatMap(({ calls }) => calls.map(({ target }) => target.function)));
  const inChains = functions.filter(({ name, calls }) => calls.length > 0 || called.has(name));
  const order = callingOrder(
    inChains.map(({ name }) => name),
    waitsFor,
  );
  const numbers = new Map(order.map((name, number) => [name, number]));
  const members = new Map<string, Member>();
  for (const name of order.toReversed()) {
    const number = numbers.get(name)!;
    const beyond = waitsFor.get(name)!.flatMap((callee) => [...members.get(callee)!.reach]);
    const reach = Int32Array.from(new Set([number, ...beyond])).sort();
    members.set(name, { name, number, reach });
  }
  return members;
}

/** Each before those that it waits for, and as far as that goes in the order in which it calls them. */
function callingOrder(names: readonly string[], waitsFor: ReadonlyMap<string, readonly string[]>): string[] {
  const backward: string[] = [];
  const met = new Set<string>();
  const visit = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    for (const callee of waitsFor.get(name)!.toReversed()) visit(callee);
    backward.push(name);
  };
  for (const name of names.toReversed()) visit(name);
  return backward.reverse();
}
