// The report's page in a real Chromium: that it draws, and that nothing in it can do harm.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../src/report/assets.js';
import { comparisonPage } from '../../src/report/comparison/page.js';
import { htmlReport } from '../../src/report/html.js';
import { sweepPage } from '../../src/report/sweep/page.js';
import type { Result } from '../../src/result.js';
import { hostileComparison, threeVariants } from '../report/comparison/fixtures.js';
import { HOSTILE_NAMES, hostile, manyFunctions, oneFunction, threeFunctions, withReruns } from '../report/fixtures.js';
import { hostileAliases, manyScaled, scaled } from '../report/scaling-fixtures.js';
import { hostileSweep, KEEP_ALIVE, MEMORY, PROVISIONED, sweepOf } from '../report/sweep/fixtures.js';
import { hostileBacklogs, waited } from '../report/waiting/fixtures.js';
import { startChromium, type TestBrowser } from '../support/chromium.js';
import { type OpenedPage, openFile } from '../support/opened-page.js';

let chromium: TestBrowser;
let folder = '';
beforeAll(async () => {
  chromium = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'coldstart-page-'));
});
afterAll(async () => {
  await chromium.close();
  await rm(folder, { recursive: true });
});

const open = (result: Result, options: BrowserContextOptions = {}): Promise<OpenedPage> =>
  openPage(htmlReport(result, loadAssets()), options);

async function openPage(html: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  return openFile(chromium.browser, file, options);
}

