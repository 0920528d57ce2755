import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST_LOOK,
  looks,
  type Precision,
  PrecisionWatch,
  parsePrecision,
  relativeHalfWidth,
} from '../../src/experiments/precision.js';
import { halfWidth95 } from '../../src/metrics/interval.js';

const wanted = (relative: number, limit = 1000): Precision => ({ metric: 'total.latencyMs.p99', relative, limit });

/** How many of the values were taken before the watch had enough. */
function taken(values: readonly number[], precision: Precision): number {
  const watch = new PrecisionWatch(precision);
  const enough = values.findIndex((value) => watch.isEnough(value));
  return enough < 0 ? values.length : enough + 1;
}

describe('a precision', () => {
  it('is a metric and a share of its mean', () => {
    expect(parsePrecision('latencyMs.p99:5%')).toEqual({ metric: 'latencyMs.p99', relative: 0.05 });
    expect(parsePrecision('functions.api.coldStarts : 0.1')).toEqual({
      metric: 'functions.api.coldStarts',
      relative: 0.1,
    });
  });

  it.each([
    'latencyMs.p99',
    ':5%',
    'latencyMs.p99:',
    'latencyMs.p99:0%',
    'latencyMs.p99:100%',
    'a b:5%',
    'x:-5%',
    'x:5 per cent',
  ])('is not %s', (text) => {
    expect(parsePrecision(text)).toBeNull();
  });
});

describe('replications until a precision is reached', () => {
  it('are looked at for the first time after ten, then after every tenth more, and at the limit', () => {
    expect(looks(20)).toEqual([10, 11, 13, 15, 17, 19, 20]);
    expect(looks(10)).toEqual([10]);
    const many = looks(1000);
    expect(many.at(-1)).toBe(1000);
    for (const [index, next] of many.slice(1, -1).entries()) expect(next).toBe(Math.ceil(many[index]! * 1.1));
  });

  it('end at the first look at which the interval is narrow enough, and no sooner', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 40, maxLength: 60 }),
        fc.constantFrom(0.02, 0.05, 0.1),
        (values, relative) => {
          const enough = looks(40).find((n) => halfWidth95(values.slice(0, n))! <= relative * mean(values.slice(0, n)));
          expect(taken(values, wanted(relative, 40))).toBe(enough ?? 40);
        },
      ),
    );
  });

  it('are never fewer than ten, even where all are equal', () => {
    expect(taken(new Array(50).fill(7), wanted(0.01))).toBe(FIRST_LOOK);
    expect(taken(new Array(50).fill(0), wanted(0.01))).toBe(FIRST_LOOK);
  });

  it('go on to the limit around a mean of 0, where no share of it is narrow', () => {
    const values = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    expect(relativeHalfWidth(values)).toBeNull();
    expect(taken(values, wanted(0.5, 50))).toBe(50);
  });

  it('go on while a replication is without a value, and say by what they ended', () => {
    const watch = new PrecisionWatch(wanted(0.5, 12));
    for (let replication = 0; replication < 11; replication++) {
      expect(watch.isEnough(replication === 3 ? null : 10)).toBe(false);
    }
    expect(watch.outcome()).toMatchObject({ replications: 11, reached: 0, stoppedBy: 'interrupted' });
    expect(watch.isEnough(10)).toBe(true);
    expect(watch.outcome()).toMatchObject({ replications: 12, limit: 12, stoppedBy: 'limit' });
  });

  it('tell the half-width that was reached', () => {
    const values = Array.from({ length: 10 }, (_, index) => 100 + index);
    const watch = new PrecisionWatch(wanted(0.05));
    expect(values.map((value) => watch.isEnough(value)).at(-1)).toBe(true);
    expect(watch.outcome()).toEqual({
      metric: 'total.latencyMs.p99',
      wanted: 0.05,
      reached: halfWidth95(values)! / 104.5,
      replications: 10,
      limit: 1000,
      stoppedBy: 'precision',
    });
  });
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
