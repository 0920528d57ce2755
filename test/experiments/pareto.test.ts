import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Priced, paretoFront } from '../../src/experiments/pareto.js';

const METRIC = 'total.latencyMs.p99';
const points = fc.array(
  fc.record({ cost: fc.option(fc.integer({ min: 0, max: 6 })), value: fc.option(fc.integer({ min: 0, max: 6 })) }),
);

const dominates = (one: Priced, other: Priced): boolean =>
  one.cost! <= other.cost! && one.value! <= other.value! && (one.cost! < other.cost! || one.value! < other.value!);

it('has exactly the points that no other beats in one and equals in the other, from the cheapest on', () => {
  fc.assert(
    fc.property(points, (all) => {
      const isKnown = ({ cost, value }: Priced): boolean => cost !== null && value !== null;
      const front = paretoFront(all, METRIC);
      const expected = [...all.keys()].filter(
        (place) => isKnown(all[place]!) && !all.some((other) => isKnown(other) && dominates(other, all[place]!)),
      );
      expect([...front].sort((a, b) => a - b)).toEqual(expected);
      const costs = front.map((place) => all[place]!.cost!);
      expect(costs).toEqual([...costs].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});

it('takes more for better where a metric is of use', () => {
  const all = [
    { cost: 1, value: 0.2 },
    { cost: 2, value: 0.8 },
    { cost: 3, value: 0.5 },
  ];
  expect(paretoFront(all, 'total.provisioned.utilizationMean')).toEqual([0, 1]);
  expect(paretoFront(all, METRIC)).toEqual([0]);
});