describe('the page in a browser', () => {
  it.each([
    ['one function', oneFunction()],
    ['three functions', threeFunctions()],
    ['hostile names', hostile()],
  ])('draws its charts without a complaint or a request (%s)', async (_, result) => {
    const { page, trouble } = await open(result);
    for (const chart of ['coldStarts', 'concurrency', 'latency', 'cost']) {
      const marks = 'svg .mark-area path, svg .mark-line path, svg .mark-rect path';
      expect(await page.locator(`#chart-${chart}`).locator(marks).count(), chart).toBeGreaterThan(0);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('draws what is provisioned for an alias, with its moments marked and told of on pointing at them', async () => {
    const { page, trouble } = await open(scaled(), { viewport: { width: 1280, height: 900 } });
    const chart = page.locator('#chart-environments');
    expect(await page.locator('.stacked .chart svg').count()).toBe(3);
    expect(await page.locator('#caption-environments').textContent()).toMatch(
      /Marked: \d+ of 90 moments of its timeline/,
    );
    const rules = chart.locator('.mark-rule.role-mark line');
    const marked = Number(/Marked: (\d+)/.exec((await page.locator('#caption-environments').textContent()) ?? '')?.[1]);
    // One that is seen and one to point at.
    expect(await rules.count()).toBe(2 * marked);
    expect(await chart.locator('.mark-text text', { hasText: 'scale-out' }).count()).toBeGreaterThan(2);
    await chart.scrollIntoViewIfNeeded();
    const box = (await rules.last().boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 8);
    const tooltip = page.locator('#vg-tooltip-element');
    expect(await tooltip.textContent()).toMatch(
      /^\d:\d\d:00\nlow alarm: .* in 15 of 15 minutes\nscale-in \d+ → \d+: .* against a target of 0.7$/,
    );
    expect(await tooltip.isVisible()).toBe(true);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('draws another alias when it is chosen', async () => {
    const { page, trouble } = await open(manyScaled(3, 120));
    const before = await page.locator('#chart-environments').innerHTML();
    await page.locator('#alias').selectOption('service-02:live');
    await page.waitForSelector('html[data-alias="1"]');
    expect(await page.locator('#chart-environments').innerHTML()).not.toBe('');
    expect(before).not.toBe('');
    expect(await page.locator('html').getAttribute('data-function')).toBe('0');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('shows the three charts of an alias on one time axis', async () => {
    for (const width of [1280, 390]) {
      const { page } = await open(scaled(), { viewport: { width, height: 900 } });
      const ends = await Promise.all(
        ['environments', 'spillover', 'utilization'].map(async (chart) => {
          const axis = (await page.locator(`#chart-${chart} .role-axis-domain line`).first().boundingBox())!;
          return [axis.x, axis.x + axis.width];
        }),
      );
      for (const [from, to] of ends) {
        expect(Math.abs(from! - ends[0]![0]!)).toBeLessThanOrEqual(1);
        expect(Math.abs(to! - ends[0]![1]!)).toBeLessThanOrEqual(4);
      }
      await page.context().close();
    }
  });

  it('draws what waited of a trigger, on one time axis, and of another when it is chosen', async () => {
    for (const width of [1280, 390]) {
      const { page, trouble } = await open(waited(), { viewport: { width, height: 900 } });
      const ends = await Promise.all(
        ['waiting', 'age', 'fates'].map(async (chart) => {
          const axis = (await page.locator(`#chart-${chart} .role-axis-domain line`).first().boundingBox())!;
          return [axis.x, axis.x + axis.width];
        }),
      );
      for (const [from, to] of ends) {
        expect(Math.abs(from! - ends[0]![0]!)).toBeLessThanOrEqual(1);
        expect(Math.abs(to! - ends[0]![1]!)).toBeLessThanOrEqual(4);
      }
      const mark = page.locator('#chart-fates .mark-symbol.role-mark path').first();
      await mark.hover();
      expect(await page.locator('#vg-tooltip-element').textContent()).toBe('0:02:00 to 0:03:00: 3 dead-lettered');
      // Of this one nothing was tried again or lost.
      await page.locator('#trigger').selectOption('orders');
      await page.waitForSelector('html[data-trigger="1"]');
      expect(await page.locator('#chart-age svg').count()).toBe(1);
      expect(await page.locator('#chart-fates svg').count()).toBe(0);
      expect(await page.locator('#caption-fates').textContent()).toMatch(/^Nothing/);
      expect(trouble).toEqual([]);
      await page.context().close();
    }
    const { page, trouble } = await open(hostileBacklogs());
    expect(await page.locator('#chart-waiting svg').count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('shows hostile names as text, wherever they stand', async () => {
    const { page } = await open(hostile());
    const text = await page.locator('body').textContent();
    expect(text).toContain(HOSTILE_NAMES[0]);
    expect(text).toContain(HOSTILE_NAMES[1]);
    expect(await page.title()).toContain(HOSTILE_NAMES[0]);
    expect(await page.locator('img').count()).toBe(0);
    await page.locator('#function').selectOption({ index: 2 });
    await page.waitForSelector('html[data-function="2"]');
    expect(await page.title()).not.toBe('owned');
    await page.context().close();
    const { page: other, trouble } = await open(hostileAliases());
    expect(await other.locator('#deployments ~ .scroll').first().textContent()).toContain(HOSTILE_NAMES[1]);
    await other.locator('#chart-environments').scrollIntoViewIfNeeded();
    const rule = (await other.locator('#chart-environments .mark-rule.role-mark line').last().boundingBox())!;
    await other.mouse.move(rule.x + rule.width / 2, rule.y + rule.height - 8);
    expect(await other.locator('#vg-tooltip-element').textContent()).toMatch(/\d → \d/);
    expect(await other.locator('img').count()).toBe(0);
    expect(await other.title()).not.toBe('owned');
    expect(trouble).toEqual([]);
    await other.context().close();
  });

  it('would not run a script that found its way in', async () => {
    const { page, trouble } = await open(oneFunction());
    await page.evaluate(`{
      const intruder = document.createElement('script');
      intruder.textContent = 'document.title = "owned"';
      document.body.append(intruder);
    }`);
    expect(await page.title()).not.toBe('owned');
    expect(trouble.join()).toContain('Content Security Policy');
    await page.context().close();
  });

  it('draws another function when it is chosen', async () => {
    const { page, trouble } = await open(threeFunctions());
    const before = await page.locator('#caption-coldStarts').textContent();
    await page.locator('#function').selectOption('search');
    await page.waitForSelector('html[data-function="1"]');
    expect(await page.locator('#caption-coldStarts').textContent()).not.toBe(before);
    await page.locator('#function').selectOption('nightly');
    await page.waitForSelector('html[data-function="2"]');
    expect(await page.locator('#caption-coldStarts').textContent()).toBe('No start was cold.');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has enough contrast in text and charts (%s)', async (colorScheme) => {
    const { page } = await open(oneFunction(), { colorScheme });
    const lightness = (script: string): Promise<number> =>
      page.evaluate(`{ const [r, g, b] = ${script}.match(/[\\d.]+/g).map(Number); (r + g + b) / 765 }`);
    const paper = await lightness('getComputedStyle(document.body).backgroundColor');
    const text = await lightness('getComputedStyle(document.body).color');
    const label = await lightness("getComputedStyle(document.querySelector('.chart .role-axis-label text')).fill");
    expect(paper > 0.5).toBe(colorScheme === 'light');
    expect(Math.abs(paper - text)).toBeGreaterThan(0.7);
    expect(Math.abs(paper - label)).toBeGreaterThan(0.7);
    await page.context().close();
  });

  it('draws its bars in their colours and lengths, with and without JavaScript', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, trouble } = await open(withReruns('checkout'), { javaScriptEnabled });
      const box = async (bar: string, part: string) => (await page.locator(`${bar} ${part}`).first().boundingBox())!;
      const [whole, placement] = [await box('.bars', '.bar'), await box('.bar', '.part-placement')];
      expect(placement.width / whole.width).toBeCloseTo(198 / 671, 2);
      expect(await page.locator('.bar .part-placement + rect').first().getAttribute('fill')).toBe('url(#striped)');
      const colour = await page.evaluate("getComputedStyle(document.querySelector('.bar .part-runtimeInit')).fill");
      expect(colour).toBe('rgb(0, 114, 178)');
      const idle = page.locator('.bar .rerun-idle');
      expect(await idle.count()).toBe(3);
      expect(trouble).toEqual([]);
      await page.context().close();
    }
  });

  it('opens with fifty functions, each in a row of its own', async () => {
    const { page } = await open(manyFunctions(50));
    const names = await page.locator('table').first().locator('tbody th').allTextContents();
    expect(new Set(names).size).toBeGreaterThanOrEqual(50);
    await page.context().close();
  });

  it('tells everything but the charts without JavaScript', async () => {
    const { page } = await open(threeFunctions(), { javaScriptEnabled: false });
    const text = await page.locator('main').textContent();
    expect(text).toContain('The charts need JavaScript');
    expect(text).toContain('started cold');
    await page.context().close();
  });
});

const MARKS = ['area', 'line', 'rect', 'symbol', 'rule'].map((mark) => `svg .mark-${mark} :is(path, line)`).join(', ');

describe('the pages of several settings in a browser', () => {
  it.each([
    ['a comparison', () => comparisonPage(threeVariants(), loadAssets()), 2],
    ['a comparison of hostile names', () => comparisonPage(hostileComparison(), loadAssets()), 2],
    ['a sweep over two axes', () => sweepPage(sweepOf([PROVISIONED, MEMORY]), loadAssets()), 8],
    ['a sweep over names', () => sweepPage(sweepOf([KEEP_ALIVE]), loadAssets()), 5],
    ['a sweep over hostile names', () => sweepPage(hostileSweep(), loadAssets()), 11],
  ])(
    'draw every chart without a complaint or a request, and fit windows wide and narrow: %s',
    async (_, made, charts) => {
      const html = made();
      for (const width of [1280, 390]) {
        const { page, trouble } = await openPage(html, { viewport: { width, height: 900 } });
        expect(await page.locator('.chart svg').count()).toBe(charts);
        for (const chart of await page.locator('.chart').all()) {
          expect(await chart.locator(MARKS).count()).toBeGreaterThan(0);
          const [box, drawn] = [(await chart.boundingBox())!, (await chart.locator('svg').boundingBox())!];
          expect(drawn.x + drawn.width).toBeLessThanOrEqual(box.x + box.width + 1);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await page.locator('img').count()).toBe(0);
        expect(await page.title()).not.toBe('owned');
        expect(trouble).toEqual([]);
        await page.context().close();
      }
    },
  );

  it('show another function of a comparison when it is chosen', async () => {
    const { page, trouble } = await openPage(comparisonPage(threeVariants(), loadAssets()));
    const before = await page.locator('#caption-latency').textContent();
    await page.locator('#function').selectOption('search');
    await page.waitForSelector('html[data-function="2"]');
    expect(await page.locator('#caption-latency').textContent()).not.toBe(before);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('label the points of the front, and tell of each on pointing at it', async () => {
    const html = sweepPage(sweepOf([PROVISIONED, MEMORY]), loadAssets());
    const { page, trouble } = await openPage(html, { viewport: { width: 1280, height: 900 } });
    const chart = page.locator('#chart-sweep-6');
    await chart.scrollIntoViewIfNeeded();
    expect(await chart.locator('.mark-text.role-mark text', { hasText: '512' }).count()).toBeGreaterThan(0);
    const point = (await chart.locator('.mark-symbol.role-mark path').last().boundingBox())!;
    await page.mouse.move(point.x + point.width / 2, point.y + point.height / 2);
    expect(await page.locator('#vg-tooltip-element').textContent()).toMatch(
      /^provisionedConcurrency \d, memory [\d,]+\nShare of cold starts: .* %\nCost: \$/,
    );
    await page.setViewportSize({ width: 390, height: 900 });
    await page.waitForTimeout(200);
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});
