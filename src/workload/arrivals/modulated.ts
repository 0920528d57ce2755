// The rate of a Markov-modulated Poisson process (MMPP): it stays in a state for an exponential time, then moves to another.
import { type StreamName, stream, type Uniform } from '../../engine/random.js';
import { exponential } from '../../engine/ziggurat.js';
import type { Rate } from '../../scenario/traffic/clock-types.js';
import type { RatePieces } from './poisson.js';

export interface ModulatingState {
  readonly rate: Rate;
  /** Mean stay in microseconds. */
  readonly mean: number;
  /** Weights of the states that may follow; its own counts as 0. */
  readonly next: readonly number[];
}

/** It begins in a state by its share of all time: as stays have no memory, that is as if it had always run. */
export function modulatedPieces(states: readonly ModulatingState[], streams: StreamName): RatePieces {
  const uniform = stream(streams);
  const next = states.map((state, at) => state.next.map((weight, other) => (other === at ? 0 : weight)));
  const visits = visitShares(next);
  let at = drawn(
    states.map((state, index) => visits[index]! * state.mean),
    uniform,
  );
  const pieces: RatePieces = {
    length: 0,
    from: 0,
    to: 0,
    next() {
      at = drawn(next[at]!, uniform);
      enter();
    },
  };
  const enter = (): void => {
    const { rate, mean } = states[at]!;
    pieces.length = mean * exponential(uniform);
    pieces.from = rate.count / rate.per;
    pieces.to = pieces.from;
  };
  enter();
  return pieces;
}

/** An index with probability in proportion to its weight. */
function drawn(weights: readonly number[], uniform: Uniform): number {
  let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  let last = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = index;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}

/**
 * How often each state is visited in the long run, from the weights of the moves: state by state is taken out of the chain and
 * its moves are given to the others, which subtracts nothing (Grassmann, Taksar and Heyman, Operations Research 33(5), 1985). There
 * must be a way from every state to every other.
 */
export function visitShares(weights: readonly (readonly number[])[]): number[] {
  const size = weights.length;
  const moves = weights.map((row) => {
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return row.map((weight) => weight / total);
  });
  for (let out = size - 1; out > 0; out--) {
    const leaving = moves[out]!.slice(0, out).reduce((sum, move) => sum + move, 0);
    for (let from = 0; from < out; from++) {
      moves[from]![out]! /= leaving;
      for (let to = 0; to < out; to++) moves[from]![to]! += moves[from]![out]! * moves[out]![to]!;
    }
  }
  const shares = [1];
  for (let to = 1; to < size; to++)
    shares.push(shares.reduce((sum, share, from) => sum + share * moves[from]![to]!, 0));
  return shares;
}
