import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../../src/report/assets.js';
import { differenceColumns, latencyColumns } from '../../../src/report/comparison/data.js';
import { comparisonPage } from '../../../src/report/comparison/page.js';
import { dataOf, expectClosed, expectReadable, markup } from '../../support/page.js';
import { busyFunction, HOSTILE_NAMES, resultOf } from '../fixtures.js';
import { comparisonOf, hostileComparison, threeVariants } from './fixtures.js';

const assets = loadAssets();
const page = comparisonPage(threeVariants(), assets);
const text = markup(page);
const part = (from: string, to: string): string => text.slice(text.indexOf(`id="${from}"`), text.indexOf(`id="${to}"`));

describe('the page of a comparison', () => {
  it('begins with the verdict on each variant and the objectives that it keeps or misses', () => {
    const top = part('verdict', 'charts');
    expect(top).toContain('<b><bdi>provisioned</bdi></b> cuts p99 by 200 ± 20 ms (to 212 ms)');
    expect(top).toContain('<b><bdi>provisioned</bdi></b> <span class="good">✓ keeps the objective</span>');
    expect(top).toContain('<b><bdi>bigger</bdi></b> <span class="bad">✗ misses 1 of 1 objective</span>');
    expect(top).toContain('<code><bdi>functions.checkout.latencyMs.p99 &#60; 300</bdi></code>');
  });

  it('has a chart of differences and one of latency, for all functions and for each', () => {
    const [group] = dataOf(page);
    expect(Object.keys(group!.specs)).toEqual(['differences', 'latency']);
    expect(group!.subjects).toHaveLength(3);
    expect(text).toContain('<option>All functions</option><option>checkout</option><option>search</option>');
  });

  it('sets differences in relation to the base, and tells what is more than chance', () => {
    const rows = differenceColumns(threeVariants(), 'functions.checkout');
    const at = rows['metric']!.findIndex(
      (metric, row) => metric === 'Latency, p99' && rows['variant']![row] === 'provisioned',
    );
    expect(rows['at']![at]).toBeCloseTo((212 - 412) / 412, 4);
    expect(rows['low']![at]).toBeCloseTo((-200 - 20) / 412, 4);
    expect(rows['certain']![at]).toBe(1);
    expect(rows['text']![at]).toBe('−200 ± 20 ms');
    expect(differenceColumns(threeVariants(2), 'functions.checkout')['certain']).not.toContain(1);
  });

  it('says nothing relative to a base of 0', () => {
    expect(differenceColumns(threeVariants(), 'total')['metric']).not.toContain('Throttles');
  });

  it('leaves the amounts as much room beside the dots where the axis is logarithmic', () => {
    const { high = [], roomBent = [] } = differenceColumns(threeVariants(), 'functions.checkout');
    const place = (share: number): number => Math.log1p(share) + Math.log(2);
    const most = place(Math.max(0, ...high.map(Number)));
    for (const room of roomBent) expect(place(Number(room)) / most).toBeCloseTo(1.34, 3);
  });

  it('draws the percentiles of every variant, the base first', () => {
    const rows = latencyColumns(threeVariants(), 'functions.checkout');
    expect([...new Set(rows['variant'])]).toEqual(['base', 'provisioned', 'bigger']);
    expect(rows['ms']).toHaveLength(15);
    expect(Math.min(...rows['low']!.map(Number))).toBeGreaterThan(0);
  });

  it('has the differences of all functions in a table, those of each folded below it', () => {
    const figures = part('differences', 'objectives');
    expect(figures).toContain('<h3><bdi>provisioned</bdi> beside <bdi>base</bdi></h3>');
    expect(figures.match(/<details><summary>checkout<\/summary>/g)).toHaveLength(2);
  });

  it('lists the settings that differ and no others', () => {
    const settings = part('settings', 'reading');
    expect(settings).toContain(
      '<th scope="row">Memory</th><td><bdi>checkout</bdi></td><td>1,024 MB</td><td>1,024 MB</td><td>2,048 MB</td>',
    );
    expect(settings.match(/<tr>/g)).toHaveLength(2);
  });

  it('says so where no setting that it knows differs, and where the traffic does', () => {
    const result = resultOf({ functions: { api: busyFunction() }, replications: 2 });
    expect(markup(comparisonPage(comparisonOf({ a: result, b: result }), assets))).toContain(
      'None of those that a report shows.',
    );
    const [calls] = result.traffic;
    const other = { ...result, traffic: [{ ...calls!, arrivals: 'Poisson, 99/s' }] };
    expect(markup(comparisonPage(comparisonOf({ a: result, b: other }), assets))).toContain(
      'do not have the same arrivals',
    );
  });

  it('ends with the commands of the whole and of each variant', () => {
    const end = text.slice(text.indexOf('id="reproduce"'));
    expect(end).toContain('coldstart compare checkout-api.yaml --seed 42');
    expect(end.match(/coldstart run checkout-api.yaml --seed 42/g)).toHaveLength(3);
  });

  it('leaves variants beyond the twelfth to the tables, and says so', () => {
    const result = resultOf({ functions: { api: busyFunction() }, replications: 2 });
    const names = Array.from({ length: 15 }, (_, index) => [`v${index}`, result] as const);
    const many = markup(comparisonPage(comparisonOf(Object.fromEntries(names)), assets));
    expect(many).toContain('The charts show the first 12 variants; the tables have the 2 others too.');
  });

  it('is closed, readable, the same every time, and light', () => {
    expectClosed(page);
    expectReadable(page);
    expect(comparisonPage(threeVariants(), assets)).toBe(page);
    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
  });

  it('shows hostile names as text', () => {
    const hostile = comparisonPage(hostileComparison(), assets);
    for (const name of HOSTILE_NAMES) expect(hostile).not.toContain(name);
    expect(hostile.match(/<script/g)).toHaveLength(page.match(/<script/g)!.length);
    expect(markup(hostile)).not.toContain('<img');
    expectClosed(hostile);
  });
});
