// How records come into lanes, and when enough of them have been read for a batch: polls, batch sizes and windows.
import { type StreamName, stream, type Uniform } from '../../engine/random.js';
import type { Timer } from '../../lambda/control-plane.js';
import type { Desk } from '../front.js';
import { type Lanes, NONE } from './lanes.js';

export interface ReaderSettings {
  readonly shards: number;
  /** Lanes of each shard. */
  readonly factor: number;
  /** How long it is from one poll of a shard to the next; 0 where records are read as they come (M-KAFKA-BATCH). */
  readonly interval: number;
  /** The most records of a batch. */
  readonly most: number;
  readonly window: number;
  readonly poisonRate: number;
  readonly poisonRecords: readonly number[];
}

export class Reader {
  readonly #settings: ReaderSettings;
  readonly #desk: Desk;
  readonly #lanes: Lanes;
  readonly #due: (lane: number) => void;
  readonly #polls: readonly Timer[];
  /** By shard: when it will be polled, `Infinity` while there is nothing to find. */
  readonly #pollAt: Float64Array;
  readonly #timers: readonly Timer[];
  readonly #shard: Uniform;
  readonly #lane: Uniform;
  readonly #poison: Uniform;
  readonly #poisonRecords: ReadonlySet<number>;
  #came = 0;

  /** `due` is told which lane has something to do, never from within an answer. `streams` begins the names of its draws. */
  constructor(settings: ReaderSettings, desk: Desk, lanes: Lanes, streams: StreamName, due: (lane: number) => void) {
    const { shards, factor, poisonRecords } = settings;
    this.#settings = settings;
    this.#desk = desk;
    this.#lanes = lanes;
    this.#shard = stream([...streams, 'shard']);
    this.#lane = stream([...streams, 'lane']);
    this.#poison = stream([...streams, 'poison']);
    this.#poisonRecords = new Set(poisonRecords);
    this.#pollAt = new Float64Array(shards).fill(Infinity);
    this.#due = due;
    this.#polls = Array.from({ length: shards }, (_, shard) => desk.timer(() => this.#poll(shard)));
    this.#timers = Array.from({ length: shards * factor }, (_, lane) => desk.timer(() => this.#laneDue(lane)));
  }

  /** A record comes, to a shard and with a partition key of its own (M-STREAM-LANES). */
  arrive(): void {
    const { clock } = this.#desk;
    const { shards, factor, interval, poisonRate } = this.#settings;
    const number = ++this.#came;
    const isPoison = (poisonRate > 0 && this.#poison() < poisonRate) || this.#poisonRecords.has(number);
    const shard = shards === 1 ? 0 : Math.floor(this.#shard() * shards);
    const within = factor === 1 ? 0 : Math.floor(this.#lane() * factor);
    const row = this.#lanes.records.add(clock.now, number, isPoison ? 1 : 0);
    const lane = shard * factor + within;
    this.#lanes.append(lane, row);
    if (interval === 0) {
      this.#read(lane);
      return;
    }
    if (this.#pollAt[shard] !== Infinity) return;
    this.#pollAt[shard] = this.#nextPoll(shard);
    this.#polls[shard]!.at(this.#pollAt[shard]);
  }

  /** The lane is due at `time`, and at no other. */
  remind(lane: number, time: number): void {
    this.#lanes.dueAt[lane] = time;
    this.#timers[lane]!.at(time);
  }

  /** A batch is done: the next one begins, with its window (M-STREAM-BATCH). */
  freed(lane: number): void {
    const { now } = this.#desk.clock;
    this.#lanes.freeSince[lane] = now;
    const read = this.#lanes.read[lane]!;
    if (read > 0) this.remind(lane, read >= this.#settings.most ? now : this.#windowEnd(lane));
  }

  /** How many records a batch that begins now would hold. */
  sizeOf(lane: number): number {
    return Math.min(this.#lanes.read[lane]!, this.#settings.most);
  }

  /** A poll of the same instant comes first, whichever was asked for first. */
  #laneDue(lane: number): void {
    const { dueAt } = this.#lanes;
    const { now } = this.#desk.clock;
    if (dueAt[lane] !== now) return;
    this.#poll(Math.floor(lane / this.#settings.factor));
    if (dueAt[lane] === now) this.#act(lane);
  }

  /** All that has come is read. Polls between which nothing came are left out: they would find nothing (M-STREAM-POLL). */
  #poll(shard: number): void {
    if (this.#pollAt[shard] !== this.#desk.clock.now) return;
    const { factor } = this.#settings;
    this.#pollAt[shard] = Infinity;
    for (let lane = shard * factor; lane < (shard + 1) * factor; lane++) this.#read(lane);
  }

  #read(lane: number): void {
    const { most, window } = this.#settings;
    const { read, held, dueAt, ticket } = this.#lanes;
    read[lane] = held[lane]!;
    if (ticket[lane] !== NONE || read[lane] === 0) return;
    if (window === 0 || read[lane] >= most) this.#act(lane);
    else if (dueAt[lane] === Infinity) this.remind(lane, this.#windowEnd(lane));
  }

  /** Of what has been read: from the end of the batch before, or from the coming of the first record (M-KAFKA-BATCH). */
  #windowEnd(lane: number): number {
    const { now } = this.#desk.clock;
    const { interval, window } = this.#settings;
    const { records, first, freeSince } = this.#lanes;
    if (interval === 0) return Math.max(now, records.requestedAt[first[lane]!]! + window);
    const end = freeSince[lane]! + window;
    return end > now ? end : now + window;
  }

  #act(lane: number): void {
    this.#lanes.dueAt[lane] = Infinity;
    this.#due(lane);
  }

  /** Shards are polled one after another, evenly over the interval (M-STREAM-POLL); polls of an instant precede its records. */
  #nextPoll(shard: number): number {
    const { shards, interval } = this.#settings;
    const phase = Math.floor((shard * interval) / shards);
    return phase + (Math.floor((this.#desk.clock.now - phase) / interval) + 1) * interval;
  }
}
