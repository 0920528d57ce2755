import { describe, expect, it } from 'vitest';
import { summariesCsv, summaryCsv } from '../../src/report/csv.js';
import type { Result } from '../../src/result.js';
import { busyFunction, resultOf } from './fixtures.js';
import { withMonth } from './money-fixtures.js';
import { deployed } from './scaling-fixtures.js';

describe('the summary as CSV', () => {
  it('has one metric a row, with empty cells for what is unknown', () => {
    const summary = {
      'functions.a.coldStarts': { mean: 864, ci95: 17.28, min: 850, max: 880 },
      'functions.a.latencyMs.p99': { mean: null, ci95: null, min: null, max: null },
      '=HYPERLINK("x"),b': { mean: -0.5, ci95: null, min: -1e-9, max: 0 },
    };
    expect(summaryCsv(resultOf({ functions: {}, change: { summary } }))).toBe(
      [
        'metric,mean,ci95,min,max',
        'functions.a.coldStarts,864,17.28,850,880',
        'functions.a.latencyMs.p99,,,,',
        '"\'=HYPERLINK(""x""),b",-0.5,,-1e-9,0',
        '',
      ].join('\r\n'),
    );
  });

  it('has what a million invocations cost, and a month where it was asked for', () => {
    const metrics = (result: Result) => summaryCsv(result).split('\r\n');
    const asked = metrics(resultOf({ functions: { api: withMonth(busyFunction()) } }));
    expect(asked.filter((row) => /costPerMillion|monthly\.total|coldStartCost\.total/.test(row))).toHaveLength(6);
    const plain = metrics(resultOf({ functions: { api: busyFunction() } }));
    expect(plain.filter((row) => row.includes('monthly'))).toEqual([]);
  });

  it('has a row for every figure of an alias and of a deployment', () => {
    const rows = summaryCsv(deployed())
      .split('\r\n')
      .map((row) => row.split(',').slice(0, 2).join(','));
    for (const row of [
      'functions.checkout.aliases.live.spilloverByReason.requestRate,310',
      'functions.checkout.aliases.live.provisioned.requested.max,10',
      'functions.checkout.aliases.live.provisioned.wastedMean,1.79',
      'functions.checkout.aliases.live.provisioned.billedUtilization,0.3',
      'functions.checkout.aliases.live.provisioned.cost.onDemandInstead,0.0612',
      'functions.checkout.deployments.0.coldStarts,12',
    ])
      expect(rows).toContain(row);
  });

  it('of several scenarios names the scenario first', () => {
    const entry = { mean: 1, ci95: null, min: 1, max: 1 };
    const named = (scenario: string) =>
      resultOf({ functions: {}, change: { scenario, summary: { 'total.errors': entry } } });
    expect(summariesCsv([named('a'), named('=b')])).toBe(
      ['scenario,metric,mean,ci95,min,max', 'a,total.errors,1,,1,1', "'=b,total.errors,1,,1,1", ''].join('\r\n'),
    );
  });
});
