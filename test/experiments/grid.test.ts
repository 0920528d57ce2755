import { describe, expect, it } from 'vitest';
import { gridOf, MAX_POINTS, parseAxis } from '../../src/experiments/grid.js';

const valuesOf = (given: string) => {
  const axis = parseAxis(`a.b=${given}`);
  return 'problem' in axis ? axis.problem : axis.values;
};

describe('an axis', () => {
  it('is a path and the values that it takes', () => {
    expect(parseAxis('functions.api.memory=512,1024')).toEqual({
      path: 'functions.api.memory',
      values: ['512', '1024'],
    });
    expect(parseAxis('functions.api."a=b"=1')).toEqual({ path: 'functions.api."a=b"', values: ['1'] });
  });

  it.each([
    ['512..2048:512', ['512', '1024', '1536', '2048']],
    ['0..20:5', ['0', '5', '10', '15', '20']],
    ['1..10:4', ['1', '5', '9']],
    ['100ms..300ms:100ms', ['100ms', '200ms', '300ms']],
    ['100..300ms:100', ['100ms', '200ms', '300ms']],
    ['10/s..30/s:10/s', ['10/s', '20/s', '30/s']],
    ['0.1..0.3:0.1', ['0.1', '0.2', '0.3']],
    ['5..5:1', ['5']],
    ['-2..2:2', ['-2', '0', '2']],
  ])('may be a range, both ends included: %s', (given, values) => {
    expect(valuesOf(given)).toEqual(values);
  });

  it.each([
    ['{ exponential: { mean: 1s } },{ lognormal: { median: 1s, p99: 3s } }', 2],
    ['aws-2019,aws-2020,"a,b"', 3],
    ["[1,2],[3,4],'x,y'", 3],
    ['base', 1],
  ])('parts values at commas that are in no bracket and no quotes: %s', (given, count) => {
    expect(valuesOf(given)).toHaveLength(count);
  });

  it.each([
    ['', /expected path=values/],
    ['1,,2', /empty value/],
    ['1,2,1', /1 stands there twice/],
    ['1..5:0', /a step above 0/],
    ['5..1:1', /ends before it begins/],
    ['1ms..5s:1s', /mixes units/],
    ['0..1000000:1', /1000001 values; a sweep has at most 10000/],
  ])('is refused with the reason: %j', (given, reason) => {
    expect(valuesOf(given)).toMatch(reason);
  });
});

describe('a grid', () => {
  it('is every combination, the last axis varying first', () => {
    const axes = [
      { path: 'a', values: ['1', '2'] },
      { path: 'b', values: ['x', 'y', 'z'] },
    ];
    expect(gridOf(axes)).toEqual([
      ['1', 'x'],
      ['1', 'y'],
      ['1', 'z'],
      ['2', 'x'],
      ['2', 'y'],
      ['2', 'z'],
    ]);
  });

  it('varies a path once, and has an end', () => {
    const twice = { path: 'a', values: ['1'] };
    expect(gridOf([twice, twice])).toEqual({ problem: 'a is varied twice: give all its values at once' });
    const long = (path: string) => ({ path, values: Array.from({ length: 101 }, (_, index) => `${index}`) });
    expect(gridOf([long('a'), long('b')])).toEqual({
      problem: `the grid has 10201 points; a sweep has at most ${MAX_POINTS}`,
    });
  });
});
