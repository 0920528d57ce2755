import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DURATION, parseDuration, parseRate, parseSize } from '../../src/scenario/units.js';

describe('a duration', () => {
  it.each([
    ['250ms', 250_000],
    ['3s', 3_000_000],
    ['1.1s', 1_100_000],
    ['15m', 900_000_000],
    ['24h', 86_400_000_000],
    ['7d', 604_800_000_000],
    ['1h30m', 5_400_000_000],
    ['5us', 5],
    ['0s', 0],
    ['0.001ms', 1],
    ['3650d', MAX_DURATION],
  ])('%s is %d microseconds', (text, value) => {
    expect(parseDuration(text)).toEqual({ value });
  });

  it.each([
    '-3s',
    'NaNs',
    'Infinitys',
    '1e3s',
    '',
    ' 3s',
    '3 s',
    '3S',
    '30m1h',
    '3m3m',
    '0.5us',
    '3651d',
    '3',
    '.5s',
    '1.s',
  ])('is not %j', (text) => {
    expect(parseDuration(text)).toHaveProperty('problem');
  });

  it.each([
    ['3', '3s'],
    ['3 s', '3s'],
    ['3S', '3s'],
    ['10 minutes', '10m'],
    ['5sec', '5s'],
    ['2days', '2d'],
  ])('%j is met with the likely fix %s', (text, fix) => {
    expect(parseDuration(text)).toMatchObject({ hint: `did you mean ${fix}?` });
  });

  it('is exact for every whole number of microseconds up to ten years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_DURATION }), (value) => {
        expect(parseDuration(`${value}us`)).toEqual({ value });
        const [seconds, rest] = [Math.floor(value / 1e6), value % 1e6];
        expect(parseDuration(`${seconds}.${String(rest).padStart(6, '0')}s`)).toEqual({ value });
      }),
    );
  });
});

describe('a size', () => {
  it.each([
    ['12MB', 12 * 1_048_576],
    ['900KB', 921_600],
    ['1.5GB', 1_610_612_736],
    ['17B', 17],
  ])('%s is %d bytes', (text, value) => {
    expect(parseSize(text)).toEqual({ value });
  });

  it.each([
    ['12', '12MB'],
    ['12mb', '12MB'],
    ['12 MB', '12MB'],
    ['12MiB', '12MB'],
  ])('%j is met with the likely fix %s', (text, fix) => {
    expect(parseSize(text)).toMatchObject({ hint: `did you mean ${fix}?` });
  });
});

describe('a rate', () => {
  it.each([
    ['20/s', 20, 1_000_000],
    ['300/m', 300, 60_000_000],
    ['5/h', 5, 3_600_000_000],
    ['200000/d', 200_000, 86_400_000_000],
    ['0.5/s', 5, 10_000_000],
    ['2.50/m', 25, 600_000_000],
    ['20.0/s', 20, 1_000_000],
  ])('%s is %d arrivals in %d microseconds, exactly', (text, count, per) => {
    expect(parseRate(text)).toEqual({ value: { count, per } });
  });

  it.each([
    '0/s',
    '-1/s',
    '1000001/s',
    '20',
    '20/ms',
    '/s',
    '1e3/s',
    '20/s/s',
    `${'9'.repeat(17)}/d`,
    '0.0000000000001/d',
  ])('is not %j', (text) => {
    expect(parseRate(text)).toHaveProperty('problem');
  });

  it.each([
    ['20', '20/s'],
    ['20 rps', '20/s'],
    ['300/min', '300/m'],
    ['5 / hour', '5/h'],
  ])('%j is met with the likely fix %s', (text, fix) => {
    expect(parseRate(text)).toMatchObject({ hint: `did you mean ${fix}?` });
  });
});
