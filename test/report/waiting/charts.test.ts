import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { describe, expect, it, vi } from 'vitest';
import { backlogs } from '../../../src/report/waiting/backlogs.js';
import { backlogPictures } from '../../../src/report/waiting/charts.js';
import { backlogFrame, backlogTables } from '../../../src/report/waiting/data.js';
import type { MetricSeries, Result } from '../../../src/result.js';
import { HOSTILE_NAMES } from '../fixtures.js';
import { hostileBacklogs, QUEUE, waited } from './fixtures.js';

const MINUTE = 60_000;

function tablesOf(result: Result, name: string, points = 600) {
  const backlog = backlogs(result).find(({ trigger }) => trigger.name === name)!;
  return backlogTables(backlog, backlogFrame(result, { width: 720, points }));
}

/** A queue in which nothing ever happened. */
const IDLE: MetricSeries = Object.fromEntries(
  Object.entries(QUEUE).map(([metric, statistics]) => [
    metric,
    Object.fromEntries(
      Object.entries(statistics).map(([statistic, values]) => [
        statistic,
        values.map(() => (metric === 'ApproximateAgeOfOldestMessage' ? null : 0)),
      ]),
    ),
  ]),
);

/** The labels of an axis, in their order. */
const labelsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text text-anchor="end" transform="translate\(-\d+[^>]*>([^<]*)</g)].map((match) => match[1]!);

const svgOf = (result: Result, name: string, chart: 'waiting' | 'age' | 'fates'): Promise<string> =>
  new View(parse(compile(backlogPictures(result, name, 720)![chart]).spec), { renderer: 'none' }).toSVG();

describe('the charts of what waits', () => {
  it.each([
    ['a queue', waited(), 'jobs'],
    ['a stream', waited(), 'orders'],
    ['events', waited(), 'uploads'],
    ['an idle queue', waited({ idle: IDLE }), 'idle'],
    ['hostile', hostileBacklogs(), HOSTILE_NAMES[0]!],
  ])('compile and draw without a warning (%s)', async (_, result, name) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const specs = backlogPictures(result, name, 720)!;
    expect(Object.keys(specs)).toEqual(['waiting', 'age', 'fates']);
    for (const chart of ['waiting', 'age', 'fates'] as const) {
      const svg = await svgOf(result, name, chart);
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toMatch(/<script|<img/);
      // Without retries and losses there are no bars, and a page does not draw the chart.
      if (tablesOf(result, name)[chart]['rows']!['retries']?.length !== 0) expect(svg).not.toContain('NaN');
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('do not exist of those who wait for an answer', () => {
    expect(backlogPictures(waited(), 'api', 720)).toBeUndefined();
  });

  it.each([
    [61_000, ['0', '30 s', '60 s']],
    [2_953_900, ['0', '15 min', '30 min', '45 min']],
    [7.5, ['0', '2 ms', '4 ms', '6 ms']],
    [4 * 3_600_000, ['0', '1 h', '2 h', '3 h', '4 h']],
  ])('have round ages on their axis, all of them (%d ms)', async (most, labels) => {
    const ages = { Maximum: [0, 0, 0, 0, 0, 0, 0, 0, 0, most / 1000] };
    const svg = await svgOf(waited({ jobs: { ...QUEUE, ApproximateAgeOfOldestMessage: ages } }), 'jobs', 'age');
    expect(labelsOf(svg)).toEqual(labels);
  });
});

describe('their data', () => {
  it('are what the series say, to the end of the simulated time', () => {
    const { rows } = tablesOf(waited(), 'jobs').waiting;
    expect(rows!['t']).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((minute) => minute * MINUTE));
    expect(rows!['most']!.slice(0, 10)).toEqual(QUEUE['ApproximateNumberOfMessagesVisible']!['Maximum']);
    expect(rows!['waiting']!.slice(0, 3)).toEqual([800, 500, 100]);
  });

  it('end an age where its step ends, before a gap', () => {
    const { rows } = tablesOf(waited(), 'jobs').age;
    const points = rows!['t']!.map((t, index) => [Number(t) / MINUTE, rows!['age']![index]]);
    expect(points.slice(0, 5)).toEqual([
      [0, 60_000],
      [1, 120_000],
      [2, 170_000],
      [3, 170_000],
      [3, null],
    ]);
    expect(points.slice(-5)).toEqual([
      [7, 2500],
      [8, 2500],
      [8, null],
      [9, null],
      [10, null],
    ]);
  });

  it('keep every retry and mark, and the most that waited, when they are made coarser', () => {
    const long = (values: readonly (number | null)[]) => Array.from({ length: 300 }, (_, step) => values[step % 10]!);
    const series = Object.fromEntries(
      Object.entries(QUEUE).map(([metric, of]) => [
        metric,
        Object.fromEntries(Object.entries(of).map(([statistic, values]) => [statistic, long(values)])),
      ]),
    );
    const result = { ...waited({ jobs: series }), horizonMs: 300 * MINUTE };
    const { waiting, fates } = tablesOf(result, 'jobs', 50);
    expect(waiting['rows']!['t']!.length).toBeLessThanOrEqual(51);
    expect(Math.max(...waiting['rows']!['most']!.map(Number))).toBe(1000);
    expect(fates['rows']!['retries']!.length).toBe(60);
    expect(fates['rows']!['retries']!.reduce<number>((sum, each) => sum + Number(each), 0)).toBe(30 * 17);
    expect(fates['marks']!['says']!.length).toBe(30);
    expect(fates['marks']!['says']![0]).toBe('0:00:00 to 0:05:00: 3 dead-lettered');
  });

  it('have no bars where nothing was tried again or lost', () => {
    expect(tablesOf(waited(), 'orders').fates['rows']).toEqual({ from: [], to: [], retries: [] });
  });
});
