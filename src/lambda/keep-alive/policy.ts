// What a keep-alive policy decides about the on-demand environments of one function. A policy is a file beside this one and
// a case in policies.ts.

export interface KeepAlivePolicy {
  /** How long the whole function may be idle until all its environments end, `Infinity` for ever. */
  readonly idleLimit: number;
  /** Whether environments expire in another order than they become idle in. */
  readonly randomExpiry: boolean;
  /** Whether environments reach their maximum life in another order than they are created in. */
  readonly randomLifetime: boolean;
  /** `null` where nothing is learned from idle periods and nothing made ready ahead. */
  readonly preWarming: PreWarming | null;
  /**
   * When an environment that became idle at `now` ends if nobody uses it; `Infinity` for never. Asked at every completion.
   * `key` is the request's number, or that of `Ahead` for an environment that served none.
   */
  expiresAt(now: number, key: number): number;
  /** Maximum life of a new environment, by its ordinal; `Infinity` for none. */
  lifetimeOf(ordinal: number): number;
}

/** The function as a whole falls idle when its last invocation in flight completes, and is idle until the next one starts. */
export interface PreWarming {
  /** The function was idle for this long. */
  idleEnded(length: number): void;
  /**
   * Asked when the function falls idle. 0: environments stay as `expiresAt` said. More: they all end at once, and one is ready
   * again after so long, unless the function has been called.
   */
  readyAfter(): number;
  /** How long after the function fell idle that one ends if nobody uses it. */
  keptFor(): number;
}
