// The environments on demand of one function as its event log tells of them: those that live, and the last that ended.
import { Kind } from '../../lambda/events.js';

/** Times in microseconds. */
export interface LivingEnvironment {
  readonly createdAt: number;
  /** 0 where it was made ahead of any request. */
  readonly createdFor: number;
  /** Why it was made ahead of requests, in the words of the log; else empty. */
  readonly prepared: string;
  /** `null` while it serves or initialises. */
  readonly idleSince: number | null;
  /** How many requests, and the last of them; 0 for none. */
  readonly served: number;
  readonly lastRequest: number;
}

export interface Ended {
  readonly environment: number;
  readonly at: number;
  /** In the words of the log. */
  readonly why: string;
  readonly idleSince: number;
}

export class Fleet {
  idle = 0;
  lastEnded: Ended | null = null;
  readonly #living = new Map<number, LivingEnvironment>();

  get live(): number {
    return this.#living.size;
  }

  find(environment: number): LivingEnvironment | null {
    return this.#living.get(environment) ?? null;
  }

  see(now: number, kind: number, why: string, environment: number, request: number): void {
    const known = this.#living.get(environment);
    switch (kind) {
      case Kind.cold:
        this.#put(environment, {
          createdAt: now,
          createdFor: request,
          prepared: '',
          idleSince: null,
          served: 0,
          lastRequest: 0,
        });
        break;
      case Kind.prepared:
        this.#put(environment, {
          createdAt: now,
          createdFor: 0,
          prepared: why,
          idleSince: now,
          served: 0,
          lastRequest: 0,
        });
        break;
      case Kind.warm:
      case Kind.assigned:
        if (known) this.#put(environment, { ...known, idleSince: null });
        break;
      case Kind.completed:
        if (known) this.#put(environment, { ...known, idleSince: now, served: known.served + 1, lastRequest: request });
        break;
      case Kind.initialised:
      case Kind.initFailed:
        // A spare's: nobody waits for it.
        if (known && request === 0) this.#put(environment, { ...known, idleSince: now });
        break;
      case Kind.ended:
        if (known?.idleSince !== null) this.idle -= 1;
        this.lastEnded = { environment, at: now, why, idleSince: known?.idleSince ?? now };
        this.#living.delete(environment);
        break;
    }
  }

  #put(environment: number, now: LivingEnvironment): void {
    const before = this.#living.get(environment);
    this.idle += (now.idleSince === null ? 0 : 1) - (before === undefined || before.idleSince === null ? 0 : 1);
    this.#living.set(environment, now);
  }
}
