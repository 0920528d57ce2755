// Records of a stream: each lane sends batch after batch, and a batch that fails is sent again, whole or in pieces, until it
// succeeds or its records are given up. The lane waits meanwhile.
import type { StreamName } from '../../engine/random.js';
import { Outcome } from '../../lambda/events.js';
import type { LambdaFunction } from '../../lambda/function.js';
import { STREAM_BACKOFF } from '../../lambda/limits/polling.js';
import type { WorkAgain } from '../asynchronous.js';
import { doubled } from '../backoff.js';
import type { Desk, RememberingTrigger } from '../front.js';
import type { TriggerMeasure } from '../trigger-measure.js';
import type { Consumers } from './consumers.js';
import { Lanes, NONE, STOPPED } from './lanes.js';
import { Reader, type ReaderSettings } from './reader.js';
import type { PolledRecords } from './stream-measure.js';

export const GivenUp = {
  retries: 'retries used up',
  age: 'maximum record age',
  expired: 'expired',
} as const;

export interface RetrySettings {
  /** `Infinity` for no limit, as for the age. */
  readonly maximumRetries: number;
  readonly maximumAge: number;
  readonly retention: number;
  readonly bisects: boolean;
  readonly reports: boolean;
  readonly hasDestination: boolean;
  readonly perRecord: number;
}

export interface StreamParts {
  readonly desk: Desk;
  readonly trigger: number;
  readonly target: number;
  readonly fn: LambdaFunction;
  readonly measure: TriggerMeasure;
  readonly polled: PolledRecords;
  /** Records that come before this are not counted. */
  readonly from: number;
  /** Nobody polls later than this. */
  readonly end: number;
  readonly work: WorkAgain;
  /** Begins the names of its draws. */
  readonly streams: StreamName;
}

export class StreamRecords implements RememberingTrigger {
  readonly #parts: StreamParts;
  readonly #retry: RetrySettings;
  readonly #lanes: Lanes;
  readonly #reader: Reader;
  /** `null` where each lane sends when it is ready. */
  readonly #consumers: Consumers | null;
  /** By ticket. */
  #laneOf = new Int32Array(64);
  /** Records that came and count. */
  #counted = 0;

  constructor(
    parts: StreamParts,
    reading: ReaderSettings,
    retry: RetrySettings,
    consumers: (resume: (lane: number) => void) => Consumers | null,
  ) {
    this.#parts = parts;
    this.#retry = retry;
    this.#lanes = new Lanes(reading.shards * reading.factor);
    this.#reader = new Reader(reading, parts.desk, this.#lanes, parts.streams, (lane) => this.#due(lane));
    this.#consumers = consumers((lane) => this.#act(lane));
  }

  arrive(): void {
    const { desk, from, polled } = this.#parts;
    const { now } = desk.clock;
    if (now >= from) this.#counted += 1;
    polled.waiting.add(now, 1);
    this.#reader.arrive();
  }

  /** A throttle uses up no retry: only age ends it (M-STREAM-RETRIES). */
  throttled(ticket: number): void {
    const lane = this.#laneOf[ticket]!;
    const throttles = (this.#lanes.throttles[lane]! += 1);
    this.#again(lane, backoff(throttles));
    this.#release();
  }

  answered(ticket: number, outcome: number): number {
    const { tickets, clock } = this.#parts.desk;
    const lane = this.#laneOf[ticket]!;
    const lanes = this.#lanes;
    const poisonAt = lanes.poisonAt[lane]!;
    const waited = clock.now - tickets.requestedAt[ticket]!;
    lanes.ran[lane]! += 1;
    lanes.throttles[lane] = 0;
    if (outcome === Outcome.ok && poisonAt === NONE) this.#settle(lane, lanes.size[lane]!, null);
    else if (outcome === Outcome.ok && poisonAt > 0) this.#restAgain(lane, poisonAt);
    else this.#failed(lane);
    this.#release();
    return lanes.ticket[lane] === NONE ? waited : -1;
  }

  /** Attempts are made by lanes, not by tickets. */
  due(): void {}

  /** What is not settled stays in the stream. */
  finish(): void {
    const { fn, measure, polled } = this.#parts;
    measure.queued = this.#counted - measure.events;
    polled.finish();
    fn.pollers.kafka += polled.pollers;
  }

  #due(lane: number): void {
    if (this.#consumers === null || this.#consumers.take(lane)) this.#act(lane);
  }

  /** The consumer is free; once nobody polls any more, the lanes that wait for one stop. */
  #release(): void {
    const consumers = this.#consumers;
    if (consumers === null) return;
    consumers.release();
    if (this.#parts.desk.clock.now <= this.#parts.end) return;
    for (let lane = consumers.next(); lane >= 0; lane = consumers.next()) this.#stop(lane);
  }

  /** It is time for the lane to begin a batch, or to go on with the one that it has. */
  #act(lane: number): void {
    const lanes = this.#lanes;
    lanes.dueAt[lane] = Infinity;
    if (lanes.ticket[lane] === NONE) this.#begin(lane);
    else {
      this.#dropOld(lane);
      if (lanes.size[lane] === 0) {
        this.#next(lane);
        this.#release();
      } else this.#attempt(lane);
    }
  }

