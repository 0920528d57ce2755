import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ModulatingState, modulatedPieces, visitShares } from '../../../src/workload/arrivals/modulated.js';
import { chiSquareScore, KS_LIMIT, ksOne } from '../../support/statistics.js';

const SECOND = 1_000_000;

/** A state that is known by its rate. */
const state = (count: number, mean: number, next: readonly number[]): ModulatingState => ({
  rate: { count, per: SECOND },
  mean,
  next,
});

/** Which state each of so many pieces is, and how long it lasts. */
function walked(states: readonly ModulatingState[], steps: number): { states: number[]; lengths: number[] } {
  const pieces = modulatedPieces(states, ['test', 'states']);
  const found = { states: [] as number[], lengths: [] as number[] };
  for (let i = 0; i < steps; i++, pieces.next()) {
    expect(pieces.from).toBe(pieces.to);
    found.states.push(states.findIndex(({ rate }) => rate.count / rate.per === pieces.from));
    found.lengths.push(pieces.length);
  }
  return found;
}

describe('the states of a modulated process', () => {
  const STATES = [state(0, 10, [5, 1, 3]), state(1, 1000, [1, 0, 0]), state(2, 70, [0, 9, 0])];
  const { states, lengths } = walked(STATES, 60_000);

  it('follow each other by their weights, never by their own', () => {
    for (const [from, { next }] of STATES.entries()) {
      const counts = STATES.map((_, to) => states.filter((each, i) => each === from && states[i + 1] === to).length);
      expect(counts[from]).toBe(0);
      const possible = next.flatMap((weight, to) => (weight > 0 && to !== from ? [to] : []));
      expect(counts.reduce((sum, count, to) => sum + (possible.includes(to) ? 0 : count), 0)).toBe(0);
      if (possible.length < 2) continue;
      const sum = possible.reduce((total, to) => total + next[to]!, 0);
      const score = chiSquareScore(
        possible.map((to) => counts[to]!),
        possible.map((to) => next[to]! / sum),
      );
      expect(Math.abs(score)).toBeLessThan(4);
    }
  });

  it('last exponential times of their means', () => {
    for (const [at, { mean }] of STATES.entries()) {
      const stays = lengths.filter((_, i) => states[i] === at);
      expect(ksOne(stays, (length) => 1 - Math.exp(-length / mean))).toBeLessThan(KS_LIMIT);
    }
  });

  it('begin by their shares of all time', () => {
    const counts = STATES.map(() => 0);
    for (let i = 0; i < 4000; i++) {
      const { from } = modulatedPieces(STATES, ['begin', i]);
      counts[Math.round(from * SECOND)]! += 1;
    }
    // Visits 4 : 4 : 3 (from the first to the second once in four, to the third three times), times the mean stays.
    const weights = [4 * 10, 4 * 1000, 3 * 70];
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const score = chiSquareScore(
      counts,
      weights.map((weight) => weight / sum),
    );
    expect(Math.abs(score)).toBeLessThan(4);
  });
});

describe('the shares of visits', () => {
  it('are kept by one move more, whatever the weights', () => {
    const matrices = fc.integer({ min: 2, max: 7 }).chain((size) =>
      fc.array(fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(matrices, (weights) => {
        const rows = weights.map((row, from) => row.map((weight, to) => (to === from ? 0 : weight)));
        const shares = visitShares(rows);
        const moved = rows.map((_, to) =>
          rows.reduce((sum, row, from) => sum + (shares[from]! * row[to]!) / row.reduce((a, b) => a + b, 0), 0),
        );
        for (const [at, share] of shares.entries()) expect(moved[at]! / share).toBeCloseTo(1, 9);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('are exact where moves differ by many orders of magnitude', () => {
    // Between two pairs there is a move in a million million; by symmetry every state is visited alike.
    const rare = 1e-12;
    const shares = visitShares([
      [0, 1, rare, 0],
      [1, 0, 0, rare],
      [rare, 0, 0, 1],
      [0, rare, 1, 0],
    ]);
    for (const share of shares) expect(share).toBeCloseTo(1, 12);
  });
});
