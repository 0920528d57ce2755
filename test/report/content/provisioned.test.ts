import { describe, expect, it } from 'vitest';
import type { AliasProvisioned, AliasResult } from '../../../src/provisioned-result.js';
import { type AliasSubject, subjects } from '../../../src/report/content/figures.js';
import {
  aliasTable,
  breakEvenText,
  provisionedAliases,
  provisionedTable,
  requestedText,
  spilloverText,
  statusText,
  usedText,
  worthTable,
} from '../../../src/report/content/provisioned.js';
import { aliasResult, plainAlias, provisioned } from '../alias-fixtures.js';
import { busyFunction, oneFunction, provisionedFunction, resultOf, settingsOf } from '../fixtures.js';
import { deployed, scaled } from '../scaling-fixtures.js';

function aliasOf(change: Partial<AliasProvisioned>, alias: Partial<AliasResult> = {}, replications = 1): AliasSubject {
  const live = aliasResult({ provisioned: provisioned(change), ...alias });
  const [first] = subjects(resultOf({ functions: { api: provisionedFunction({ aliases: { live } }) }, replications }));
  return first!.aliases[0]!;
}

describe('what was requested', () => {
  it('is one number where it never changed', () => {
    expect(requestedText(aliasOf({}))).toBe('5 requested throughout');
  });

  it('is the mean, the range and the end, with what was available of it', () => {
    const [scaledAlias] = subjects(scaled())[0]!.aliases;
    expect(requestedText(scaledAlias!)).toBe('12.4 requested on average (2 to 26, 4 at the end), 11.2 available');
  });

  it('is none the less what it was where nothing was available', () => {
    expect(requestedText(aliasOf({ available: { mean: 0, min: 0, max: 0, end: 0 } }))).toBe(
      '5 requested throughout, 0 available',
    );
  });
});

describe('what was used', () => {
  it('stands beside what was wasted', () => {
    expect(usedText(aliasOf({}))).toBe('1.6 used and 3.5 wasted on average: 31 % utilisation, at most 100 %');
    const none = { usedMean: 0, wastedMean: 0, utilizationMean: null, utilizationMax: null };
    expect(usedText(aliasOf(none))).toBe('0 used and 0 wasted on average');
  });
});

describe('whether it is worth its money', () => {
  it('is said against the break-even, with the dollars of both', () => {
    expect(breakEvenText(aliasOf({}))).toBe(
      '30 % of what you pay for is used; below 60 % on demand is cheaper: $0.11 with, $0.061 without',
    );
    const cost = { capacity: 0.031, duration: 0.42, onDemandInstead: 0.81 };
    expect(breakEvenText(aliasOf({ billedUtilization: 0.71, cost }))).toBe(
      '71 % of what you pay for is used; from 60 % on that is cheaper than on demand: $0.45 with, $0.81 without',
    );
  });

  it('is never so where even full use costs more than on demand', () => {
    for (const breakEvenUtilization of [1.01, null])
      expect(breakEvenText(aliasOf({ breakEvenUtilization }))).toBe(
        '30 % of what you pay for is used; at these prices on demand is always cheaper: $0.11 with, $0.061 without',
      );
  });

  it('is not said where nothing was paid for', () => {
    expect(breakEvenText(aliasOf({ billedUtilization: null }))).toBe('');
  });

  it('has its uncertainty over several replications', () => {
    expect(breakEvenText(aliasOf({}, {}, 10))).toMatch(/^30 ± 0\.6 % of what you pay for is used; below 60 %/);
  });
});

describe('what spilled over', () => {
  it('is counted, with its share and its reasons', () => {
    expect(spilloverText(aliasOf({}))).toBe(
      '4,310 of 71,892 invocations spilled over (6 %): 4,000 because all were busy, 310 because the request rate was used up; 864 started cold',
    );
    const busy = { coldStarts: 0, spilloverInvocations: 7, spilloverByReason: { concurrency: 7, requestRate: 0 } };
    expect(spilloverText(aliasOf({}, busy))).toBe(
      '7 of 71,892 invocations spilled over (0.0097 %) because all were busy; none started cold',
    );
  });

  it('may be nothing', () => {
    expect(spilloverText(aliasOf({}, { spilloverInvocations: 0 }))).toBe(
      'none of 71,892 invocations spilled over; 864 started cold',
    );
    expect(spilloverText(aliasOf({}, { invocations: 0 }))).toBe('no invocation came through it');
  });
});

describe('the status', () => {
  it('is AWS’s word, with ours where it needs one', () => {
    const statuses = (['READY', 'IN_PROGRESS', 'NONE'] as const).map((status) => statusText(aliasOf({ status })));
    expect(statuses).toEqual(['READY', 'IN_PROGRESS, an allocation was under way', 'NONE, nothing is provisioned']);
  });
});

describe('the tables', () => {
  it('have a row for each alias or version of which something is provisioned', () => {
    expect(provisionedTable(scaled()).rows).toEqual([
      [{ name: 'checkout:live' }, '12.4', '2–26', '4', '8.1', '3.1', '72.5 %', '100 %', '4,310', 'READY'],
    ]);
    expect(worthTable(scaled()).rows).toEqual([
      [{ name: 'checkout:live' }, '$0.31', '$0.42', '$0.73', '$0.81', '71 %', '60 %'],
    ]);
    expect(provisionedTable(oneFunction()).rows).toEqual([]);
    expect(worthTable(oneFunction()).rows).toEqual([]);
  });

  it('put a failure in the place of the status', () => {
    expect(provisionedTable(deployed()).rows[0]?.at(-1)).toEqual({ alarming: 'FAILED: an init took too long' });
  });

  it('tell of each alias only where the function does not say it all', () => {
    expect(aliasTable(deployed()).rows.map(([alias, version]) => [alias, version])).toEqual([
      [{ name: 'checkout:live' }, '2'],
      [{ name: 'checkout:beta' }, '1'],
      [{ name: 'search:live' }, '1'],
    ]);
    expect(aliasTable(scaled()).rows).toEqual([]);
    const functions = { api: busyFunction({ aliases: { live: plainAlias() } }) };
    expect(aliasTable(resultOf({ functions })).rows).toEqual([]);
    const settings = [settingsOf('api', { weights: ['live: 10 % to version 2, the rest to version 1'] })];
    expect(aliasTable(resultOf({ functions, settings })).rows).toHaveLength(1);
  });
});

it('an alias of which nothing is ever provisioned has no block', () => {
  const [api] = subjects(resultOf({ functions: { api: busyFunction({ aliases: { live: plainAlias() } }) } }));
  expect(api!.aliases).toHaveLength(1);
  expect(provisionedAliases(api!)).toEqual([]);
});
