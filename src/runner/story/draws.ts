// The parts of one request's init once more: they are keyed by the request, so they can be drawn again without the run.
import { keyedStream } from '../../engine/random.js';
import { InitDraws } from '../../lambda/cold-start/init-draws.js';
import type { Distribution } from '../../scenario/traffic/types.js';
import type { FunctionSpec } from '../../scenario/types.js';

/** In microseconds. */
export interface DrawnInit {
  readonly extension: number;
  readonly runtime: number;
  /** The share of all such inits that are shorter, where the distribution tells it. */
  readonly runtimeShare: number | null;
  readonly function: number;
  readonly total: number;
}

export function drawnInit(seed: string, replication: number, spec: FunctionSpec, request: number): DrawnInit {
  const streamOf = (purpose: string) => keyedStream([seed, replication, 'function', spec.name, purpose]);
  const draws = new InitDraws(spec.coldStart, streamOf, 'init');
  const runtime = draws.runtime(request);
  return {
    extension: draws.extensions(request),
    runtime,
    runtimeShare: shareBelow(spec.coldStart.runtimeInit, runtime),
    function: draws.function(request),
    total: draws.total(request),
  };
}

/** The share of a distribution that lies below a value; `null` where that takes more than arithmetic. */
export function shareBelow(of: Distribution, value: number): number | null {
  if (of.kind !== 'quantiles') return null;
  const above = of.points.findIndex(([, at]) => at >= value);
  if (above < 0) return 1;
  const [p1, x1] = of.points[above]!;
  const [p0, x0] = of.points[above - 1] ?? [p1, x1];
  return x1 > x0 ? p0 + ((p1 - p0) * (value - x0)) / (x1 - x0) : p1;
}

/** Where the second of two versions is chosen if this is below its share (M-WEIGHTS). */
export const routingDraw = (seed: string, replication: number, { name }: FunctionSpec, request: number): number =>
  keyedStream([seed, replication, 'function', name, 'routing']).at(request)();
