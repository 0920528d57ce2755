// The inits of provisioned environments: each attempt is drawn under the next number, over allocations and replacements.
import type { KeyedStream } from '../../engine/random.js';
import type { ColdStartSpec } from '../../scenario/types.js';
import type { StreamOf } from '../cold-start/draws.js';
import { InitDraws } from '../cold-start/init-draws.js';
import { InitEnd } from '../cold-start/phases.js';
import { LONG_INIT_LIMIT } from '../defaults.js';

export interface ProvisionedInit {
  /** From the start of the first attempt until the environment is there, or is given up. */
  readonly length: number;
  /** Of the attempt that succeeded; failed ones are not billed. */
  readonly billed: number;
  /** One of `InitEnd`. */
  readonly end: number;
}

export class ProvisionedInits {
  readonly #draws: InitDraws;
  readonly #errors: KeyedStream;
  readonly #errorRate: number;
  readonly #limit: number;
  #attempts = 0;

  constructor(spec: ColdStartSpec, timeout: number, streamOf: StreamOf) {
    this.#draws = new InitDraws(spec, streamOf, 'provisionedInit');
    this.#errors = streamOf('provisionedInitError');
    this.#errorRate = spec.errorRate;
    this.#limit = Math.max(LONG_INIT_LIMIT, timeout);
  }

  /** `load` is what reading an image takes that no cache holds. An init that fails is tried again at once (M-ALLOCATION-FAILS). */
  next(load: number): ProvisionedInit {
    for (let elapsed = 0; ; ) {
      const key = ++this.#attempts;
      const init = load + this.#draws.total(key);
      elapsed += init;
      if (elapsed > this.#limit) return { length: this.#limit, billed: 0, end: InitEnd.timeout };
      if (this.#errorRate === 0 || this.#errors.at(key)() >= this.#errorRate) {
        return { length: elapsed, billed: init, end: InitEnd.ok };
      }
      if (this.#errorRate === 1) return { length: elapsed, billed: 0, end: InitEnd.error };
    }
  }
}
