import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedStream } from '../../../src/engine/random.js';
import { Environments, NONE } from '../../../src/lambda/environments/environments.js';
import { IdleSet } from '../../../src/lambda/environments/idle-set.js';
import type { Placement } from '../../../src/scenario/types.js';
import { chiSquareScore } from '../../support/statistics.js';

const PLACEMENTS: readonly Placement[] = ['mru', 'lru', 'newest', 'random'];
const NAMED: readonly Placement[] = ['mru', 'lru', 'newest'];

function setOf(placement: Placement, rows: number): { readonly environments: Environments; readonly idle: IdleSet } {
  const environments = new Environments();
  // Ids are given out from 0; ordinals run against them here, so that the two cannot be mistaken for each other.
  for (let id = 0; id < rows; id++) environments.open(0, rows - id, 0);
  return { environments, idle: new IdleSet(environments, placement, keyedStream(['idle'])) };
}

/** The one of `members` (in the order of becoming idle) that a policy names. */
function named(placement: Placement, members: readonly number[], environments: Environments): number {
  if (placement === 'mru') return members.at(-1)!;
  if (placement === 'lru') return members[0]!;
  return members.reduce((best, id) => (environments.ordinal[id]! > environments.ordinal[best]! ? id : best));
}

describe('idle environments', () => {
  it.each([
    ['mru', 'the last to become idle', [5, 2, 7], 7],
    ['lru', 'the first to become idle', [5, 2, 7], 5],
    ['newest', 'the one created last', [5, 2, 7], 2],
  ] as const)('serve under %s with %s', (placement, _, order, expected) => {
    const { idle } = setOf(placement, 10);
    for (const id of order) idle.add(id);
    expect(idle.take(1)).toBe(expected);
  });

  it.each(PLACEMENTS)('are none to take where none is idle (%s)', (placement) => {
    const { idle } = setOf(placement, 1);
    expect(idle.take(1)).toBe(NONE);
    idle.add(0);
    expect(idle.take(2)).toBe(0);
    expect(idle.take(3)).toBe(NONE);
    expect([idle.first, idle.last, idle.size]).toEqual([NONE, NONE, 0]);
  });

  const script = fc.array(fc.oneof(fc.nat(99), fc.constant('take' as const), fc.constant('expire' as const)), {
    maxLength: 300,
  });

  it.each(PLACEMENTS)('agree with a plain list, whatever is added, taken and removed (%s)', (placement) => {
    fc.assert(
      fc.property(script, (actions) => {
        const { environments, idle } = setOf(placement, 100);
        const members: number[] = [];
        const drop = (id: number): void => void members.splice(members.indexOf(id), 1);
        actions.forEach((action, request) => {
          if (action === 'take') {
            const id = idle.take(request);
            if (members.length === 0) expect(id).toBe(NONE);
            else {
              expect(members).toContain(id);
              if (NAMED.includes(placement)) expect(id).toBe(named(placement, members, environments));
              drop(id);
            }
          } else if (action === 'expire') {
            const id = members[0];
            if (id !== undefined) {
              idle.remove(id);
              drop(id);
            }
          } else if (members.includes(action)) {
            idle.remove(action);
            drop(action);
          } else {
            idle.add(action);
            members.push(action);
          }
          expect([idle.size, idle.first, idle.last]).toEqual([
            members.length,
            members[0] ?? NONE,
            members.at(-1) ?? NONE,
          ]);
          for (let id = 0; id < 100; id++) expect(environments.idle[id]).toBe(members.includes(id) ? 1 : 0);
        });
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('serve under random each with the same probability, by the number of the request alone', () => {
    const { idle } = setOf('random', 10);
    for (let id = 0; id < 10; id++) idle.add(id);
    const counts = new Int32Array(10);
    for (let request = 1; request <= 50_000; request++) {
      const id = idle.take(request);
      counts[id]! += 1;
      idle.add(id);
    }
    expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);

    const choose = (requests: readonly number[]): Map<number, number> => {
      const fresh = setOf('random', 10).idle;
      for (let id = 0; id < 10; id++) fresh.add(id);
      return new Map(requests.map((request) => [request, fresh.take(request)]));
    };
    expect(choose([7]).get(7)).toBe(choose([7]).get(7));
  });
});
