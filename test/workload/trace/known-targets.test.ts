import { describe, expect, it } from 'vitest';
import { KnownTargets } from '../../../src/workload/trace/known-targets.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(`,${text},`);

function find(targets: KnownTargets, text: string): number {
  const bytes = encode(text);
  return targets.find(bytes, 1, bytes.length - 1);
}

function add(targets: KnownTargets, text: string, target: number): void {
  const bytes = encode(text);
  targets.add(bytes, 1, bytes.length - 1, target);
  bytes.fill(0); // the reader's buffer goes on to hold other rows
}

describe('known targets', () => {
  it('are found again by the same bytes, and by no others', () => {
    const targets = new KnownTargets();
    const names = ['aa', 'ab', 'ba', 'a', 'aaa', '', 'größe'];
    for (const [target, name] of names.entries()) add(targets, name, target);
    expect(names.map((name) => find(targets, name))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(['b', 'aaaa', 'bb', 'grösse'].map((name) => find(targets, name))).toEqual([-1, -1, -1, -1]);
  });

  it('are told apart where they share a hash', () => {
    // Two texts with one 32-bit FNV-1a sum.
    const targets = new KnownTargets();
    add(targets, 'costarring', 0);
    expect(find(targets, 'liquid')).toBe(-1);
    add(targets, 'liquid', 1);
    expect([find(targets, 'costarring'), find(targets, 'liquid')]).toEqual([-1, 1]);
  });
});
