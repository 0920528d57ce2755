// What goes into the event queue: the platform's seven kinds of event and the triggers' two, with their subjects, and their order at
// one instant.

/**
 * The kinds. `initialised` concerns an environment, `completed` an invocation, `preparation` and `idle` a function, `expiry` a warm
 * pool, `control` a timer of the control plane. `step` an invocation whose handler calls other functions.
 * `attempt` concerns a ticket of a trigger, `poll` one of its pollers.
 */
export const Due = {
  initialised: 0,
  completed: 1,
  control: 2,
  idle: 3,
  expiry: 4,
  preparation: 5,
  attempt: 6,
  poll: 7,
  step: 8,
} as const;

/** Kind and subject in one 32-bit integer; a subject is below 2^27. */
export const event = (kind: number, subject: number): number => (subject << 4) | kind;
export const kindOf = (packed: number): number => packed & 15;
export const subjectOf = (packed: number): number => packed >> 4;

/**
 * At one instant: completions and finished inits by their requests' arrival, then the control plane, expiries, retries and polls. Each class
 * has a range of its own, to which its tie-breaker is added. A pool's timer may be queued twice for one instant, which
 * does no harm: the second finds nothing to do.
 */
const CLASS = 2 ** 50;
export const Order = {
  /** Plus the request's place among all arrivals. */
  completion: 0,
  /** Plus the timer's own order. */
  control: CLASS,
  /** Plus the function: an environment is ready ahead of a request. */
  preparation: CLASS + CLASS / 2,
  /** Plus the function: when a function as a whole has been idle for too long. */
  idle: 2 * CLASS,
  /** Plus the pool. */
  expiry: 2 * CLASS + CLASS / 2,
  /** Plus the place in the order in which they were asked for. */
  attempt: 3 * CLASS,
} as const;
