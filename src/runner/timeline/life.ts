// What each environment does from its creation to its end, made of event lines and invocations as they come. It keeps what is
// alive and nothing of the past.
import { describeEvent, type EventSink, Kind, kindOfCode } from '../../lambda/events.js';
import type { InvocationRecord, InvocationSink } from '../../lambda/measurement/invocation-log.js';

export interface TimelineEnvironment {
  readonly function: string;
  /** Its number within the function; those provisioned are numbered apart. */
  readonly number: number;
  readonly provisioned: boolean;
}

/** What an environment does beside invocations. A `cold start` is one whose request took another environment: no phases are known. */
export type Stretch = 'placement' | 'download' | 'failed init' | 'init' | 'restore' | 'cold start' | 'idle';

/** Times in microseconds. What is told of one environment is in order of time, without gap or overlap. */
export interface TimelineSink {
  created(environment: TimelineEnvironment, at: number): void;
  /** Longer than nothing. */
  stretch(environment: TimelineEnvironment, what: Stretch, from: number, to: number): void;
  /** Its handler ran for the last `duration` of the record, which is overwritten by the next. */
  invocation(environment: TimelineEnvironment, record: InvocationRecord): void;
  renewed(environment: TimelineEnvironment, at: number): void;
  /** `why` in the words of the event log. */
  ended(environment: TimelineEnvironment, at: number, why: string): void;
  throttled(record: InvocationRecord): void;
}

interface Living {
  readonly environment: TimelineEnvironment;
  readonly createdAt: number;
  /** `null` while it serves or initialises. */
  idleSince: number | null;
}

/** By number. */
interface Fleets {
  readonly onDemand: Map<number, Living>;
  readonly provisioned: Map<number, Living>;
}

export class Lives {
  readonly #sink: TimelineSink;
  readonly #fleets = new Map<string, Fleets>();
  #last = 0;

  constructor(sink: TimelineSink) {
    this.#sink = sink;
  }

  readonly events: EventSink = (now, name, code, number, request) => {
    this.#last = now;
    const { onDemand, provisioned } = this.#fleetsOf(name);
    switch (kindOfCode(code)) {
      case Kind.cold:
        this.#create(onDemand, { function: name, number, provisioned: false }, now, null);
        break;
      case Kind.prepared:
        this.#create(onDemand, { function: name, number, provisioned: false }, now, now);
        break;
      case Kind.provisioned:
        this.#create(provisioned, { function: name, number, provisioned: true }, now, now);
        break;
      case Kind.warm:
      case Kind.assigned:
        this.#leaveIdle(onDemand.get(number), now);
        break;
      case Kind.onProvisioned:
        this.#leaveIdle(provisioned.get(number), now);
        break;
      case Kind.initialised:
      case Kind.initFailed:
        // One that a request waits for is told of with its invocation, phase by phase.
        if (request === 0) this.#spareReady(onDemand.get(number), now);
        break;
      case Kind.renewed:
        this.#renew(provisioned.get(number), now);
        break;
      case Kind.ended:
        this.#end(onDemand, number, now, describeEvent(code).why);
        break;
      case Kind.deprovisioned:
        this.#end(provisioned, number, now, describeEvent(code).why);
        break;
    }
  };

  readonly invocations: InvocationSink = (record) => {
    if (record.start === 'throttled') {
      this.#sink.throttled(record);
      return;
    }
    const { onDemand, provisioned } = this.#fleetsOf(record.function);
    const living = (record.start === 'provisioned' ? provisioned : onDemand).get(record.environment)!;
    if (record.start === 'cold') this.#phases(living.environment, record);
    this.#sink.invocation(living.environment, record);
    living.idleSince = record.endedAt;
  };

  /** The run is over, at `duration` or with its last line; whoever lives is told of up to then. */
  finish(duration: number): void {
    const end = Math.max(duration, this.#last);
    for (const { onDemand, provisioned } of this.#fleets.values()) {
      for (const living of [...onDemand.values(), ...provisioned.values()]) {
        if (living.idleSince === null) this.#stretch(living.environment, 'cold start', living.createdAt, end);
        else this.#leaveIdle(living, end);
      }
    }
  }

  /** Whoever listens leaves now: idle times are told of as far as they have come. */
  breakOff(now: number): void {
    for (const { onDemand, provisioned } of this.#fleets.values())
      for (const living of [...onDemand.values(), ...provisioned.values()]) this.#leaveIdle(living, now);
  }

  #fleetsOf(name: string): Fleets {
    let fleets = this.#fleets.get(name);
    if (fleets === undefined) this.#fleets.set(name, (fleets = { onDemand: new Map(), provisioned: new Map() }));
    return fleets;
  }

  #create(fleet: Map<number, Living>, environment: TimelineEnvironment, at: number, idleSince: number | null): void {
    fleet.set(environment.number, { environment, createdAt: at, idleSince });
    this.#sink.created(environment, at);
  }

  #leaveIdle(living: Living | undefined, now: number): void {
    if (living === undefined || living.idleSince === null) return;
    this.#stretch(living.environment, 'idle', living.idleSince, now);
    living.idleSince = null;
  }

  /** Nobody waits for it. One that is made ready ahead has this line before it is created, where its init failed. */
  #spareReady(living: Living | undefined, now: number): void {
    if (living === undefined) return;
    this.#stretch(living.environment, 'cold start', living.createdAt, now);
    living.idleSince = now;
  }

  /** A busy one is replaced while it runs. */
  #renew(living: Living | undefined, now: number): void {
    if (living === undefined) return;
    if (living.idleSince !== null) {
      this.#leaveIdle(living, now);
      living.idleSince = now;
    }
    this.#sink.renewed(living.environment, now);
  }

  #end(fleet: Map<number, Living>, number: number, now: number, why: string): void {
    const living = fleet.get(number);
    if (living === undefined) return;
    this.#leaveIdle(living, now);
    fleet.delete(number);
    this.#sink.ended(living.environment, now, why);
  }

  #phases(environment: TimelineEnvironment, record: InvocationRecord): void {
    let from = record.arrivedAt;
    const phase = (what: Stretch, length: number): void => {
      this.#stretch(environment, what, from, from + length);
      from += length;
    };
    phase('placement', record.placement);
    phase('download', record.download);
    phase('failed init', record.failedInit);
    phase('init', record.init);
    phase('restore', record.restore);
  }

  #stretch(environment: TimelineEnvironment, what: Stretch, from: number, to: number): void {
    if (to > from) this.#sink.stretch(environment, what, from, to);
  }
}
