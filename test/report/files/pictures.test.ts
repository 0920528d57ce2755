import { describe, expect, it, vi } from 'vitest';
import { comparisonGroup } from '../../../src/report/comparison/page.js';
import { type Picture, pictures } from '../../../src/report/files/pictures.js';
import { resultCharts } from '../../../src/report/html.js';
import type { ChartGroup } from '../../../src/report/page/drawn.js';
import { sweepGroup } from '../../../src/report/sweep/page.js';
import { hostileComparison, threeVariants } from '../comparison/fixtures.js';
import { hostile, idleFunction, oneFunction, resultOf, threeFunctions } from '../fixtures.js';
import { hostileAliases, scaled } from '../scaling-fixtures.js';
import { hostileSweep, MEMORY, PROVISIONED, sweepOf } from '../sweep/fixtures.js';
import { hostileBacklogs } from '../waiting/fixtures.js';

async function drawn(groups: readonly ChartGroup[]): Promise<Picture[]> {
  const all: Picture[] = [];
  for await (const picture of pictures(groups)) all.push(picture);
  return all;
}

const namesOf = async (groups: readonly ChartGroup[]) => (await drawn(groups)).map(({ name }) => name);

/** Opening and closing tags pair up, every attribute is quoted and every `&` begins a reference: well-formed, as far as we need it. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  let rest = '';
  let end = 0;
  for (const tag of svg.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    rest += svg.slice(end, tag.index);
    end = tag.index + tag[0].length;
    const [, isEnd, name, , isEmpty] = tag;
    if (isEnd === '/') expect(open.pop()).toBe(name);
    else if (isEmpty === '') open.push(name!);
  }
  expect(open).toEqual([]);
  rest += svg.slice(end);
  expect(rest).not.toMatch(/[<>]/);
  expect(svg).not.toMatch(/&(?!(?:#\d+|amp|lt|gt|quot|apos);)/);
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
}

describe('the pictures of a report', () => {
  it('are those of the page, of every function, alias and trigger, each with a name of its own', async () => {
    expect(await namesOf(resultCharts(oneFunction()))).toEqual([
      'coldStarts-checkout',
      'concurrency-checkout',
      'latency-checkout',
      'cost-checkout',
    ]);
    expect(await namesOf(resultCharts(scaled()))).toContain('utilization-checkout-live');
    expect(await namesOf([sweepGroup(sweepOf([MEMORY, PROVISIONED]))])).toEqual([
      'curve-total.cost.total',
      'curve-total.coldStartRate',
      'curve-total.latencyMs.p99',
      'heat-total.cost.total',
      'heat-total.coldStartRate',
      'heat-total.latencyMs.p99',
      'front-total.coldStartRate',
      'front-total.latencyMs.p99',
    ]);
    expect((await namesOf([comparisonGroup(threeVariants())])).slice(0, 2)).toEqual([
      'differences-All-functions',
      'latency-All-functions',
    ]);
  });

  it('leave out a chart that has nothing to show', async () => {
    const names = await namesOf(resultCharts(resultOf({ functions: { idle: idleFunction() } })));
    expect(names).toContain('concurrency-idle');
    expect(names).not.toContain('latency-idle');
  });

  it.each<[string, () => ChartGroup[]]>([
    ['several functions', () => resultCharts(threeFunctions())],
    ['provisioned concurrency', () => resultCharts(scaled())],
    ['a comparison', () => [comparisonGroup(threeVariants())]],
    ['a sweep', () => [sweepGroup(sweepOf([MEMORY, PROVISIONED]))]],
    ['hostile names', () => resultCharts(hostile())],
    ['hostile aliases', () => resultCharts(hostileAliases())],
    ['hostile triggers', () => resultCharts(hostileBacklogs())],
    ['hostile variants', () => [comparisonGroup(hostileComparison())]],
    ['hostile values', () => [sweepGroup(hostileSweep())]],
  ])('are whole and well-formed: %s', async (_, groups) => {
    const said = (['warn', 'error'] as const).map((how) => vi.spyOn(console, how).mockImplementation(() => undefined));
    const all = await drawn(groups());
    expect(all.length).toBeGreaterThan(0);
    for (const { svg } of all) {
      expectWellFormed(svg);
      expect(svg).not.toMatch(/undefined|NaN|currentColor|containerSize/);
    }
    for (const spy of said) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it('have names that leave no folder and that no file system takes for one another', async () => {
    const groups = [...resultCharts(hostile()), ...resultCharts(hostileBacklogs()), sweepGroup(hostileSweep())];
    const names = await namesOf(groups);
    for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9._-]*$/);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  it('have title and caption in them, dark on white', async () => {
    const [, { svg } = { svg: '' }] = await drawn(resultCharts(oneFunction()));
    expect(svg).toContain('>Environments over time: checkout</text>');
    expect(svg).toContain('On-demand environments: ');
    expect(svg).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
  });

  it('have the same bytes when drawn again', async () => {
    const groups = () => [...resultCharts(threeFunctions()), sweepGroup(sweepOf([MEMORY, PROVISIONED]))];
    const [once, again] = [await drawn(groups()), await drawn(groups())];
    // Compared as a whole: a difference would be told in megabytes.
    expect(JSON.stringify(once) === JSON.stringify(again)).toBe(true);
  });
});
