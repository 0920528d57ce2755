// Where the requests of an alias, a version or `$LATEST` go: to one version, or by chance to one of two.
import type { KeyedStream } from '../../engine/random.js';
import type { WarmPool } from '../environments/warm-pool.js';
import type { ProvisionedPool } from '../provisioned/provisioned-pool.js';

/** A version as it is reached through an alias or by its number. */
export interface Route {
  readonly pool: WarmPool;
  /** What is provisioned on this very alias or version. */
  readonly provisioned: ProvisionedPool | null;
}

export class Routing {
  #main: Route;
  #other: Route | null = null;
  #weight = 0;
  readonly #draws: KeyedStream;

  constructor(main: Route, draws: KeyedStream) {
    this.#main = main;
    this.#draws = draws;
  }

  get main(): Route {
    return this.#main;
  }

  /** All requests go to one version. */
  point(to: Route): void {
    this.#main = to;
    this.#other = null;
  }

  /** A share of the requests goes to another version. */
  split(other: Route, weight: number): void {
    this.#other = other;
    this.#weight = weight;
  }

  routeOf(request: number): Route {
    return this.#other === null ? this.#main : this.#either(this.#other, request);
  }

  /** M-WEIGHTS */
  #either(other: Route, request: number): Route {
    return this.#draws.at(request)() < this.#weight ? other : this.#main;
  }
}
