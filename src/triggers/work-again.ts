// What further attempts of a request do: drawn by the request and the attempt, whatever happens to others.
import { sampler } from '../engine/distributions.js';
import { keyedStream, type StreamName } from '../engine/random.js';
import { wholeMicroseconds } from '../engine/time.js';
import type { FunctionSpec } from '../scenario/types.js';
import type { WorkAgain } from './asynchronous.js';

/** More attempts than anything makes of one request. */
const ATTEMPTS = 2 ** 20;

/** `streams` begins the names of the trigger's streams. Handler times and failures are independent of those of earlier attempts (M-HANDLER). */
export function workAgain({ handler, errorRate, crashRate }: FunctionSpec, streams: StreamName): WorkAgain {
  const length = sampler(handler!);
  const lengths = keyedStream([...streams, 'handler again']);
  const failures = keyedStream([...streams, 'failure again']);
  return (number, attempt) => {
    const key = number * ATTEMPTS + attempt;
    const duration = wholeMicroseconds(length(lengths.at(key)));
    const uniform = failures.at(key);
    const failsItself = uniform() < errorRate;
    return { duration, failed: uniform() < crashRate ? 2 : failsItself ? 1 : 0 };
  };
}