  #begin(lane: number): void {
    const { desk, trigger, polled } = this.#parts;
    const { clock, tickets } = desk;
    const lanes = this.#lanes;
    lanes.size[lane] = lanes.read[lane]!;
    this.#dropOld(lane);
    const size = (lanes.size[lane] = this.#reader.sizeOf(lane));
    if (size === 0) {
      this.#release();
      return;
    }
    const ticket = tickets.issue(trigger, clock.now, lanes.records.number[lanes.first[lane]!]!);
    this.#noteLane(ticket, lane);
    lanes.ticket[lane] = ticket;
    lanes.errors[lane] = lanes.throttles[lane] = lanes.ran[lane] = 0;
    polled.inFlight.add(clock.now, size);
    this.#attempt(lane);
  }

  #attempt(lane: number): void {
    const { desk, target, measure, polled, from, work } = this.#parts;
    const { clock, tickets } = desk;
    const lanes = this.#lanes;
    const ticket = lanes.ticket[lane]!;
    const last = lanes.scan(lane);
    polled.sent(clock.now, clock.now - lanes.records.requestedAt[last]!);
    const { duration, failed } = work(tickets.number[ticket]!, lanes.ran[lane]!);
    const poisoned = lanes.poisonAt[lane] !== NONE && !this.#retry.reports ? 1 : 0;
    tickets.duration[ticket] = duration + this.#retry.perRecord * lanes.size[lane]!;
    tickets.failed[ticket] = Math.max(failed, poisoned);
    if (tickets.attempts[ticket]! > 0) measure.retry(clock.now, tickets.requestedAt[ticket]! >= from);
    desk.attempt(ticket, target, true);
  }

  /** What came before the record that failed is done with, and the rest is sent at once (M-STREAM-REPORT). */
  #restAgain(lane: number, done: number): void {
    const lanes = this.#lanes;
    this.#takeOff(lane, done, null);
    lanes.errors[lane] = 0;
    this.#again(lane, 0);
  }

  /** Halves are sent at once, and a cut uses up no retry (M-STREAM-BISECT). */
  #failed(lane: number): void {
    const lanes = this.#lanes;
    if (this.#retry.bisects && lanes.size[lane]! > 1) {
      lanes.halve(lane);
      lanes.errors[lane] = 0;
      this.#again(lane, 0);
      return;
    }
    const errors = (lanes.errors[lane]! += 1);
    if (errors > this.#retry.maximumRetries) this.#settle(lane, lanes.size[lane]!, GivenUp.retries);
    else this.#again(lane, backoff(errors));
  }

  /** Ends the piece, for a reason where its records are given up. */
  #settle(lane: number, count: number, reason: string | null): void {
    this.#takeOff(lane, count, reason);
    this.#next(lane);
  }

  #next(lane: number): void {
    const { desk } = this.#parts;
    const lanes = this.#lanes;
    if (lanes.nextPiece(lane)) {
      lanes.errors[lane] = 0;
      this.#again(lane, 0);
      return;
    }
    desk.tickets.settle(lanes.ticket[lane]!);
    lanes.ticket[lane] = NONE;
    this.#reader.freed(lane);
  }

  /** The piece is sent after so long; not at all once nobody polls any more, and its records stay in the stream. */
  #again(lane: number, after: number): void {
    const { desk, end } = this.#parts;
    const time = desk.clock.now + after;
    if (time <= end) this.#reader.remind(lane, time);
    else this.#stop(lane);
  }

  #stop(lane: number): void {
    const { ticket } = this.#lanes;
    if (ticket[lane]! >= 0) this.#parts.desk.tickets.settle(ticket[lane]!);
    ticket[lane] = STOPPED;
  }

  /** Gives up the records of the piece that have become too old, which are its first (M-STREAM-AGE, M-STREAM-RETENTION). */
  #dropOld(lane: number): void {
    const { records, first, size } = this.#lanes;
    const { maximumAge, retention } = this.#retry;
    const { now } = this.#parts.desk.clock;
    while (size[lane]! > 0) {
      const age = now - records.requestedAt[first[lane]!]!;
      if (age < maximumAge && age < retention) return;
      this.#takeOff(lane, 1, age < retention ? GivenUp.age : GivenUp.expired);
    }
  }

  /** Takes records off the front of the piece, which are settled. */
  #takeOff(lane: number, count: number, reason: string | null): void {
    const { desk, from, measure, polled } = this.#parts;
    const { now } = desk.clock;
    const lanes = this.#lanes;
    for (let each = 0; each < count; each++) {
      const requestedAt = lanes.records.requestedAt[lanes.first[lane]!]!;
      lanes.shift(lane);
      const isCounted = requestedAt >= from;
      if (reason !== null) this.#gaveUp(reason, isCounted);
      if (!isCounted) continue;
      if (reason === null) measure.succeeded += 1;
      if (reason === null || reason === GivenUp.retries) polled.latency.record(now - requestedAt);
    }
    lanes.size[lane]! -= count;
    polled.waiting.add(now, -count);
    if (lanes.ticket[lane] !== NONE) polled.inFlight.add(now, -count);
  }

  /** What has expired is gone: a destination hears of the others alone. */
  #gaveUp(reason: string, isCounted: boolean): void {
    const { measure, desk } = this.#parts;
    const { now } = desk.clock;
    if (this.#retry.hasDestination && reason !== GivenUp.expired) measure.deadLetter(now, isCounted);
    else measure.drop(reason, now, isCounted);
  }

  #noteLane(ticket: number, lane: number): void {
    if (ticket >= this.#laneOf.length) {
      const wider = new Int32Array(2 * (ticket + 1));
      wider.set(this.#laneOf);
      this.#laneOf = wider;
    }
    this.#laneOf[ticket] = lane;
  }
}

function backoff(times: number): number {
  return doubled(STREAM_BACKOFF.first, times - 1, STREAM_BACKOFF.most);
}
