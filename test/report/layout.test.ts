import { describe, expect, it } from 'vitest';
import { alignColumns, sparkline, wrap } from '../../src/report/layout.js';

describe('wrapping', () => {
  it('breaks at spaces and keeps the margin on every line', () => {
    expect(wrap('  one two three', 9)).toEqual(['  one two', '  three']);
  });

  it('cuts a word that is longer than a line, never inside a character', () => {
    expect(wrap('abcdef', 4)).toEqual(['abcd', 'ef']);
    expect(wrap('🧨🧨🧨', 2)).toEqual(['🧨🧨', '🧨']);
  });

  it('of nothing is one empty line', () => {
    expect(wrap('', 10)).toEqual(['']);
  });
});

describe('columns', () => {
  it('are flush right under their headings', () => {
    expect(
      alignColumns(
        [
          ['latency', 'p50', 'p99'],
          ['  cold', '8 ms', '412 ms'],
        ],
        10,
        60,
      ),
    ).toEqual(['latency         p50      p99', '  cold         8 ms   412 ms']);
  });
});

describe('a sparkline', () => {
  it('goes from nothing to the largest value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  });

  it('shows the largest value of each stretch when there are more values than columns', () => {
    expect(sparkline([0, 7, 0, 0], 2)).toBe('█▁');
  });

  it('leaves a gap where nothing is known', () => {
    expect(sparkline([7, null, 7], 3)).toBe('█ █');
  });

  it('is left out where it would say nothing', () => {
    expect(sparkline([], 10)).toBe('');
    expect(sparkline([0, 0], 10)).toBe('');
    expect(sparkline([5], 10)).toBe('');
  });
});
