import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it, vi } from 'vitest';
import { type ChartName, chartFrame, chartTables } from '../../src/report/charts/data.js';
import { functionCharts } from '../../src/report/charts.js';
import { subjects } from '../../src/report/content/figures.js';
import type { Result } from '../../src/result.js';
import { idleFunction, manyFunctions, oneFunction, resultOf, threeFunctions } from './fixtures.js';
import { scaled } from './scaling-fixtures.js';

function chartsOf(result: Result, name: string): Record<ChartName, TopLevelSpec> {
  const specs = functionCharts(result, name, 720);
  if (specs === undefined) throw new Error(`no function ${name}`);
  return specs;
}

function tablesOf(result: Result, points = 600): ReturnType<typeof chartTables> {
  const [subject] = subjects(result);
  if (subject === undefined) throw new Error('no function');
  return chartTables(result, subject, chartFrame(result, [subject], { width: 720, points }));
}

describe('the charts', () => {
  it.each([
    ['one function', oneFunction(), 'checkout'],
    ['provisioned concurrency', threeFunctions(), 'checkout'],
    ['a function that nothing invoked', resultOf({ functions: { idle: idleFunction() } }), 'idle'],
  ])('compile and draw without a warning (%s)', async (_, result, name) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    for (const spec of Object.values(chartsOf(result, name))) {
      const svg = await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
      expect(svg).toMatch(/^<svg/);
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('do not exist for a function that is not there', () => {
    expect(functionCharts(oneFunction(), 'nobody', 720)).toBeUndefined();
  });

  it('are the same every time', () => {
    expect(chartsOf(threeFunctions(), 'checkout')).toEqual(chartsOf(threeFunctions(), 'checkout'));
  });
});

describe('the data of the charts', () => {
  it('have no more points than asked for, from time 0 to the end', () => {
    const { concurrency } = tablesOf(manyFunctions(1), 300);
    expect(concurrency['t']?.length).toBeLessThanOrEqual(301);
    expect(concurrency['t']?.[0]).toBe(0);
    expect(concurrency['t']?.at(-1)).toBe(2000 * 60_000);
  });

  it('keep the peak and the number of cold starts when they are made coarser', () => {
    const result = manyFunctions(1);
    const metrics = result.runs[0]?.series.functions['service-01-handler'];
    const { concurrency, coldStarts } = tablesOf(result, 100);
    const sum = (values: readonly unknown[] = []): number =>
      values.reduce<number>((total, value) => total + Number(value), 0);
    const causes = ['First', 'ScaleOut', 'Expired', 'Recycled', 'Deployed'];
    expect(Math.max(...(concurrency['peak executions'] ?? []).map(Number))).toBe(14);
    expect(sum(coldStarts['coldStarts'])).toBe(
      sum(causes.map((cause) => sum(metrics?.[`ColdStarts${cause}`]?.['Sum']))),
    );
  });

  it('show no provisioned concurrency where there is none', () => {
    expect(Object.keys(tablesOf(oneFunction()).concurrency)).toEqual([
      't',
      'on-demand busy',
      'on-demand idle',
      'peak executions',
    ]);
    expect(Object.keys(tablesOf(threeFunctions()).concurrency)).toContain('provisioned allocated');
  });

  it('show what is provisioned as it changes, where it does', () => {
    const allocated = (result: Result) => tablesOf(result).concurrency['provisioned allocated'] ?? [];
    expect(new Set(allocated(threeFunctions()))).toEqual(new Set([5]));
    expect(Math.max(...allocated(scaled()).map(Number))).toBeGreaterThan(20);
    expect(allocated(scaled())[0]).toBe(2);
  });

  it('hold no zero on the logarithmic axis', () => {
    const result = oneFunction();
    const [run] = result.runs;
    if (run === undefined) throw new Error('no run');
    const instant = { ...idleFunction(), latencyCurve: { probabilities: [0, 1], ms: { warm: [0, 0] } } };
    const { latency } = tablesOf({ ...result, runs: [{ ...run, functions: { checkout: instant } }] });
    expect(latency['ms']).toEqual([0.1, 0.1]);
  });
});
