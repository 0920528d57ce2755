import { describe, expect, it } from 'vitest';
import { type Subject, subjects, total } from '../../../src/report/content/figures.js';
import {
  coldStartCostText,
  costTable,
  monthTable,
  notChargedText,
  pricesText,
  ratesText,
} from '../../../src/report/content/money.js';
import type { FunctionResult, Result } from '../../../src/result.js';
import { aliasResult, NO_COST, plainAlias } from '../alias-fixtures.js';
import { busyFunction, idleFunction, oneFunction, resultOf, settingsOf, threeFunctions } from '../fixtures.js';
import { PRICING, withMonth } from '../money-fixtures.js';

const only = (fn: FunctionResult): Subject => subjects(resultOf({ functions: { api: fn } }))[0]!;

describe('the table of costs', () => {
  it('has the parts that occurred, their sum, and what a million invocations cost', () => {
    const { head, rows } = costTable(oneFunction());
    expect(head).toEqual(['Function', 'Duration', 'Requests', 'Logs', 'Total', 'A million invocations']);
    expect(rows).toEqual([[{ name: 'checkout' }, '$0.11', '$0.014', '$0.0021', '$0.12', '$1.73']]);
  });

  it('ends with all functions, whose sums are those of the rows', () => {
    const { rows } = costTable(threeFunctions());
    expect(rows.map(([title]) => title)).toEqual([
      { name: 'checkout' },
      { under: 'live' },
      { name: 'search' },
      { name: 'nightly' },
      'All functions',
    ]);
    expect(rows.at(-1)).toEqual([
      'All functions',
      ...['$0.17', '$0.029', '$0.075', '$0.032', '$0.0021', '$0.31 ± $0.0061', '$2.13 ± $0.043'],
    ]);
  });

  it('tells of aliases where there are several or something is provisioned, for else they pay what their function does', () => {
    const titles = (aliases: FunctionResult['aliases']) =>
      costTable(resultOf({ functions: { api: busyFunction({ aliases }) } })).rows.map(([title]) => title);
    const plain = plainAlias({ cost: { ...NO_COST, requests: 1, total: 1 } });
    expect(titles({ live: plain })).toEqual([{ name: 'api' }]);
    expect(titles({ live: plain, beta: plain })).toEqual([{ name: 'api' }, { under: 'live' }, { under: 'beta' }]);
    expect(titles({ live: aliasResult() })).toEqual([{ name: 'api' }, { under: 'live' }]);
  });

  it('has a column for the month, and a table of its parts, where it was asked for', () => {
    expect(monthTable(oneFunction()).rows).toEqual([]);
    const asked = resultOf({ functions: { api: withMonth(busyFunction()), jobs: withMonth(busyFunction()) } });
    expect(costTable(asked).head.at(-1)).toBe('A month');
    expect(costTable(asked).rows.map((cells) => cells.at(-1))).toEqual(['$90.89', '$90.89', '$181.77']);
    expect(monthTable(asked)).toMatchObject({
      caption: 'The same usage for a month of 730 hours',
      head: ['Function', 'Duration', 'Requests', 'Logs', 'A month'],
      rows: [
        [{ name: 'api' }, '$78.84', '$10.51', '$1.53', '$90.89'],
        [{ name: 'jobs' }, '$78.84', '$10.51', '$1.53', '$90.89'],
        ['All functions', '$157.68', '$21.02', '$3.07', '$181.77'],
      ],
    });
  });
});

describe('in words', () => {
  it('are what a million invocations and a month cost', () => {
    expect(ratesText(only(busyFunction()))).toBe('$1.73 a million invocations');
    expect(ratesText(only(withMonth(busyFunction())))).toBe('$1.73 a million invocations, $90.89 a month');
    expect(ratesText(only(idleFunction()))).toBe('');
  });

  it('is what cold starts cost, with its share, and its parts where there are several', () => {
    expect(coldStartCostText(only(busyFunction()))).toBe('cold starts cost $0.0065 of it (5.2 %)');
    const several = { duration: 0.001, restores: 0.02, ahead: 0.0006, total: 0.0216 };
    expect(coldStartCostText(only(busyFunction({ coldStartCost: several })))).toBe(
      'cold starts cost $0.022 of it (17.3 %): inits and slow first invocations $0.0010, restores of snapshots $0.020, inits that no request waited for $0.00060',
    );
    expect(coldStartCostText(total(threeFunctions())!)).toBe('cold starts cost $0.013 of it (4.2 %)');
  });

  it('says so where cold starts are free, and nothing where there were none', () => {
    const free = { duration: 0, restores: 0, ahead: 0, total: 0 };
    expect(coldStartCostText(only(busyFunction({ coldStartCost: free })))).toBe('cold starts cost nothing');
    const { cost } = busyFunction();
    const covered = busyFunction({ coldStartCost: free, cost: { ...cost, duration: 0 } });
    expect(coldStartCostText(only(covered))).toBe('cold starts cost nothing: no duration on demand is charged');
    expect(coldStartCostText(only(idleFunction()))).toBe('');
  });
});

describe('where the prices come from', () => {
  const priced = (change: Partial<Result['pricing']>) =>
    pricesText(resultOf({ functions: {}, change: { pricing: { ...PRICING, ...change } } }));

  it('is said of each region with its date', () => {
    expect(priced({})).toBe('list prices of us-east-1 as of 2026-11; without the free tier');
    const regions = {
      'us-east-1': { asOf: '2026-11' },
      'eu-west-1': { asOf: '2024-08' },
      'eu-west-2': { asOf: '2024-08' },
      'xx-own-1': { asOf: null },
    };
    expect(priced({ regions, freeTier: true })).toBe(
      'list prices of us-east-1 as of 2026-11, list prices of eu-west-1 and eu-west-2 as of 2024-08, prices of xx-own-1 as the scenario gives them, where it gives any; less the free tier of one month',
    );
  });

  it('is followed by a savings plan and by how init was billed before', () => {
    expect(priced({ savingsPlan: { discount: 0.17, coverage: 0.8 }, initBilling: 'legacy' })).toMatch(
      /; a savings plan takes 17 % off 80 % of duration and provisioned concurrency; billed as before August 2025, when inits of zip packages on managed runtimes were free$/,
    );
  });
});

describe('what is not in it', () => {
  const silent = (...logBytes: readonly number[]) => {
    const settings = logBytes.map((each, at) => settingsOf(`f${at}`, { logBytes: each }));
    return notChargedText(resultOf({ functions: {}, settings }));
  };

  it('is named, logs among it where their size is not known', () => {
    expect(silent(64)).toBe('Not in it: API Gateway and other callers, data transfer and CloudWatch metrics');
    expect(silent(0, 0)).toMatch(/, CloudWatch metrics and logs \(no logBytes given\)$/);
    expect(silent(0, 64)).toMatch(/ and logs of f0 \(no logBytes given\)$/);
    expect(silent(0, 0, 0, 0, 0, 64)).toMatch(/ and logs of f0, f1, f2 and 2 functions more \(no logBytes given\)$/);
  });
});
