// The Pareto front: the points of which no other is cheaper and at least as good.

/** Metrics of which more is better; of all others less is. */
const MORE_IS_BETTER = /\.(?:succeeded|invocations|warmStarts|provisionedInvocations|utilizationMean|utilizationMax)$/;

export interface Priced {
  readonly cost: number | null;
  readonly value: number | null;
}

/** Places in `points`, from the cheapest on. Of equal points all are on it; points without a value are not. */
export function paretoFront(points: readonly Priced[], metric: string): number[] {
  const sign = MORE_IS_BETTER.test(metric) ? -1 : 1;
  const known = points.flatMap(({ cost, value }, place) =>
    cost === null || value === null ? [] : [{ cost, value: sign * value, place }],
  );
  known.sort((a, b) => a.cost - b.cost || a.value - b.value || a.place - b.place);
  const front: number[] = [];
  let best = { cost: -Infinity, value: Infinity };
  for (const point of known) {
    const isEqual = point.cost === best.cost && point.value === best.value;
    if (point.value >= best.value && !isEqual) continue;
    best = point;
    front.push(point.place);
  }
  return front;
}
