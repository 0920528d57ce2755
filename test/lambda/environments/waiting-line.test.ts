import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Environments, NONE } from '../../../src/lambda/environments/environments.js';
import { WaitingLine } from '../../../src/lambda/environments/waiting-line.js';

describe('a waiting line', () => {
  it('has the one that has waited longest in front, whoever leaves from wherever', () => {
    const moves = fc.array(fc.record({ joins: fc.boolean(), at: fc.nat() }), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (script) => {
        const environments = new Environments();
        const line = new WaitingLine(environments);
        const naive: number[] = [];
        for (const { joins, at } of script) {
          if (joins) {
            const id = environments.open(0, 1, 0);
            line.add(id);
            naive.push(id);
          } else if (naive.length > 0) {
            const [id] = naive.splice(at % naive.length, 1);
            line.remove(id!);
          }
          expect(line.first).toBe(naive[0] ?? NONE);
        }
        while (naive.length > 0) {
          expect(line.first).toBe(naive[0]);
          line.remove(naive.shift()!);
        }
        expect(line.first).toBe(NONE);
      }),
    );
  });
});
