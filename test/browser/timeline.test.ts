// The timeline in a real Chromium: what is drawn is what happened, pointed at, zoomed, on paper, and with names that strangers wrote.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Timeline } from '../../src/metrics/timeline.js';
import { loadAssets, loadTimelineAssets, withTimeline } from '../../src/report/assets.js';
import { htmlReport } from '../../src/report/html.js';
import { timelinePage } from '../../src/report/timeline/page.js';
import { HOSTILE_NAMES, oneFunction } from '../report/fixtures.js';
import { byHand, type Decoded, decode, manyEnvironments } from '../report/timeline/recorded.js';
import { startChromium, type TestBrowser } from '../support/chromium.js';
import { type OpenedPage, openFile } from '../support/opened-page.js';

let chromium: TestBrowser;
let folder = '';
beforeAll(async () => {
  chromium = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'coldstart-timeline-'));
});
afterAll(async () => {
  await chromium.close();
  await rm(folder, { recursive: true });
});

const WINDOW = { viewport: { width: 1048, height: 900 } };
/** Pixels: the margin of the rows, the axis with its strip of throttles, a heading and a row. */
const [LEFT, TOP, HEAD, ROW] = [48, 40, 22, 18];
const PLOT = 1000 - LEFT;

interface Opened extends OpenedPage {
  /** Points at a place of the canvas; gives the lines of the box, `null` where there is none. */
  readonly pointAt: (x: number, y: number) => Promise<string[] | null>;
  /** Colours as the canvas has them. */
  readonly pixel: (x: number, y: number) => Promise<string>;
}

const alone = (timeline: Timeline): string => timelinePage(oneFunction(), timeline, loadTimelineAssets());

async function open(html: string, options: BrowserContextOptions = WINDOW): Promise<Opened> {
  const file = join(folder, 'timeline.html');
  await writeFile(file, html);
  const { page, trouble } = await openFile(chromium.browser, file, options);
  await page.waitForSelector('#timeline[data-drawn]', { timeout: 10_000 });
  await page.locator('#timeline').scrollIntoViewIfNeeded();
  const canvas = page.locator('#timeline canvas');
  const pointAt = async (x: number, y: number): Promise<string[] | null> => {
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + x, box.y + y);
    const told = page.locator('.told');
    return (await told.isVisible()) ? told.locator('bdi, span').allTextContents() : null;
  };
  const pixel = (x: number, y: number) =>
    page.evaluate<string>(
      `[...document.querySelector('#timeline canvas').getContext('2d').getImageData(${Math.floor(x)}, ${Math.floor(y)}, 1, 1).data].slice(0, 3).join()`,
    );
  return { page, trouble, pointAt, pixel };
}

/** Of a time of the example, in a page that shows all of its ten seconds. */
const xOf = (seconds: number): number => LEFT + (seconds / 10) * PLOT;
const PROVISIONED = TOP + HEAD + ROW / 2;
/** The middle of the row of an environment on demand. */
const yOf = (environment: number): number => TOP + HEAD + ROW + HEAD + (environment - 0.5) * ROW;

