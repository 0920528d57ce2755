// The lives of environments in few bytes, in the order in which they are told of.
//
// Everything is a number of `ByteWriter`. An item begins with 16 × its place + its kind; the place is that of an environment, which
// one created after its end may take over, or, of a throttle, that of the function. Then follow:
//
//   kind 0, created     2 × function + 1 if provisioned; its number, as a difference from the one after the last; time since the clock
//   kinds 1 to 7        length: it placed, downloaded, failed at init, initialised, restored, started cold, was idle
//   kind 8, invocation  length; way; request, as a difference from the last one of the function; latency before the handler
//   kind 9, renewed     time since its last stretch
//   kind 10, ended      why; time since its last stretch
//   kind 11, throttled  time since the clock; reason; request, as above
//
// A stretch or an invocation begins where the last one of its environment ended, at first with its creation. Where an environment
// ends or the bytes do later than its last stretch, nothing more was written of the time between. The clock is the time of the last
// item of kind 0 or 11. Functions, ways, ends and reasons are numbered as they come.
import type { InvocationRecord } from '../../lambda/measurement/invocation-log.js';
import type { Way } from '../../metrics/timeline.js';
import { ByteWriter } from './byte-writer.js';
import type { Stretch, TimelineEnvironment, TimelineSink } from './life.js';

const STRETCHES: readonly Stretch[] = ['placement', 'download', 'failed init', 'init', 'restore', 'cold start', 'idle'];
const Item = { created: 0, stretch: 1, invocation: 8, renewed: 9, ended: 10, throttled: 11 } as const;

interface Placed {
  readonly place: number;
  readonly createdAt: number;
  /** Where its last stretch ended. */
  until: number;
  /** When its cold start was over, where that is known before its phases. */
  readyAt: number | null;
}

interface Known {
  readonly index: number;
  /** Of those that live, by what tells an environment from the others of its function. */
  readonly living: Map<number, Placed>;
  readonly lastNumber: { onDemand: number; provisioned: number };
  lastRequest: number;
}

const keyOf = (number: number, provisioned: boolean): number => 2 * number + (provisioned ? 1 : 0);

export class PackedLives implements TimelineSink {
  readonly #out = new ByteWriter();
  readonly #functions = new Map<string, Known>();
  readonly #ways = new Map<string, Way>();
  readonly #wayNumbers = new Map<string, number>();
  readonly #stretches = new Set<Stretch>();
  readonly #ends: string[] = [];
  readonly #reasons: string[] = [];
  readonly #free: number[] = [];
  #places = 0;
  #clock = 0;
  #hasDetails = true;

  get length(): number {
    return this.#out.length;
  }

  get bytes(): Uint8Array {
    return this.#out.bytes();
  }

