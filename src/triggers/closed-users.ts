// Users in a closed loop: each thinks, calls, waits for the answer, and thinks again. Their calls are rows like all others, but
// when the next one comes depends on what happened to those before.
import { CalendarQueue } from '../engine/calendar-queue.js';
import { sampler } from '../engine/distributions.js';
import { type KeyedStream, keyedStream, type StreamName } from '../engine/random.js';
import { type Clock, wholeMicroseconds } from '../engine/time.js';
import { SHORTEST_ANSWER } from '../lambda/defaults.js';
import type { ClosedArrivals } from '../scenario/traffic/types.js';
import type { Scenario } from '../scenario/types.js';
import type { RowBlock, RowSource } from '../workload/rows.js';
import { type TargetNumbers, workOf } from '../workload/sources.js';
import { type Work, workDraws } from '../workload/synthetic.js';

export class ClosedUsers implements RowSource {
  /** When those who think will call. Users are alike, so that only their number counts. */
  readonly #thinking = new CalendarQueue();
  readonly #clock: Clock;
  readonly #sample: (key: number) => number;
  readonly #drawWork: ReturnType<typeof workDraws>;
  /** The block that holds the next call, `null` while nobody thinks. */
  #next: RowBlock | null = null;
  #thoughts = 0;

  constructor({ users, thinkTime }: ClosedArrivals, work: Work, clock: Clock) {
    const stream: KeyedStream = keyedStream([...work.streams, 'thinkTime']);
    const sample = sampler(thinkTime);
    this.#clock = clock;
    this.#sample = (key) => wholeMicroseconds(sample(stream.at(key)));
    this.#drawWork = workDraws(work);
    for (let user = 0; user < users; user++) this.#callAt(this.#thinkTime());
  }

  /** One call at a time: the next one may still be overtaken. */
  fill(block: RowBlock): number {
    this.#next = null;
    const time = this.#thinking.peekTime();
    if (time === Infinity) return 0;
    this.#thinking.take();
    block.time[0] = time;
    this.#drawWork(block, 1);
    this.#next = block;
    return 1;
  }

  /** A call that came at `arrivedAt` has its answer: its user thinks. Tells whether the next call comes otherwise now. */
  answered(arrivedAt: number): boolean {
    const { now } = this.#clock;
    let time = now + this.#thinkTime();
    // Who is refused at once and does not think would call for ever without time passing (M-CLOSED).
    if (time === arrivedAt) time += SHORTEST_ANSWER;
    const block = this.#next;
    if (block === null || time >= block.time[0]!) {
      this.#callAt(time);
      return block === null;
    }
    this.#callAt(block.time[0]!);
    block.time[0] = time;
    return true;
  }

  #thinkTime(): number {
    this.#thoughts += 1;
    return this.#sample(this.#thoughts);
  }

  #callAt(time: number): void {
    this.#thinking.push(time, this.#thoughts, 0);
  }
}

/** The users of each trigger in its place, `null` where its calls do not wait for answers; `null` where no trigger has users. */
export function closedUsers(
  scenario: Scenario,
  streams: StreamName,
  targets: TargetNumbers,
  clock: Clock,
): readonly (ClosedUsers | null)[] | null {
  const users = scenario.triggers.map((trigger) => {
    if (trigger.type === 'trace' || trigger.arrivals.kind !== 'closed') return null;
    return new ClosedUsers(trigger.arrivals, workOf(scenario, trigger, streams, targets), clock);
  });
  return users.some((each) => each !== null) ? users : null;
}
