// What is known of the requests of one trigger that begin a chain: where their time went, added up exactly.
import type { AttributedRequests, AttributedTime, Attribution } from '../../chain-result.js';
import { ExactSum } from '../../metrics/exact-sum.js';
import type { Member } from './members.js';
import { PARTS, Part, type Path } from './path.js';

export class ChainMeasure {
  readonly #members: readonly Member[];
  readonly #all: Sums;
  readonly #withColdStart: Sums;

  /** Of all functions on the way of whatever the trigger calls, in calling order. */
  constructor(members: readonly Member[]) {
    this.#members = members;
    this.#all = new Sums(members);
    this.#withColdStart = new Sums(members);
  }

  /** A request of a function has its answer. */
  answered(path: Path, member: Member): void {
    this.#all.add(path, member);
    if (path.coldStarts > 0) this.#withColdStart.add(path, member);
  }

  /** Its client had given up after so long: what it had been waiting for by then is not told apart. */
  gaveUp({ number }: Member, latency: number): void {
    this.#all.requests += 1;
    this.#all.of(number, Part.wait).add(latency);
  }

  get result(): Attribution {
    return { all: this.#all.means(this.#members), withColdStart: this.#withColdStart.means(this.#members) };
  }
}

class Sums {
  requests = 0;
  /** By function, then part; none for functions that cannot be on the way. */
  readonly #sums: ExactSum[] = [];

  constructor(members: readonly Member[]) {
    for (const { number } of members) {
      for (let part = 0; part < PARTS; part++) this.#sums[number * PARTS + part] = new ExactSum();
    }
  }

  of(number: number, part: number): ExactSum {
    return this.#sums[number * PARTS + part]!;
  }

  add({ times }: Path, { reach }: Member): void {
    this.requests += 1;
    for (const number of reach) {
      for (let at = number * PARTS; at < (number + 1) * PARTS; at++) this.#sums[at]!.add(times[at]!);
    }
  }

  means(members: readonly Member[]): AttributedRequests {
    const { requests } = this;
    const mean = (number: number, part: number): number | null =>
      requests === 0 ? null : this.of(number, part).over(requests * 1000);
    const timesOf = (number: number): AttributedTime => ({
      coldStartMs: mean(number, Part.coldStart),
      handlerMs: mean(number, Part.handler),
      waitMs: mean(number, Part.wait),
    });
    return { requests, functions: Object.fromEntries(members.map(({ name, number }) => [name, timesOf(number)])) };
  }
}
