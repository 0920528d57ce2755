// The part of the time that all charts of a page show, chosen in a real Chromium.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultOf } from '../../src/experiments/result.js';
import { loadAssets, withTimeline } from '../../src/report/assets.js';
import { htmlReport } from '../../src/report/html.js';
import { TimelineRecorder } from '../../src/runner/timeline/recorder.js';
import { simulate } from '../../src/simulate.js';
import { startChromium, type TestBrowser } from '../support/chromium.js';
import { type OpenedPage, openFile } from '../support/opened-page.js';
import { scenario } from '../support/scenario.js';

// A call a minute, on the minute; at 0:40 ten at once, of which two find no room.
const ON_THE_MINUTE = scenario({
  name: 'on-the-minute',
  duration: '1h',
  functions: {
    api: {
      handler: '1s',
      init: '500ms',
      reservedConcurrency: 8,
      aliases: { live: { version: 1, provisionedConcurrency: 1 } },
    },
    worker: { handler: '100ms', init: '500ms' },
  },
  triggers: {
    calls: { type: 'sdk', target: 'api:live', arrivals: { constant: { rate: '1/m' } } },
    rushes: { type: 'sdk', target: 'api:live', arrivals: { bursts: { size: 9, every: '40m' } } },
    jobs: { type: 'sdk', target: 'worker', arrivals: { constant: { rate: '2/m' } } },
  },
});

let chromium: TestBrowser;
let folder = '';
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  chromium = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'coldstart-range-'));
  const context = { command: 'coldstart run it.yaml', warnings: [], interrupted: false };
  const file = join(folder, 'report.html');
  const recorder = new TimelineRecorder({ details: 70_000, lives: 90_000 });
  const run = simulate(ON_THE_MINUTE, 0, { events: recorder.events, invocations: recorder.invocations });
  const timeline = recorder.finish(ON_THE_MINUTE.duration);
  const result = resultOf(ON_THE_MINUTE, [run], context);
  await writeFile(file, htmlReport(result, withTimeline(loadAssets()), { timeline }));
  opened = await openFile(chromium.browser, file, { viewport: { width: 1280, height: 900 } });
  page = opened.page;
});
afterAll(async () => {
  await chromium.close();
  await rm(folder, { recursive: true });
});

const told = (): Promise<string | null> => page.locator('#range').textContent();
const press = (act: string): Promise<void> => page.locator(`button[data-range="${act}"]`).click();
/** The labels of the axis of time, as soon as the chart has its new range. */
const ticks = async (chart: string): Promise<string[]> => {
  await page.waitForTimeout(100);
  const labels = page.locator(`#chart-${chart} .role-axis-label`).first().locator('text');
  return (await labels.allTextContents()).sort();
};

describe('the part of the time that is shown', () => {
  test('is all of it at first', async () => {
    expect(await told()).toMatch(/^Drag over a chart/);
    expect(await ticks('concurrency')).toEqual(['0:00', '0:10', '0:20', '0:30', '0:40', '0:50', '1:00']);
  });

  test('is chosen by dragging over any chart over time, for all of them, with what happened in it', async () => {
    const domain = page.locator('#chart-coldStarts .role-axis-domain line').first();
    await domain.scrollIntoViewIfNeeded();
    const box = (await domain.boundingBox())!;
    const at = (minute: number): number => box.x + (box.width * minute) / 60;
    await page.mouse.move(at(30.5), box.y - 50);
    await page.mouse.down();
    await page.mouse.move(at(40), box.y - 60);
    await page.mouse.move(at(59.5), box.y - 40);
    expect(await page.locator('.stroke').count()).toBe(1);
    await page.mouse.up();
    expect(await page.locator('.stroke').count()).toBe(0);
    // Calls on the minutes 30 to 60 and a rush of nine: at 0:40 there are ten, of which one is served by what is provisioned and seven start cold.
    expect(await told()).toBe('0:30:00 to 1:00:00: 38 invocations, 7 cold starts (18 %), 2 throttled, 0 errors');
    for (const chart of ['coldStarts', 'concurrency', 'troubles', 'environments', 'spillover', 'utilization'])
      expect((await ticks(chart))[0], chart).toBe('0:30');
    expect(await ticks('latency')).not.toContain('0:30');
    const timeline = page.locator('#timeline-shown');
    await expect.poll(() => timeline.textContent()).toMatch(/^Shown: 0:30:00 to 1:00:00/);
  });

  test('stays when another function is chosen, whose sums are told then', async () => {
    await page.locator('#function').selectOption('worker');
    await page.waitForSelector('html[data-function="1"]');
    expect(await told()).toBe('0:30:00 to 1:00:00: 61 invocations, 0 cold starts (0 %), 0 throttled, 0 errors');
    expect((await ticks('concurrency'))[0]).toBe('0:30');
  });

  test('is moved, narrowed and widened by buttons, within the simulated time', async () => {
    await press('closer');
    expect(await told()).toMatch(/^0:37:00 to 0:53:00: 32 invocations/);
    await press('earlier');
    expect(await told()).toMatch(/^0:29:00 to 0:45:00/);
    for (let times = 0; times < 9; times++) await press('later');
    expect(await told()).toMatch(/^0:44:00 to 1:00:00/);
    await press('wider');
    expect(await told()).toMatch(/^0:28:00 to 1:00:00/);
    await press('whole');
    expect(await told()).toMatch(/^Drag over a chart/);
    expect((await ticks('concurrency'))[0]).toBe('0:00');
  });

  test('can be so short that the axis tells seconds', async () => {
    for (let times = 0; times < 9; times++) await press('closer');
    expect((await ticks('concurrency')).every((label) => /^\d:\d\d:\d\d$/.test(label))).toBe(true);
  });

  test('makes no complaint in all this', () => {
    expect(opened.trouble).toEqual([]);
  });
});
