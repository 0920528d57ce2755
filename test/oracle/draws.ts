// What the naive simulator draws at random: asked for by the names and keys that the contract gives, of the same streams.
import { sampler } from '../../src/engine/distributions.js';
import { type KeyedStream, keyedStream } from '../../src/engine/random.js';
import type { Distribution } from '../../src/scenario/traffic/types.js';
import type { FunctionSpec, Scenario } from '../../src/scenario/types.js';

export interface Draws {
  /** Uniform between 0 and 1, for a request of the function. */
  routing(fn: FunctionSpec, request: number): number;
  /** Whole microseconds, for an attempt to initialise a provisioned environment. */
  provisionedInit(fn: FunctionSpec, key: number, length: Distribution): number;
  /** Uniform between 0 and 1, for the same attempt. */
  provisionedInitError(fn: FunctionSpec, key: number): number;
}

export function drawsOf({ seed }: Scenario): Draws {
  const streams = new Map<string, KeyedStream>();
  const stream = (fn: FunctionSpec, purpose: string): KeyedStream => {
    const name = [seed, 0, 'function', fn.name, purpose];
    const key = JSON.stringify(name);
    if (!streams.has(key)) streams.set(key, keyedStream(name));
    return streams.get(key)!;
  };
  return {
    routing: (fn, request) => stream(fn, 'routing').at(request)(),
    provisionedInit: (fn, key, length) =>
      length.kind === 'constant' ? length.value : Math.round(sampler(length)(stream(fn, 'provisionedInit').at(key))),
    provisionedInitError: (fn, key) => stream(fn, 'provisionedInitError').at(key)(),
  };
}
