import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../../src/workload/files/csv.js';
import { MissingColumns } from '../../../src/workload/files/header.js';
import { NoColumn, readNumbers } from '../../../src/workload/files/numbers.js';
import { bytesOf } from '../../support/bytes.js';
import { inPieces } from '../../support/pieces.js';

const read = (text: string, column: string | null = null, limit = 1000) =>
  readNumbers(bytesOf(text), { column, limit });

/** What the file is refused with. */
function refusal(text: string, column: string | null = null): CsvError {
  try {
    read(text, column);
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('numbers in a file', () => {
  it('are not cut in two by a separator of thousands', () => {
    expect(refusal('count\n1e3\n1,000\n')).toMatchObject({ line: 3, message: '2 fields where the header has 1' });
  });

  it('stand one on a line, in any decimal notation', () => {
    expect(read('12\n-0.5\n\n+3e2\r\n .25 \n"7"')).toEqual({
      values: [12, -0.5, 300, 0.25, 7],
      lines: [1, 2, 4, 5, 6],
      column: null,
      more: false,
    });
  });

  it('may have the name of their column above them', () => {
    expect(read('duration_ms\n1\n2\n')).toEqual({ values: [1, 2], lines: [2, 3], column: 'duration_ms', more: false });
    expect(read('"duration_ms"\n1\n', 'duration_ms').values).toEqual([1]);
  });

  it('may be a column of several, by its name', () => {
    const found = read('id,duration_ms,note\na,1,"x,y"\nb,2,\n', 'duration_ms');
    expect(found).toEqual({ values: [1, 2], lines: [2, 3], column: 'duration_ms', more: false });
    expect(read('1,2\n3,4\n', '2').values).toEqual([4]);
  });

  it('may be none under their name', () => {
    expect(read('n\n').values).toEqual([]);
  });

  it('are read up to the limit', () => {
    expect(read('1\n2\n3\n', null, 2)).toMatchObject({ values: [1, 2], more: true });
    expect(read('1\n2\n', null, 2)).toMatchObject({ values: [1, 2], more: false });
    expect(read('n\n1\nwrong\n', null, 1)).toMatchObject({ values: [1], more: true });
  });

  it('are refused where there are none', () => {
    expect(refusal('')).toMatchObject({ line: 1, message: 'the file is empty' });
  });

  it.each(['abc', '1x', 'NaN', 'Infinity', '0x1', '1e999', '', '1 2', '--1', '1_0'])('are not %j', (wrong) => {
    const { line, message } = refusal(`n,m\n1,1\n${wrong},1\n`, 'n');
    expect(line).toBe(3);
    expect(message).toContain(JSON.stringify(wrong));
  });

  it('are not shown at any length', () => {
    expect(refusal(`1\n${'x'.repeat(5000)}\n`).message.length).toBeLessThan(100);
  });

  it('are refused where several columns leave open which', () => {
    expect(refusal('a,b\n1,2\n')).toBeInstanceOf(NoColumn);
    expect(refusal('a,b\n1,2\n').message).toContain('a, b');
    expect(refusal('1,2\n')).toBeInstanceOf(NoColumn);
    expect(refusal('1\n2,3\n')).toMatchObject({ line: 2 });
  });

  it('are refused where the column is missing, twice there, or too short', () => {
    expect(refusal('a,b\n1,2\n', 'c')).toBeInstanceOf(MissingColumns);
    expect(refusal('a,b\n1,2\n', 'c')).toMatchObject({ line: 1, missing: ['c'], header: ['a', 'b'] });
    expect(refusal('a,a\n1,2\n', 'a')).toMatchObject({
      line: 1,
      message: expect.stringContaining('two columns') as string,
    });
    expect(refusal('a,b\n1,2\n1\n', 'b')).toMatchObject({ line: 3 });
  });

  it('come back as they were written, packed or not, in whatever pieces', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        pieces,
        (numbers, packed, lineEnd, sizes) => {
          const text = `n${lineEnd}${numbers.join(lineEnd)}`;
          const bytes = packed ? gzipSync(text) : Buffer.from(text);
          const { values } = readNumbers(inPieces(bytes, sizes), { column: 'n', limit: 100 });
          expect(values).toEqual(numbers.map((value) => (value === 0 ? 0 : value)));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
