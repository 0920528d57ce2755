import { describe, expect, it } from 'vitest';
import type { BreakEven } from '../../../src/money-result.js';
import {
  alternativeSubjects,
  alternativeTexts,
  cheapestText,
  memoryTable,
} from '../../../src/report/content/alternatives.js';
import type { FunctionResult, FunctionSettings, Result } from '../../../src/result.js';
import { busyFunction, idleFunction, manyFunctions, provisionedFunction, resultOf, settingsOf } from '../fixtures.js';
import { BUSY_BREAK_EVEN } from '../money-fixtures.js';

const of = (
  breakEven: Partial<BreakEven>,
  fn: FunctionResult = busyFunction(),
  settings: Partial<FunctionSettings> = {},
): Result =>
  resultOf({
    functions: { api: { ...fn, breakEven: { ...BUSY_BREAK_EVEN, ...breakEven } } },
    settings: [settingsOf('api', settings)],
  });
const textsOf = (result: Result): string[] => alternativeTexts(result, alternativeSubjects(result)[0]!);

describe('another architecture', () => {
  it('is set against this run at the same times, with how much longer they may become', () => {
    expect(textsOf(of({}))[0]).toBe(
      'on arm64 the same times would cost $0.10 (−17.3 %): it pays unless times become more than 1.25 times as long',
    );
  });

  it('pays only where times become shorter if it is the dearer', () => {
    expect(textsOf(of({ architecture: { to: 'x86_64', slowdown: 0.8, cost: 0.15 } }))[0]).toBe(
      'on x86_64 the same times would cost $0.15 (+20.5 %): it pays only where times become less than 0.8 times as long',
    );
  });

  it('has no cost where a price there is not known, and is not said where none is', () => {
    expect(textsOf(of({ architecture: { to: 'arm64', slowdown: 1.25, cost: null } }))[0]).toBe(
      'what is provisioned has no known price on arm64 here; on demand that pays unless times become more than 1.25 times as long',
    );
    expect(textsOf(of({ architecture: null, provisionedUtilization: 0.6 }))).toHaveLength(1);
  });
});

describe('provisioned concurrency', () => {
  it('pays from a share of its time on, never, or nobody knows', () => {
    const text = (provisionedUtilization: number | null) => textsOf(of({ architecture: null, provisionedUtilization }));
    expect(text(0.6)).toEqual(['provisioned concurrency pays for itself from 60 % of its time in use']);
    expect(text(1.13)).toEqual(['provisioned concurrency never pays here, even if it is in use all the time']);
    expect(text(null)).toEqual([
      'provisioned concurrency has no break-even here: a price of it is not known, or it never pays',
    ]);
  });

  it('is left to its own figures where there is any, and not proposed to SnapStart, with which it cannot go', () => {
    expect(textsOf(of({ architecture: null }, provisionedFunction()))).toEqual([]);
    expect(textsOf(of({ architecture: null }, busyFunction(), { restoreBilledShare: 0.21 }))).toEqual([]);
  });
});

describe('SnapStart', () => {
  const text = (snapStart: BreakEven['snapStart']) => textsOf(of({ architecture: null, snapStart }))[1];
  const COSTS = { cachePerHour: 0.0027, perColdStart: 0.000071, coldStartsPerHour: null, savedMsPerColdStart: 800 };

  it('buys time, not money, where a cold start costs more', () => {
    expect(text(COSTS)).toBe(
      'SnapStart would cost $1.97 a month for each version and $0.000071 more a cold start: it buys 800 ms of each, and saves no money',
    );
    expect(text({ ...COSTS, savedMsPerColdStart: -120 })).toMatch(/: each would be 120 ms longer, at no gain$/);
  });

  it('pays from so many cold starts an hour where one costs less, beside how many there are', () => {
    const saves = { ...COSTS, perColdStart: -0.00001, coldStartsPerHour: 269.3 };
    expect(text(saves)).toBe(
      'SnapStart would cost $1.97 a month for each version and save $0.000010 a cold start: it pays for itself from 270 cold starts an hour (here 864), each 800 ms shorter',
    );
  });

  it('is not proposed where something is provisioned, with which it cannot go', () => {
    expect(textsOf(of({ architecture: null, snapStart: COSTS }, provisionedFunction()))).toEqual([]);
  });

  it('has nothing to pay off where snapshots are free', () => {
    const free = { ...COSTS, cachePerHour: 0 };
    expect(text({ ...free, perColdStart: -0.00001, coldStartsPerHour: 0 })).toBe(
      'SnapStart would save $0.000010 a cold start: each would be 800 ms shorter',
    );
    expect(text({ ...free, perColdStart: 0.000004 })).toMatch(
      /^SnapStart would cost \$0\.0000040 more a cold start: it buys/,
    );
  });
});

describe('other memory sizes', () => {
  it('are two on either side, with how long billed time may become', () => {
    expect(memoryTable(of({}))).toMatchObject({
      head: ['Function', 'Memory', 'Cheaper up to a billed time of'],
      rows: [
        [{ name: 'api' }, '256 MB', '4 ×'],
        [{ name: 'api' }, '512 MB', '2 ×'],
        [{ name: 'api' }, '1,769 MB', '0.579 ×'],
        [{ name: 'api' }, '2,048 MB', '0.5 ×'],
      ],
    });
  });

  it('have the cost of the run where the scenario says how handlers scale', () => {
    const memory = BUSY_BREAK_EVEN.memory.map((size) => ({ ...size, handler: 1.5, cost: 0.1 }));
    const { head, rows } = memoryTable(of({ memory }));
    expect(head.slice(3)).toEqual(['By cpuBound, handlers take', 'and the run costs']);
    expect(rows[0]?.slice(3)).toEqual(['1.5 ×', '$0.10 (−19.7 %)']);
  });

  it('are only smaller ones where something is provisioned, since that costs more with memory whatever the times', () => {
    const sizes = memoryTable(of({}, provisionedFunction())).rows.map(([, memory]) => memory);
    expect(sizes).toEqual(['256 MB', '512 MB']);
  });
});

describe('the functions told of', () => {
  it('are those that cost most, and none that cost nothing', () => {
    const result = manyFunctions(20, 60);
    expect(alternativeSubjects(result)).toHaveLength(5);
    expect(alternativeSubjects(result).every(({ amount }) => amount('cost.total') === 0.1824)).toBe(true);
    expect(alternativeSubjects(resultOf({ functions: { idle: idleFunction() } }))).toEqual([]);
  });
});

describe('the cheapest', () => {
  const cheapest = (breakEven: Partial<BreakEven>) => cheapestText(alternativeSubjects(of(breakEven))[0]!);

  it('is one of architecture and, by cpuBound, memory', () => {
    expect(cheapest({})).toBe('on arm64, if all takes as long there: $0.10 (−17.3 %)');
    const memory = [{ memoryMB: 512, slowdown: 2, handler: 1.3, cost: 0.09 }];
    expect(cheapest({ memory })).toBe('with 512 MB, handlers 1.3 times as long: $0.090 (−27.7 %)');
  });

  it('is not worth a word below 5 %', () => {
    expect(cheapest({ architecture: { to: 'x86_64', slowdown: 0.8, cost: 0.15 } })).toBe('');
    expect(cheapest({ architecture: { to: 'arm64', slowdown: 1.25, cost: 0.12 } })).toBe('');
    expect(cheapest({ architecture: null })).toBe('');
  });
});