  /** In the order of their numbers, as ways, ends and reasons. */
  get functions(): readonly string[] {
    return [...this.#functions.keys()];
  }

  get ways(): readonly Way[] {
    return [...this.#ways.values()];
  }

  get stretches(): readonly Stretch[] {
    return STRETCHES.filter((each) => this.#stretches.has(each));
  }

  get ends(): readonly string[] {
    return this.#ends;
  }

  get reasons(): readonly string[] {
    return this.#reasons;
  }

  created(environment: TimelineEnvironment, at: number): void {
    const known = this.#known(environment.function);
    const place = this.#free.pop() ?? this.#places++;
    known.living.set(keyOf(environment.number, environment.provisioned), {
      place,
      createdAt: at,
      until: at,
      readyAt: null,
    });
    this.#item(Item.created, place);
    this.#out.number(keyOf(known.index, environment.provisioned));
    const fleet = environment.provisioned ? 'provisioned' : 'onDemand';
    this.#out.difference(environment.number - known.lastNumber[fleet] - 1);
    known.lastNumber[fleet] = environment.number;
    this.#since(at);
  }

  stretch(environment: TimelineEnvironment, what: Stretch, _: number, to: number): void {
    this.#goOn(this.#placed(environment), what, to);
  }

  invocation(environment: TimelineEnvironment, record: InvocationRecord): void {
    const placed = this.#placed(environment);
    this.#item(Item.invocation, placed.place);
    this.#out.number(record.duration);
    this.#out.number(this.#wayNumber(record));
    this.#request(this.#known(environment.function), record.request);
    this.#out.number(record.latency - record.duration);
    placed.until = record.endedAt;
  }

  renewed(environment: TimelineEnvironment, at: number): void {
    const placed = this.#placed(environment);
    this.#item(Item.renewed, placed.place);
    this.#out.number(at - placed.until);
  }

  /** Without effect where its creation was not told of. */
  ended(environment: TimelineEnvironment, at: number, why: string): void {
    const living = this.#functions.get(environment.function)?.living;
    const key = keyOf(environment.number, environment.provisioned);
    const placed = living?.get(key);
    if (living === undefined || placed === undefined) return;
    this.#item(Item.ended, placed.place);
    this.#out.number(placeIn(this.#ends, why));
    this.#out.number(at - placed.until);
    living.delete(key);
    this.#free.push(placed.place);
  }

  throttled(record: InvocationRecord): void {
    const known = this.#known(record.function);
    this.#item(Item.throttled, known.index);
    this.#since(record.endedAt);
    this.#out.number(placeIn(this.#reasons, String(record.cause)));
    this.#request(known, record.request);
  }

  /** Its cold start is over; the phases are told of with its invocation, if ever. Without effect as `ended`. */
  ready(environment: TimelineEnvironment, at: number): void {
    const { function: name, number, provisioned } = environment;
    const placed = this.#functions.get(name)?.living.get(keyOf(number, provisioned));
    if (placed === undefined || placed.until !== placed.createdAt) return;
    placed.readyAt = at;
    if (!this.#hasDetails) this.#coldStart(placed);
  }

  /** From now on nothing is told but creations, ends and when environments are ready. */
  leaveDetails(): void {
    this.#hasDetails = false;
    for (const { living } of this.#functions.values()) for (const placed of living.values()) this.#coldStart(placed);
  }

  #coldStart(placed: Placed): void {
    const { createdAt, until, readyAt } = placed;
    if (readyAt === null || until !== createdAt || readyAt === createdAt) return;
    this.#goOn(placed, 'cold start', readyAt);
  }

  #goOn(placed: Placed, what: Stretch, to: number): void {
    this.#stretches.add(what);
    this.#item(Item.stretch + STRETCHES.indexOf(what), placed.place);
    this.#out.number(to - placed.until);
    placed.until = to;
  }

  #known(name: string): Known {
    let known = this.#functions.get(name);
    if (known === undefined) {
      const lastNumber = { onDemand: 0, provisioned: 0 };
      known = { index: this.#functions.size, living: new Map(), lastNumber, lastRequest: 0 };
      this.#functions.set(name, known);
    }
    return known;
  }

  #placed({ function: name, number, provisioned }: TimelineEnvironment): Placed {
    return this.#known(name).living.get(keyOf(number, provisioned))!;
  }

  #item(kind: number, place: number): void {
    this.#out.number(16 * place + kind);
  }

  #since(at: number): void {
    this.#out.number(at - this.#clock);
    this.#clock = at;
  }

  #request(known: Known, request: number): void {
    this.#out.difference(request - known.lastRequest);
    known.lastRequest = request;
  }

  #wayNumber({ start, cause, outcome, spillover, suppressedInit }: InvocationRecord): number {
    if (start === 'throttled') throw new TypeError('a throttled request has no invocation');
    const key = `${start}, ${cause}, ${outcome}, ${spillover}, ${suppressedInit}`;
    let number = this.#wayNumbers.get(key);
    if (number === undefined) {
      number = this.#ways.size;
      this.#wayNumbers.set(key, number);
      this.#ways.set(key, { start, cause, outcome, spillover, suppressedInit });
    }
    return number;
  }
}

function placeIn(words: string[], word: string): number {
  const known = words.indexOf(word);
  return known < 0 ? words.push(word) - 1 : known;
}
