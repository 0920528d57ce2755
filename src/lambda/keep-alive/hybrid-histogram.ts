// The hybrid histogram policy (Shahrad et al., Serverless in the Wild, USENIX ATC 2020, section 4; M-HYBRID): idle times of the
// past say when the function will be called again. Without the forecast by ARIMA for functions that are mostly idle for
// longer than the range: these are kept as if nothing were known.
import { wholeMicroseconds } from '../../engine/time.js';
import type { HybridHistogram } from '../../scenario/types.js';
import { IdleTimes } from './idle-times.js';
import type { KeepAlivePolicy, PreWarming } from './policy.js';

export class HybridHistogramPolicy implements KeepAlivePolicy, PreWarming {
  readonly idleLimit = Infinity;
  /** The window changes, so a later environment may end sooner. */
  readonly randomExpiry = true;
  readonly randomLifetime = false;
  readonly preWarming = this;
  readonly #settings: HybridHistogram;
  readonly #lifetime: number;
  readonly #idleTimes: IdleTimes;
  /** From falling idle: when an environment is to be ready, and how long one is kept. */
  #ready = 0;
  #kept: number;
  /** Whether the two are still to be found. */
  #stale = false;

  constructor(settings: HybridHistogram, lifetime: number) {
    this.#settings = settings;
    this.#lifetime = lifetime;
    this.#idleTimes = new IdleTimes(settings.range, settings.bin);
    this.#kept = settings.range;
  }

  expiresAt(now: number): number {
    return now + this.keptFor();
  }

  lifetimeOf(): number {
    return this.#lifetime;
  }

  idleEnded(length: number): void {
    this.#idleTimes.add(length);
    this.#stale = true;
  }

  readyAfter(): number {
    if (this.#stale) this.#learn();
    return this.#ready;
  }

  keptFor(): number {
    if (this.#stale) this.#learn();
    return this.#kept;
  }

  #learn(): void {
    this.#stale = false;
    const { range, bin, head, tail, margin } = this.#settings;
    if (!this.#isRepresentative()) {
      this.#ready = 0;
      this.#kept = range;
      return;
    }
    // The head is a bin's lower edge, the tail a bin's upper edge.
    const from = this.#idleTimes.quantile(head) * bin;
    const to = (this.#idleTimes.quantile(tail) + 1) * bin;
    this.#ready = wholeMicroseconds(from * (1 - margin));
    this.#kept = wholeMicroseconds(to * (1 + margin));
  }

  #isRepresentative(): boolean {
    const { minimumIdleTimes, minimumVariation, maximumBeyond } = this.#settings;
    const { count, beyond, variationSquared } = this.#idleTimes;
    return (
      count >= minimumIdleTimes &&
      beyond <= maximumBeyond * (count + beyond) &&
      variationSquared >= minimumVariation * minimumVariation
    );
  }
}
