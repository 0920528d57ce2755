// Where the time of one request went, by function and part: what its client waited for, along the way of the answers that came last
// (M-ATTRIBUTION).
import type { Clock } from '../../engine/time.js';
import { Kind, kindOfCode } from '../../lambda/events.js';
import type { Invocations } from '../../lambda/invocations.js';
import type { Member } from './members.js';

/** Before the handler of a cold start; the handler's own time; and waiting for what did not count in the end. */
export const Part = { coldStart: 0, handler: 1, wait: 2 } as const;
export const PARTS = 3;

export class Path {
  /** Microseconds, by function and part. */
  readonly times: Float64Array;
  coldStarts = 0;
  readonly #clock: Clock;

  constructor(members: number, clock: Clock) {
    this.times = new Float64Array(members * PARTS);
    this.#clock = clock;
  }

  /** The handler of an attempt begins, now: from the request on, time went by until the attempt and its handler. */
  begin(member: Member, invocations: Invocations, id: number): void {
    this.#upTo(member, invocations, id, this.#clock.now);
  }

  /** An attempt ends, now, whose handler called nobody. */
  whole(member: Member, invocations: Invocations, id: number): void {
    const duration = invocations.duration[id]!;
    this.#upTo(member, invocations, id, this.#clock.now - duration);
    this.add(member, Part.handler, duration);
  }

  add({ number }: Member, part: number, time: number): void {
    this.times[number * PARTS + part]! += time;
  }

  /** The handler has waited for a request of another function, of which this is the path. */
  follow({ times, coldStarts }: Path, { reach }: Member): void {
    for (const number of reach) {
      for (let at = number * PARTS; at < (number + 1) * PARTS; at++) this.times[at]! += times[at]!;
    }
    this.coldStarts += coldStarts;
  }

  #upTo(member: Member, invocations: Invocations, id: number, begun: number): void {
    for (const number of member.reach) this.times.fill(0, number * PARTS, (number + 1) * PARTS);
    const isCold = kindOfCode(invocations.start[id]!) === Kind.cold;
    const arrivedAt = invocations.arrivedAt[id]!;
    this.coldStarts = isCold ? 1 : 0;
    this.add(member, Part.wait, arrivedAt - invocations.requestedAt(id));
    // Else it took an environment that others had used, or none was to be waited for.
    this.add(member, isCold ? Part.coldStart : Part.wait, begun - arrivedAt);
  }
}
