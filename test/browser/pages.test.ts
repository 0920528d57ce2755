// Every kind of page as different readers meet it: wide and narrow, light and dark, by eye and by screen reader.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets, loadTimelineAssets, withTimeline } from '../../src/report/assets.js';
import { comparisonPage } from '../../src/report/comparison/page.js';
import { htmlReport } from '../../src/report/html.js';
import { sweepPage } from '../../src/report/sweep/page.js';
import { timelinePage } from '../../src/report/timeline/page.js';
import { oneChain } from '../report/chain-fixtures.js';
import { threeVariants } from '../report/comparison/fixtures.js';
import { oneFunction, threeFunctions, withReruns } from '../report/fixtures.js';
import { deployed, manyScaled } from '../report/scaling-fixtures.js';
import { MEMORY, PROVISIONED, sweepOf } from '../report/sweep/fixtures.js';
import { byHand } from '../report/timeline/recorded.js';
import { waited } from '../report/waiting/fixtures.js';
import { ROOT } from '../support/built.js';
import { startChromium, type TestBrowser } from '../support/chromium.js';
import { type OpenedPage, openFile } from '../support/opened-page.js';

const assets = loadAssets();

const KINDS: readonly (readonly [kind: string, page: () => string | Promise<string>])[] = [
  ['the report on one function', () => htmlReport(oneFunction(), withTimeline(assets), { timeline: byHand() })],
  ['the report on several functions', () => htmlReport(threeFunctions(), assets)],
  ['the report on several aliases that scale', () => htmlReport(manyScaled(3, 120), assets)],
  ['the report on a deployment that failed', () => htmlReport(deployed(), assets)],
  ['the report on other assumptions', () => htmlReport(withReruns('checkout', 'search'), assets)],
  ['the report on queues and streams', () => htmlReport(waited(), assets)],
  ['the report on a chain of functions', () => htmlReport(oneChain(), assets)],
  ['a comparison', () => comparisonPage(threeVariants(), assets)],
  ['a sweep', () => sweepPage(sweepOf([PROVISIONED, MEMORY]), assets)],
  ['a timeline', () => timelinePage(oneFunction(), byHand(), loadTimelineAssets())],
  ['the gallery', () => readFile(join(ROOT, 'reports/index.html'), 'utf8')],
];

let chromium: TestBrowser;
let folder = '';
let axe = '';
beforeAll(async () => {
  chromium = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'coldstart-pages-'));
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(async () => {
  await chromium.close();
  await rm(folder, { recursive: true });
});

/** Serious and critical faults, with the elements that have them. */
async function faults(page: Page): Promise<string[]> {
  const script = "axe.run(document, { resultTypes: ['violations'], preload: false })";
  const { violations } = await page.evaluate<AxeResults>(script);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`));
}

describe.each(KINDS)('%s', (kind, written) => {
  let opened: OpenedPage;
  beforeAll(async () => {
    const file = join(folder, `${kind.replaceAll(' ', '-')}.html`);
    await writeFile(file, await written());
    opened = await openFile(chromium.browser, file);
  });
  afterAll(() => opened.page.context().close());

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)(
    'fits, makes no request and no error, and has no serious fault, %i pixels wide and %s',
    async (width, colorScheme) => {
      const { page } = opened;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(opened.trouble).toEqual([]);
      if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
      expect(await faults(page)).toEqual([]);
    },
  );
});
