// Inits of provisioned environments, some of which take too long: as a run draws them, and a seed with a given pattern.
import { sampler } from '../../src/engine/distributions.js';
import { keyedStream } from '../../src/engine/random.js';

/** Three seconds, or more than any limit of a function with the timeout beside it. */
export const SOME_TOO_LONG = { init: { empirical: { values: ['3s', '200s'] } }, timeout: '3s' } as const;

const sample = sampler({ kind: 'values', values: [3, 200] });

/**
 * The first seed under which the inits of provisioned environments of function `f`, in the order of their numbers, take so many
 * seconds each: 3 or 200.
 */
export function seedOf(...lengths: readonly (3 | 200)[]): number {
  for (let seed = 0; ; seed++) {
    const drawn = keyedStream([`${seed}`, 0, 'function', 'f', 'provisionedInit']);
    if (lengths.every((length, index) => sample(drawn.at(index + 1)) === length)) return seed;
  }
}
