import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, type RowSource, rowBlock } from '../../../src/workload/rows.js';
import { type Failure, traceRows } from '../../../src/workload/trace/rows.js';
import { bytesOf } from '../../support/bytes.js';
import { inPieces } from '../../support/pieces.js';
import { PLAIN_FORMAT } from '../../support/trace.js';

const TARGETS: Readonly<Record<string, number>> = { api: 0, worker: 1, 'api:live': 2, größe: 3 };
const targetOf = (text: string): number | undefined => TARGETS[text];
const READING = { format: PLAIN_FORMAT, origin: 0, calls: targetOf };
const HEADER = 'time_ms,target,duration_ms\n';

type Traced = readonly [time: number, target: number, duration: number, failed: number];

function drain(source: RowSource): Traced[] {
  const block = rowBlock();
  const rows: Traced[] = [];
  for (let count = source.fill(block); count > 0; count = source.fill(block)) {
    expect(count).toBeLessThanOrEqual(BLOCK);
    for (let i = 0; i < count; i++) rows.push([block.time[i]!, block.target[i]!, block.duration[i]!, block.failed[i]!]);
  }
  expect(source.fill(block)).toBe(0);
  return rows;
}

const NEVER = {
  rate: 0,
  uniform: (): number => {
    throw new Error('drawn for nothing');
  },
};

const SOUND: Failure = { errors: NEVER, crashes: NEVER };

const rowsOf = (
  text: string,
  ordered: boolean,
  horizon = Infinity,
  failure: (target: number) => Failure = () => SOUND,
): Traced[] => drain(traceRows({ open: () => bytesOf(text), ...READING, ordered, days: null, horizon, failure }));

describe('the rows of a trace', () => {
  const many = Array.from({ length: 2 * BLOCK + 5 }, (_, i) => `${i},${i % 2 === 0 ? 'api' : 'worker'},${i % 10}`);

  it('fill block after block, all of them in order', () => {
    const rows = rowsOf(HEADER + many.join('\n'), true);
    expect(rows).toEqual(many.map((_, i) => [i * 1000, i % 2, (i % 10) * 1000, 0]));
  });

  it('out of order are sorted by time, those of one instant as in the file', () => {
    const rows = rowsOf(`${HEADER}5,api,1\n3,api,2\n5,worker,3\n0,api,4\n3,worker,5\n5,api,6\n`, false);
    expect(rows.map((row) => row[2] / 1000)).toEqual([4, 2, 5, 1, 3, 6]);
  });

  it('are the same held and streamed where the file is in order', () => {
    expect(rowsOf(HEADER + many.join('\n'), false)).toEqual(rowsOf(HEADER + many.join('\n'), true));
  });

  it.each([true, false])('beyond the horizon are left out, one at it is not (ordered: %s)', (ordered) => {
    const text = `${HEADER}1,api,1\n2,api,2\n2,worker,3\n2.001,api,4\n9,api,5\n`;
    expect(rowsOf(text, ordered, 2000).map((row) => row[2] / 1000)).toEqual([1, 2, 3]);
  });

  it('are none in a file of a header alone', () => {
    expect(rowsOf(HEADER, true)).toEqual([]);
    expect(rowsOf(HEADER, false)).toEqual([]);
  });

  it('fail with the rate of their target, drawn once a row', () => {
    const draws = [0.1, 0.9, 0.29, 0.3];
    let drawn = 0;
    const failing = { rate: 0.3, uniform: () => draws[drawn++]! };
    const text = `${HEADER}1,api,1\n2,worker,1\n3,api,1\n4,api,1\n5,api,1\n`;
    const rows = rowsOf(text, true, Infinity, (target) => ({
      errors: target === 0 ? failing : NEVER,
      crashes: NEVER,
    }));
    expect(rows.map((row) => row[3])).toEqual([1, 0, 0, 1, 0]);
    expect(drawn).toBe(4);
  });

  it('crash with the rate of their target, whether they would have failed or not', () => {
    const always = { rate: 1, uniform: () => 0 };
    const crashing = (errors: typeof NEVER) =>
      rowsOf(`${HEADER}1,api,1\n`, true, Infinity, () => ({ errors, crashes: always }));
    expect(crashing(NEVER).map((row) => row[3])).toEqual([2]);
    expect(crashing(always).map((row) => row[3])).toEqual([2]);
  });

  it.each([true, false])('close their file at the end (ordered: %s)', (ordered) => {
    const source = inPieces(new TextEncoder().encode(`${HEADER}1,api,1\n2,api,1\n`), [1000]);
    drain(traceRows({ open: () => source, ...READING, ordered, days: null, horizon: 1000, failure: () => SOUND }));
    expect(source.closed).toBe(true);
  });

  it('are the same wherever the file is cut into pieces', () => {
    const row = fc.tuple(fc.nat(10_000_000), fc.constantFrom(...Object.keys(TARGETS)), fc.nat(100_000));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        (rows, sizes) => {
          const text = `\ufeff${HEADER}${rows.map(([time, target, duration]) => `${time / 1000},"${target}",${duration / 1000}`).join('\r\n')}`;
          const bytes = new TextEncoder().encode(text);
          const pieced = drain(
            traceRows({
              open: () => inPieces(bytes, sizes),
              ...READING,
              ordered: false,
              days: null,
              horizon: Infinity,
              failure: () => SOUND,
            }),
          );
          const expected = [...rows]
            .sort((a, b) => a[0] - b[0])
            .map(([time, target, duration]) => [time, TARGETS[target], duration, 0]);
          expect(pieced).toEqual(expected);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
