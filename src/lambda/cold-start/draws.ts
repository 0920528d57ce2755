// Random lengths that a policy may or may not ask for: keyed by the request or environment, so that two settings under the
// same traffic meet the same ones.
import { sampler } from '../../engine/distributions.js';
import type { KeyedStream } from '../../engine/random.js';
import { wholeMicroseconds } from '../../engine/time.js';
import type { Distribution } from '../../scenario/traffic/types.js';

/** A length of time drawn for one request or environment: whole microseconds, 0 or more. */
export type Draw = (key: number) => number;

/** The keyed stream of a purpose, such as `init`. */
export type StreamOf = (purpose: string) => KeyedStream;

/** Beyond every request's number: the first key of draws for environments that no request waits for. */
export const AHEAD = 2 ** 52;

export function drawOf(distribution: Distribution, streamOf: StreamOf, purpose: string): Draw {
  if (distribution.kind === 'constant') return () => distribution.value;
  const sample = sampler(distribution);
  const stream = streamOf(purpose);
  return (key) => wholeMicroseconds(sample(stream.at(key)));
}
