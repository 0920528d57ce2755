import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexedHeap } from '../../src/engine/indexed-heap.js';

/** Adds the id where it is not in, removes it where it is, or takes the first. */
const script = fc.array(fc.oneof(fc.nat(30), fc.nat(400), fc.constant('takeFirst' as const)), { maxLength: 600 });

/** Runs a script on the heap and on a set that is searched through for its first id. */
function expectFirstThroughout(keys: readonly number[], actions: readonly (number | 'takeFirst')[]): void {
  const before = (a: number, b: number): boolean => keys[a]! < keys[b]! || (keys[a] === keys[b] && a < b);
  const heap = new IndexedHeap(before);
  const members = new Set<number>();
  for (const action of actions) {
    const id = action === 'takeFirst' ? heap.first : action;
    expect(heap.has(id)).toBe(members.has(id));
    if (members.delete(id)) heap.remove(id);
    else if (id !== -1) {
      members.add(id);
      heap.add(id);
    }
    let first = -1;
    for (const member of members) if (first === -1 || before(member, first)) first = member;
    expect(heap.first).toBe(first);
  }
}

describe('an indexed heap', () => {
  it('has the first id −1 when it is empty', () => {
    const heap = new IndexedHeap((a, b) => a < b);
    expect(heap.first).toBe(-1);
    heap.add(5);
    heap.remove(5);
    expect(heap.first).toBe(-1);
  });

  it('names the first of its ids, whatever was added and taken out', () => {
    const keys = fc.array(fc.nat(50), { minLength: 401, maxLength: 401 });
    fc.assert(fc.property(keys, script, expectFirstThroughout), { numRuns: 150, seed: 1 });
  });

  it('gives 5,000 ids back in order, also where ids are far apart', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5003) * 40);
    const heap = new IndexedHeap((a, b) => a > b);
    for (const id of ids) heap.add(id);
    const taken = ids.map(() => {
      const first = heap.first;
      heap.remove(first);
      return first;
    });
    expect(taken).toEqual([...ids].sort((a, b) => b - a));
  });

  it('accepts an id again after it was taken out', () => {
    const heap = new IndexedHeap((a, b) => a < b);
    heap.add(3);
    heap.add(1);
    heap.remove(1);
    heap.add(1);
    expect(heap.first).toBe(1);
  });
});
