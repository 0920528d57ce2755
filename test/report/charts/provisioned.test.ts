import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { describe, expect, it, vi } from 'vitest';
import { pictures } from '../../../src/report/charts/provisioned.js';
import { aliasData, aliasFrame, availableOf } from '../../../src/report/charts/provisioned-data.js';
import { subjects } from '../../../src/report/content/figures.js';
import { compiled } from '../../../src/report/page/drawn.js';
import type { Result } from '../../../src/result.js';
import { HOSTILE_NAMES, oneFunction, threeFunctions } from '../fixtures.js';
import { deployed, hostileAliases, scaled } from '../scaling-fixtures.js';

function dataOf(result: Result, points = 600) {
  const alias = subjects(result)[0]!.aliases[0]!;
  return aliasData(result, alias, aliasFrame(result, { width: 720, points }));
}

describe('the charts of an alias', () => {
  it.each([
    ['scaled', scaled(), 'checkout:live'],
    ['failed and deployed', deployed(), 'checkout:live'],
    ['hundreds of moments', scaled(2880, 40), 'checkout:live'],
    ['no series', threeFunctions(), 'checkout:live'],
    ['hostile', hostileAliases(), `${HOSTILE_NAMES[0]}:${HOSTILE_NAMES[1]}`],
  ])('compile and draw without a warning (%s)', async (name, result, target) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const specs = pictures(result, target, 720);
    expect(Object.keys(specs!)).toEqual(['environments', 'spillover', 'utilization']);
    for (const spec of Object.values(specs!)) {
      const svg = await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toMatch(/<script|<img/);
      // An empty chart has no scale; a page does not draw it.
      if (name !== 'no series') expect(svg).not.toContain('NaN');
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('do not exist where nothing is provisioned', () => {
    expect(pictures(deployed(), 'search:live', 720)).toBeUndefined();
    expect(pictures(oneFunction(), 'checkout:live', 720)).toBeUndefined();
  });

  it('have lines of time from edge to edge, whatever room their labels take', async () => {
    const { environments } = pictures(scaled(), 'checkout:live', 720)!;
    const view = await new View(parse(compiled(environments)), { renderer: 'none' }).runAsync();
    const svg = await view.toSVG();
    const upright = /role-axis-grid"[^>]*><line [^>]*x2="0" y2="(-?\d+)"/.exec(svg)?.[1];
    expect(Math.abs(Number(upright))).toBe(view.height());
  });

  it('are the same every time', () => {
    expect(pictures(scaled(), 'checkout:live', 720)).toEqual(pictures(scaled(), 'checkout:live', 720));
  });
});

describe('the data of an alias', () => {
  it('adds up to what was available, and keeps gaps where there was no traffic', () => {
    const result = scaled();
    const { rows } = dataOf(result);
    const metrics = result.runs[0]!.series.aliases['checkout:live']!;
    const available = metrics['AvailableProvisionedConcurrency']!['Average']!;
    for (const [index, value] of available.entries())
      expect(Number(rows['used']![index]) + Number(rows['idle']![index])).toBeCloseTo(value!, 3);
    expect(rows['utilization']!.slice(0, 6)).toEqual([null, null, null, null, null, expect.any(Number)]);
    expect(rows['t']!.at(-1)).toBe(result.horizonMs);
  });

  it('keeps the peak and what spilled over when it is made coarser', () => {
    const fine = dataOf(scaled()).rows;
    const coarse = dataOf(scaled(), 50).rows;
    expect(coarse['t']!.length).toBeLessThanOrEqual(51);
    // The last row only draws the one before to the end.
    const sum = (values: readonly unknown[]) =>
      values.slice(0, -1).reduce<number>((all, each) => all + Number(each), 0);
    expect(sum(coarse['spilled']!)).toBe(sum(fine['spilled']!));
    expect(Math.max(...coarse['peak']!.map(Number))).toBe(Math.max(...fine['peak']!.map(Number)));
  });

  it('has the target where there is one, and the break-even always', () => {
    expect(dataOf(scaled()).lines).toEqual({ target: [0.7], breakEven: [0.6] });
    expect(dataOf(threeFunctions()).lines).toEqual({ target: [null], breakEven: [0.6] });
  });

  it('has all of a function’s aliases together for the function’s own chart', () => {
    const result = scaled();
    const [alias] = subjects(result)[0]!.aliases;
    const once = availableOf(result, [alias!])!;
    expect(availableOf(result, [alias!, alias!])).toEqual(once.map((value) => 2 * value));
    expect(availableOf(threeFunctions(), subjects(threeFunctions())[0]!.aliases)).toBeUndefined();
  });
});
