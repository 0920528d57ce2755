import { describe, expect, it } from 'vitest';
import { inspectNumbers } from '../../../src/runner/checks/numbers-check.js';
import { inPieces } from '../../support/pieces.js';

const inspect = (text: string, column: string | null = null) => {
  const source = inPieces(Buffer.from(text), [4]);
  const found = inspectNumbers('d.csv', () => source, { column, limit: 3 });
  expect(source.closed).toBe(true);
  return found;
};

const NOTHING = { values: [], lines: [], column: null, more: false };

describe('the check of a file of numbers', () => {
  it('gives what is in it', () => {
    expect(inspect('n_ms\n4\n\n5\n')).toEqual({
      values: [4, 5],
      lines: [2, 4],
      column: 'n_ms',
      more: false,
      problems: [],
    });
    expect(inspect('1\n2\n3\n4\n')).toMatchObject({ values: [1, 2, 3], more: true });
  });

  it('gives nothing of one with a bad line, and says which', () => {
    expect(inspect('1\nx\n')).toEqual({ ...NOTHING, problems: [{ line: 2, message: '"x" is not a number' }] });
  });

  it('says in the scenario which column was probably meant', () => {
    expect(inspect('id,latency_ms\na,5\n', 'latncy_ms')).toEqual({
      ...NOTHING,
      problems: [
        {
          line: null,
          message: 'no column latncy_ms; the first line of d.csv names id, latency_ms',
          hint: 'did you mean "latency_ms"?',
          suggestion: 'latency_ms',
          setting: { code: 'unknown-column', path: ['column'] },
        },
      ],
    });
  });

  it('says that one of several columns must be named', () => {
    expect(inspect('id,latency_ms\na,5\n').problems).toEqual([
      { line: 1, message: 'the file has 2 columns: id, latency_ms', hint: 'name one with column:' },
    ]);
  });

  it('says why the system would not give the file', () => {
    const open = () => {
      throw Object.assign(new Error('EACCES: …'), { code: 'EACCES' });
    };
    expect(inspectNumbers('d.csv', open, { column: null, limit: 3 })).toEqual({
      ...NOTHING,
      problems: [{ line: null, message: 'd.csv: permission denied' }],
    });
  });
});
