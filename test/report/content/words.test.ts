import { describe, expect, it } from 'vitest';
import { type Subject, subjects } from '../../../src/report/content/figures.js';
import { causesOf, suggestions, verdict } from '../../../src/report/content/words.js';
import type { Result } from '../../../src/result.js';
import {
  busyFunction,
  idleFunction,
  oneFunction,
  PROVISIONED_SETTINGS,
  provisionedFunction,
  resultOf,
  settingsOf,
} from '../fixtures.js';

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

describe('the causes', () => {
  it('are those that occurred, most frequent first', () => {
    expect(causesOf(only(oneFunction())).map(({ cause }) => cause)).toEqual(['scaleOut', 'expired', 'first']);
  });
});

describe('a suggestion', () => {
  const suggested = (change: Parameters<typeof provisionedFunction>[0]): string[] =>
    suggestions(
      only(
        resultOf({
          functions: { checkout: provisionedFunction(change) },
          settings: [settingsOf('checkout', PROVISIONED_SETTINGS)],
        }),
      ),
    );
  const quiet = { throttles: 0, throttlesByReason: {} };

  it('names provisioned concurrency that never served', () => {
    expect(
      suggested({
        ...quiet,
        provisionedInvocations: 0,
        provisioned: { mean: 5, utilizationMean: 0, utilizationMax: 0 },
      }),
    ).toEqual(['5 provisioned on live never served: point the trigger of checkout there, or save their cost']);
  });

  it('names provisioned concurrency that is more than twice what was needed', () => {
    expect(suggested({ ...quiet, provisioned: { mean: 5, utilizationMean: 0.1, utilizationMax: 0.4 } })).toEqual([
      'at most 2 of 5 provisioned on live were busy at once: 2 would do for checkout',
    ]);
  });

  it('names a reserved concurrency that throttled', () => {
    expect(suggested({})).toEqual([
      'reservedConcurrency 20 throttled 112 requests of checkout: raise it, if that was not the purpose',
    ]);
  });

  it('is not made where nothing is obvious', () => {
    expect(suggested(quiet)).toEqual([]);
    expect(suggestions(only(oneFunction()))).toEqual([]);
  });
});