describe('the timeline in a browser', () => {
  it('tells in words what is pointed at', async () => {
    const { page, trouble, pointAt } = await open(alone(byHand()));
    const about = (environment: string, ...lines: string[]): string[] => ['api', environment, ...lines];
    expect(await pointAt(xOf(0.25), PROVISIONED)).toEqual(
      about(
        'provisioned environment 1',
        'request 1: on provisioned concurrency',
        'latency 500 ms',
        '0:00:00.000 to 0:00:00.500 (500 ms)',
      ),
    );
    expect(await pointAt(xOf(0.3), yOf(1))).toEqual(
      about('environment 1', 'init', '0:00:00.200 to 0:00:00.400 (200 ms)'),
    );
    expect(await pointAt(xOf(0.425), yOf(1))).toEqual(
      about(
        'environment 1',
        'request 2: cold start (first), spillover',
        'latency 350 ms, of it 300 ms before the handler',
        '0:00:00.400 to 0:00:00.450 (50 ms)',
      ),
    );
    expect(await pointAt(xOf(1.5), yOf(1))).toEqual(
      about('environment 1', 'request 4: warm start, timeout', 'latency 1 s', '0:00:01.000 to 0:00:02.000 (1 s)'),
    );
    expect(await pointAt(xOf(4), yOf(1))).toEqual(about('environment 1', 'idle', '0:00:02.800 to 0:00:04.800 (2 s)'));
    expect(await pointAt(xOf(4.8) + 12, yOf(1))).toEqual(
      about('environment 1', 'expired: the whole function had been idle for long', '0:00:04.800, after 4.7 s'),
    );
    expect(await pointAt(xOf(3), yOf(2))).toBeNull();
    expect(await pointAt(xOf(0.2), TOP - 8)).toEqual([
      'api',
      'request 3: throttled',
      'ReservedFunctionConcurrentInvocationLimitExceeded',
      '0:00:00.200',
    ]);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('draws requests as blocks, idle as a line and nothing after the end', async () => {
    const { page, pixel } = await open(alone(byHand()), { ...WINDOW, colorScheme: 'light' });
    const [blue, green, paper] = ['0,114,178', '0,158,115', '255,255,255'];
    expect(await pixel(xOf(1.5), yOf(1) - 6)).toBe(blue);
    expect(await pixel(xOf(0.25), PROVISIONED - 6)).toBe(green);
    expect(await pixel(xOf(4), yOf(1) - 6)).toBe(paper);
    expect(await pixel(xOf(4), yOf(1))).toBe('152,162,173');
    expect(await pixel(xOf(7), yOf(1))).toBe(paper);
    await page.context().close();
  });

  it('zooms and moves by keyboard, button, double click and Ctrl with the wheel; a plain wheel scrolls the page', async () => {
    const { page, trouble } = await open(alone(byHand()), { viewport: { width: 1048, height: 400 } });
    const shown = () => page.locator('#timeline-shown').textContent();
    const shows = (from: string, to: string) =>
      expect.poll(shown, { interval: 20 }).toBe(`Shown: 0:00:${from} to 0:00:${to}`);
    await shows('00.000', '10.000');
    const canvas = page.locator('#timeline canvas');
    await canvas.focus();
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('+');
    await shows('02.500', '07.500');
    await page.keyboard.press('ArrowRight');
    await shows('03.000', '08.000');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('-');
    await shows('00.000', '10.000');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await shows('02.500', '07.500');
    await page.getByRole('button', { name: 'Whole' }).click();
    await shows('00.000', '10.000');
    const box = (await canvas.boundingBox())!;
    await page.mouse.dblclick(box.x + Math.round(xOf(5)), box.y + yOf(1));
    await shows('02.500', '07.500');
    await page.mouse.down();
    await page.mouse.move(box.x + Math.round(xOf(5)) + PLOT / 5, box.y + yOf(1));
    await page.mouse.up();
    await shows('01.500', '06.500');
    await page.keyboard.press('Home');
    await page.keyboard.down('Control');
    await page.mouse.move(box.x + xOf(0), box.y + yOf(1));
    await page.mouse.wheel(0, -138.629);
    await page.keyboard.up('Control');
    await shows('00.000', '05.000');
    const scrolled = () => page.evaluate<number>('scrollY');
    const before = await scrolled();
    await page.mouse.wheel(0, 100);
    await expect.poll(scrolled, { interval: 20 }).not.toBe(before);
    await shows('00.000', '05.000');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('is drawn for paper while it is printed, and again when the scheme changes', async () => {
    const { page, pixel } = await open(alone(byHand()), { ...WINDOW, colorScheme: 'dark' });
    const nowhere = () => pixel(xOf(7), yOf(1));
    expect(await nowhere()).toBe('15,20,25');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await nowhere()).toBe('255,255,255');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await nowhere()).toBe('15,20,25');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await nowhere()).toBe('255,255,255');
    await page.context().close();
  });

  it('has as many pixels as the screen, whatever its density and width', async () => {
    for (const [width, deviceScaleFactor] of [
      [1280, 2],
      [390, 3],
    ] as const) {
      const { page } = await open(alone(byHand()), { viewport: { width, height: 900 }, deviceScaleFactor });
      const [drawn, box] = [
        await page.evaluate<number>("document.querySelector('#timeline canvas').width"),
        (await page.locator('#timeline canvas').boundingBox())!,
      ];
      expect(drawn).toBe(Math.round(box.width * deviceScaleFactor));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.context().close();
    }
  });

  it('stands in the report beside the charts, without a complaint or a request', async () => {
    const report = htmlReport(oneFunction(), withTimeline(loadAssets()), {
      timeline: byHand({ details: 60, lives: 1000 }),
    });
    const { page, trouble } = await open(report);
    await page.waitForSelector('html[data-drawn]');
    expect(await page.locator('#chart-concurrency svg').count()).toBe(1);
    expect(await page.locator('#timeline-missing').textContent()).toContain('--timeline FILE.html');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('shows hostile names as text, and only the function that is chosen', async () => {
    const timeline = byHand();
    const functions = HOSTILE_NAMES.slice(0, 2).map((name) => ({ ...timeline.functions[0]!, name }));
    const { page, trouble, pointAt } = await open(alone({ ...timeline, functions, end: 10_000_000 }));
    expect(await pointAt(xOf(4), yOf(1))).toContain(HOSTILE_NAMES[0]);
    expect(await page.locator('#timeline-function option').allTextContents()).toEqual([
      'All functions',
      ...functions.map(({ name }) => name),
    ]);
    await page.locator('#timeline-function').selectOption({ index: 2 });
    expect(await pointAt(xOf(4), yOf(1))).toBeNull();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});

describe('the timeline of thousands of environments', () => {
  it('shows the gravest of what falls on each pixel, and single rows when zoomed in', async () => {
    const timeline = manyEnvironments();
    const decoded = decode(timeline.bytes, timeline);
    expect(decoded.count).toBeGreaterThan(5000);
    const { page, trouble, pointAt } = await open(alone(timeline), { ...WINDOW, colorScheme: 'light' });
    const top = 24 + HEAD;
    const height = (await page.locator('#timeline canvas').boundingBox())!.height - top;
    const drawn = await page.evaluate<string>(`(() => {
      const context = document.querySelector('#timeline canvas').getContext('2d');
      const { data } = context.getImageData(${LEFT}, ${top}, ${PLOT}, ${height});
      const letters = { '213,94,0': 'c', '0,114,178': 'b', '152,162,173': 'i', '255,255,255': '.' };
      return Array.from({ length: ${PLOT * height} }, (_, at) => letters[data.slice(4 * at, 4 * at + 3).join()] || '?').join('');
    })()`);
    const wanted = gravestByPixel(decoded, PLOT, height);
    let others = 0;
    for (let at = 0; at < wanted.length; at++) if (wanted[at] !== drawn[at]) others += 1;
    expect(new Set(drawn)).toEqual(new Set('cbi.'));
    // Rounding may move what ends at the edge of a pixel.
    expect(others / wanted.length).toBeLessThan(0.001);
    // Deep in, at the middle of the life of one of them.
    const box = (await page.locator('#timeline canvas').boundingBox())!;
    const y = Math.round(box.y + top + height / 2) - box.y;
    const each = Math.floor(((y - top) / height) * decoded.count);
    const [from, until] = [decoded.from[each]!, decoded.until[decoded.first[each + 1]! - 1]!];
    const x = Math.round(box.x + LEFT + ((from + until) / 2 / decoded.limit) * PLOT) - box.x;
    await page.keyboard.down('Control');
    await page.mouse.move(box.x + x, box.y + y);
    for (let step = 0; step < 8; step++) await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(() => page.locator('#timeline-shown').textContent()).not.toContain('0:00:00 to 0:05');
    expect(await pointAt(x, y)).toContain(`environment ${decoded.number[each]}`);
    expect(trouble).toEqual([]);
    await page.context().close();
  }, 30_000);
});

/** A letter for each pixel, row by row: reckoned in the plainest way. */
function gravestByPixel({ count, limit, from, first, kind, until }: Decoded, columns: number, rows: number): string[] {
  const grave = new Uint8Array(columns * rows);
  const share = rows / count;
  for (let each = 0; each < count; each++) {
    let start = from[each]!;
    for (let at = first[each]!; at < first[each + 1]!; at++) {
      const value = kind[at]! < 6 ? 3 : kind[at] === 8 ? 2 : 1;
      const [left, right] = [Math.floor((start / limit) * columns), Math.ceil((until[at]! / limit) * columns)];
      for (let row = 0; row < rows; row++) {
        // The row of pixels shows the environments that begin in it.
        if (Math.floor(row / share) > each || Math.floor((row + 1) / share) <= each) continue;
        for (let column = left; column < right; column++)
          grave[row * columns + column] = Math.max(grave[row * columns + column]!, value);
      }
      start = until[at]!;
    }
  }
  return Array.from(grave, (value) => '.ibc'[value]!);
}
