// Records the timeline of a run into a given room: all that happens to environments first, then their lives alone, then nothing but
// how many there are.
import { describeEvent, ENOUGH, type EventSink, Kind, kindOfCode } from '../../lambda/events.js';
import type { InvocationSink } from '../../lambda/measurement/invocation-log.js';
import type { Timeline, TimelineFunction } from '../../metrics/timeline.js';
import { Lives } from './life.js';
import { PackedLives } from './packed-lives.js';

/** How many bytes there may be. */
export interface Room {
  /** With invocations and idle times. */
  readonly details: number;
  /** In all. */
  readonly lives: number;
}

interface Line {
  readonly function: string;
  readonly number: number;
  readonly code: number;
  readonly request: number;
}

type Counts = { -readonly [K in keyof Omit<TimelineFunction, 'ended'>]: TimelineFunction[K] } & {
  readonly ended: Record<string, number>;
};

export class TimelineRecorder {
  readonly #room: Room;
  readonly #packed = new PackedLives();
  readonly #counts = new Map<string, Counts>();
  /** `null` once there is no more room for details. */
  #lives: Lives | null;
  #last = 0;
  #detailsUntil: number | null = null;
  #livesUntil: number | null = null;

  constructor(room: Room) {
    this.#room = room;
    this.#lives = new Lives(this.#packed);
  }

  readonly events: EventSink = (now, name, code, number, request) => {
    const kind = kindOfCode(code);
    // These are nearly all lines of a long run.
    const isOfRequest = kind === Kind.completed || kind === Kind.warm || kind === Kind.onProvisioned;
    if (this.#lives === null && isOfRequest) return ENOUGH;
    this.#last = now;
    this.#count(kind, name, code);
    if (this.#lives === null) {
      if (this.#livesUntil === null) this.#life(kind, now, { function: name, number, code, request });
      return undefined;
    }
    if (kind === Kind.initialised) this.#packed.ready({ function: name, number, provisioned: false }, now);
    this.#lives.events(now, name, code, number, request);
    this.#checkDetails(now);
    return undefined;
  };

  readonly invocations: InvocationSink = (record) => {
    if (this.#lives === null) return ENOUGH;
    this.#lives.invocations(record);
    this.#checkDetails(record.endedAt);
    return undefined;
  };

  /** The run of `duration` microseconds is over. */
  finish(duration: number): Timeline {
    this.#lives?.finish(duration);
    const { bytes, functions, ways, stretches, ends, reasons } = this.#packed;
    // Those that came when there was no room at all have no number, and stand behind.
    const names = new Set([...functions, ...this.#counts.keys()]);
    return {
      // A copy, without the room for more.
      bytes: bytes.slice(),
      functions: [...names].map((name) => this.#counts.get(name) ?? noCounts(name)),
      ways,
      stretches,
      ends,
      reasons,
      end: Math.max(duration, this.#last),
      detailsUntil: this.#detailsUntil,
      livesUntil: this.#livesUntil,
    };
  }

  #checkDetails(now: number): void {
    if (this.#packed.length <= this.#room.details) return;
    this.#lives?.breakOff(now);
    this.#lives = null;
    this.#detailsUntil = now;
    this.#packed.leaveDetails();
    this.#checkLives(now);
  }

  #checkLives(now: number): void {
    if (this.#packed.length > this.#room.lives) this.#livesUntil = now;
  }

  /** Without details. */
  #life(kind: number, now: number, line: Line): void {
    const provisioned = kind === Kind.provisioned || kind === Kind.deprovisioned;
    const environment = { function: line.function, number: line.number, provisioned };
    switch (kind) {
      case Kind.cold:
      case Kind.prepared:
      case Kind.provisioned:
        this.#packed.created(environment, now);
        break;
      case Kind.initFailed:
        // A request that waits for it is told of later, and another init may follow.
        if (line.request !== 0) return;
        this.#packed.ready(environment, now);
        break;
      case Kind.initialised:
        this.#packed.ready(environment, now);
        break;
      case Kind.ended:
      case Kind.deprovisioned:
        this.#packed.ended(environment, now, describeEvent(line.code).why);
        break;
      default:
        return;
    }
    this.#checkLives(now);
  }

  #count(kind: number, name: string, code: number): void {
    switch (kind) {
      case Kind.cold:
        this.#countsOf(name).cold += 1;
        break;
      case Kind.prepared:
        this.#countsOf(name).prepared += 1;
        break;
      case Kind.provisioned:
        this.#countsOf(name).provisioned += 1;
        break;
      case Kind.throttled:
        this.#countsOf(name).throttles += 1;
        break;
      case Kind.ended:
      case Kind.deprovisioned: {
        const { ended } = this.#countsOf(name);
        const { why } = describeEvent(code);
        ended[why] = (ended[why] ?? 0) + 1;
        break;
      }
    }
  }

  #countsOf(name: string): Counts {
    let counts = this.#counts.get(name);
    if (counts === undefined) this.#counts.set(name, (counts = noCounts(name)));
    return counts;
  }
}

const noCounts = (name: string): Counts => ({ name, cold: 0, prepared: 0, provisioned: 0, ended: {}, throttles: 0 });
