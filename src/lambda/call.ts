// What the platform is called with.

/** One attempt of a request: everything random about it was drawn before the platform saw it. Times in microseconds. */
export interface Call {
  /** Which target, by its place among the run's targets. */
  readonly target: number;
  readonly trigger: number;
  /** Handler time when warm. */
  readonly duration: number;
  /** 1 where the handler will fail, 2 where it will take its environment down. */
  readonly failed: number;
  /** Under which number its trigger remembers the request; `NONE` where it is answered once and forgotten. */
  readonly ticket: number;
  /** Which attempt it is, from 1, and how long ago the request came. */
  readonly attempt: number;
  readonly queued: number;
  /** Whether the request rate counts it: an asynchronous invocation is not limited by it. */
  readonly rated: boolean;
}
