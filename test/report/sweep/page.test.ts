import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../../src/report/assets.js';
import { axesOf, layoutOf } from '../../../src/report/sweep/axes.js';
import { curveColumns, frontColumns, heatColumns } from '../../../src/report/sweep/data.js';
import { sweepPage } from '../../../src/report/sweep/page.js';
import { dataOf, expectClosed, expectReadable, markup } from '../../support/page.js';
import { HOSTILE_NAMES } from '../fixtures.js';
import { hostileSweep, KEEP_ALIVE, MEMORY, PROVISIONED, sweepOf } from './fixtures.js';

const assets = loadAssets();
const RATE = 'total.coldStartRate';
const page = sweepPage(sweepOf([PROVISIONED, MEMORY]), assets);
const text = markup(page);
const titles = (of: string): string[] => [...of.matchAll(/<h3 id="title-[^"]*">([^<]*)/g)].map(([, title]) => title!);

describe('the axes of a sweep', () => {
  it('are of numbers where all values are numbers of one unit, else of names', () => {
    const axes = axesOf(
      sweepOf([MEMORY, { path: 'duration', values: ['5m', '10m'] }, KEEP_ALIVE, { path: 'x.y', values: [3] }]),
    );
    expect(axes.map(({ numbers }) => numbers)).toEqual([[512, 1024, 2048], [5, 10], null, null]);
    expect(axes[1]!.unit).toBe('m');
  });

  it('put the first axis of numbers along x, and the others into lines in the given order', () => {
    const { x, lines } = layoutOf(sweepOf([KEEP_ALIVE, MEMORY]))!;
    expect(x.path).toBe(MEMORY.path);
    expect(lines).toEqual(['aws-2019', 'aws-2021', '10m']);
  });

  it('make one line without a name where there is but one, and twelve at most', () => {
    expect(layoutOf(sweepOf([MEMORY]))!.lines).toEqual(['']);
    const many = layoutOf(sweepOf([MEMORY, PROVISIONED, { path: 'functions.api.timeout', values: [1, 2, 3, 4] }]))!;
    expect([many.lines.length, many.allLines]).toEqual([12, 16]);
  });
});

describe('a sweep over one fixed trace', () => {
  it('speaks of no interval, as none is drawn', () => {
    const said = (sweep: Parameters<typeof sweepPage>[0]): boolean =>
      markup(sweepPage(sweep, assets)).includes('with its 95 % interval');
    expect(said(sweepOf([MEMORY]))).toBe(true);
    expect(said({ ...sweepOf([MEMORY]), replayed: true })).toBe(false);
  });
});

describe('what its charts are drawn from', () => {
  it('is each point with its interval, lines a little apart', () => {
    const sweep = sweepOf([PROVISIONED, MEMORY]);
    const rows = curveColumns(sweep, layoutOf(sweep)!, RATE);
    expect(rows['value']).toHaveLength(12);
    expect(rows['x']!.slice(0, 3)).toEqual([-0.2, 0, 0.2]);
    expect(rows['low']![0]).toBeCloseTo(0.05 * 0.95, 6);
    expect(rows['high']![0]).toBeCloseTo(0.05 * 1.05, 6);
  });

  it('is exactly at its value where there is one line', () => {
    const sweep = sweepOf([MEMORY]);
    expect(curveColumns(sweep, layoutOf(sweep)!, RATE)['x']).toEqual([512, 1024, 2048]);
  });

  it('is a cell for each pair of values, with light text where it is dark', () => {
    const rows = heatColumns(sweepOf([PROVISIONED, MEMORY]), RATE);
    expect(rows['text']![0]).toBe('5 %');
    expect(rows['light']).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(rows['y']!.slice(0, 3)).toEqual(['512', '1,024', '2,048']);
  });

  it('labels what is on the front, once for all points in one place', () => {
    const rows = frontColumns(sweepOf([PROVISIONED, MEMORY]), RATE);
    expect(rows['front']).toEqual(Array(12).fill(1));
    expect(rows['label']!.filter((label) => label !== '')).toEqual([
      '0, 512',
      '0, 1,024 (+1)',
      '0, 2,048 (+2)',
      '2, 2,048 (+2)',
      '4, 2,048 (+1)',
      '8, 2,048',
    ]);
  });
});

describe('the page of a sweep', () => {
  it('begins with the cheapest that meets all objectives, then the fronts in words', () => {
    const top = text.slice(text.indexOf('id="verdict"'), text.indexOf('id="curves"'));
    expect(top).toContain('of 12) that meet every objective: provisionedConcurrency 0, memory 1,024, at $0.03');
    expect(top).toContain('Cost against share of cold starts: nothing is cheaper and as good as');
  });

  it('has curves and heat maps of every metric, and the front of each but the cost', () => {
    const metrics = ['Cost', 'Share of cold starts', 'Latency p99'];
    expect(titles(text)).toEqual([...metrics, ...metrics, ...metrics.slice(1)]);
    expect(Object.keys(dataOf(page)[0]!.specs)).toHaveLength(8);
  });

  it('has no heat map with one axis or with three', () => {
    for (const vary of [[MEMORY], [MEMORY, PROVISIONED, KEEP_ALIVE]])
      expect(titles(markup(sweepPage(sweepOf(vary), assets)))).toHaveLength(5);
  });

  it('draws dots where the only axis has names', () => {
    const drawn = JSON.stringify(dataOf(sweepPage(sweepOf([KEEP_ALIVE]), assets))[0]!.specs['sweep-0']);
    expect(drawn).toContain('"symbol"');
    expect(drawn).not.toContain('"type":"line"');
  });

  it('says how many lines it leaves out', () => {
    const many = sweepOf([MEMORY, PROVISIONED, { path: 'functions.api.timeout', values: [1, 2, 3, 4] }]);
    expect(markup(sweepPage(many, assets))).toContain(
      'Shown are the first 12 of 16 of provisionedConcurrency, timeout',
    );
  });

  it('says in a sentence what is everywhere the same', () => {
    const sweep = sweepOf([MEMORY]);
    const points = sweep.points.map((point) => ({
      ...point,
      summary: { ...point.summary, [RATE]: sweep.points[0]!.summary[RATE]! },
    }));
    const flat = markup(sweepPage({ ...sweep, points }, assets));
    expect(flat).toContain('Share of cold starts reads 10 % at every point.');
    expect(titles(flat)).toHaveLength(4);
  });

  it('copes with a sweep that was interrupted before or after the first point', () => {
    const sweep = sweepOf([MEMORY], { interrupted: true });
    expect(markup(sweepPage({ ...sweep, points: [], pareto: { [RATE]: [] } }, assets))).toContain(
      'No point has finished.',
    );
    const one = markup(sweepPage({ ...sweep, points: sweep.points.slice(0, 1), pareto: { [RATE]: [0] } }, assets));
    expect(one).toContain('only finished points are shown');
  });

  it('ends with what reproduces it', () => {
    expect(text.slice(text.indexOf('id="reproduce"'))).toContain('coldstart sweep api.yaml --seed 42');
  });

  it('is closed, readable, the same every time, and light with 200 points', () => {
    expectClosed(page);
    expectReadable(page);
    expect(sweepPage(sweepOf([PROVISIONED, MEMORY]), assets)).toBe(page);
    const values = (amount: number) => Array.from({ length: amount }, (_, index) => index);
    const metrics = ['coldStartRate', 'latencyMs.p50', 'latencyMs.p99', 'throttles', 'errors'].map(
      (each) => `total.${each}`,
    );
    const large = sweepOf(
      [
        { ...PROVISIONED, values: values(20) },
        { ...MEMORY, values: values(10) },
      ],
      { metrics },
    );
    expect(Buffer.byteLength(sweepPage(large, assets))).toBeLessThan(1_500_000);
  });

  it('shows hostile names as text', () => {
    const hostile = sweepPage(hostileSweep(), assets);
    for (const name of HOSTILE_NAMES) expect(hostile).not.toContain(name);
    expect(hostile.match(/<script/g)).toHaveLength(page.match(/<script/g)!.length);
    expect(markup(hostile)).not.toContain('<img');
    expectClosed(hostile);
  });
});
