import { describe, expect, it } from 'vitest';
import { bare, clock, count, counted, duration, percent, plusMinus, usd } from '../../src/report/format.js';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [72_004, '72,004'],
    [1_234_567, '1,234,567'],
    [-1500, '-1,500'],
    [864.3, '864'],
    [14.25, '14.3'],
    [4.72, '4.7'],
    [9.96, '10'],
    [0.25, '0.25'],
    [0.0034, '0.0034'],
    [99.96, '100'],
    [null, '–'],
  ])('count %s reads %s', (value, text) => expect(count(value)).toBe(text));

  it('counts things in the singular and the plural', () => {
    expect([0, 1, 1.5, 72_004].map((value) => counted(value, 'request'))).toEqual([
      '0 requests',
      '1 request',
      '1.5 requests',
      '72,004 requests',
    ]);
  });

  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.012, '1.2 %'],
    [0.000034, '0.0034 %'],
    [0.4567, '45.7 %'],
    [0.9996, '99.96 %'],
    [0.99999, '99.999 %'],
    [0.999, '99.9 %'],
    [null, '–'],
  ])('share %s reads %s', (value, text) => expect(percent(value)).toBe(text));

  it('a share that is not all never reads 100 %', () => {
    for (const rest of [0.5, 1e-2, 1e-3, 4.9e-4, 1e-5, 1e-9]) expect(percent(1 - rest)).not.toBe('100 %');
  });

  it.each([
    [0, '0 ms'],
    [0.421, '0.42 ms'],
    [8.14, '8.1 ms'],
    [412.4, '412 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1931, '1.93 s'],
    [59_990, '60 s'],
    [59_996, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [604_800_000, '7 d'],
    [null, '–'],
  ])('%s ms reads %s', (value, text) => expect(duration(value)).toBe(text));

  it.each([
    [0, '0:00:00'],
    [272_380, '0:04:32'],
    [59_999.6, '0:01:00'],
    [93_600_000, '26:00:00'],
    [-90_000, '-0:01:30'],
  ])('the moment %s ms reads %s', (value, text) => expect(clock(value)).toBe(text));

  it.each([
    [0, '$0'],
    [0.0000042, '$0.0000042'],
    [0.00000419, '$0.0000042'],
    [0.0123, '$0.012'],
    [0.84, '$0.84'],
    [0.999, '$1.00'],
    [12.3456, '$12.35'],
    [1_234_567.891, '$1,234,567.89'],
    [-0.42, '-$0.42'],
    [null, '–'],
  ])('%s dollars read %s', (value, text) => expect(usd(value)).toBe(text));

  it('an interval shares the unit of its mean where both have the same', () => {
    expect(plusMinus(412, 8.1, duration)).toBe('412 ± 8.1 ms');
    expect(plusMinus(1931, 39, duration)).toBe('1.93 s ± 39 ms');
    expect(plusMinus(0.012, 0.00024, percent)).toBe('1.2 ± 0.024 %');
    expect(plusMinus(0.84, 0.012, usd)).toBe('$0.84 ± $0.012');
  });

  it('an interval has two digits, and is left out where there is none', () => {
    expect(plusMinus(864, 17.28, count)).toBe('864 ± 17');
    expect(plusMinus(72_004, 1440, count)).toBe('72,004 ± 1,400');
    expect(plusMinus(864, null, count)).toBe('864');
    expect(plusMinus(0, 0, count)).toBe('0');
    expect(plusMinus(null, null, count)).toBe('–');
  });

  it('a number of unknown unit keeps four digits', () => {
    expect(bare(0.012_14)).toBe('0.01214');
    expect(bare(412)).toBe('412');
    expect(bare(1234.5678)).toBe('1,235');
  });
});
