import { describe, expect, it } from 'vitest';
import { type Subject, subjects } from '../../../src/report/content/figures.js';
import { causesOf, precisionText, verdict } from '../../../src/report/content/words.js';
import type { Result } from '../../../src/result.js';
import { busyFunction, idleFunction, oneFunction, resultOf } from '../fixtures.js';

function only(result: Result): Subject {
  const [subject] = subjects(result);
  if (subject === undefined) throw new Error('the fixture has no function');
  return subject;
}

describe('the verdict', () => {
  it('says how often, how many, why, how slow and how much', () => {
    expect(verdict(only(oneFunction()))).toBe(
      '1.2 % of 72,004 invocations started cold (864, mostly because more requests ran at once than ever before); p99 412 ms; $0.12',
    );
  });

  it('says so when nothing was cold or nothing ran', () => {
    const causes = { first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 };
    const warm = busyFunction({ coldStarts: 0, coldStartRate: 0, coldStartCauses: causes });
    expect(verdict(only(resultOf({ functions: { warm } })))).toMatch(/^none of 72,004 invocations started cold; p99/);
    expect(verdict(only(resultOf({ functions: { idle: idleFunction() } })))).toBe('no invocation ran');
    const throttled = { ...idleFunction(), arrivals: 5, throttles: 5 };
    expect(verdict(only(resultOf({ functions: { throttled } })))).toBe('no invocation ran; 5 throttled');
  });

  it('says "all" of a single cause and "most often" of one below half', () => {
    const causes = { first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 };
    const one = busyFunction({ coldStartCauses: { ...causes, deployed: 864 } });
    const many = busyFunction({ coldStartCauses: { ...causes, expired: 400, scaleOut: 264, recycled: 200 } });
    expect(verdict(only(resultOf({ functions: { one } })))).toContain('864, all because');
    expect(verdict(only(resultOf({ functions: { many } })))).toContain('864, most often because');
  });
});

describe('a precision', () => {
  const reached = { metric: 'total.latencyMs.p99', wanted: 0.05, reached: 0.042, replications: 19, limit: 1000 };
  const text = (change: object) =>
    precisionText({ ...oneFunction(19), precision: { ...reached, stoppedBy: 'precision', ...change } });

  it('tells why there are so many replications', () => {
    expect(precisionText(oneFunction(19))).toBe('');
    expect(text({})).toBe('Replicated until total.latencyMs.p99 was known to 5 %: it is known to 4.2 %');
  });

  it('tells that it was not reached, and by what that was ended', () => {
    const known = 'came before total.latencyMs.p99 was known to 5 %: it is known to 7 %';
    expect(text({ stoppedBy: 'limit', reached: 0.07 })).toBe(`The limit of 1,000 replications ${known}`);
    expect(text({ stoppedBy: 'interrupted', reached: 0.07 })).toBe(`The interruption ${known}`);
    expect(text({ stoppedBy: 'limit', reached: null })).toMatch(/: it has no interval$/);
  });
});

describe('the causes', () => {
  it('are those that occurred, most frequent first', () => {
    expect(causesOf(only(oneFunction())).map(({ cause }) => cause)).toEqual(['scaleOut', 'expired', 'first']);
  });
});
