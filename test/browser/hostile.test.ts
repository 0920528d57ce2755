// A scenario that a stranger wrote to do harm, through the built command line: whatever is written of it shows its texts as texts.
// What a scenario may not be called is refused, and shown no less safely.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldstart, type Ended } from '../support/built.js';
import { startChromium, type TestBrowser } from '../support/chromium.js';
import { openFile } from '../support/opened-page.js';

const IMAGE = `<img src=x onerror="document.title='owned'">`;
const SCRIPT = `</script><script>document.title='owned'</script>/../x`;
/** Both quotes, a backslash, what a shell and a spreadsheet know, an emoji. */
const QUOTES = `=a\\b "'\`$(id)\` | & 🧨`;
/** Written from right to left, then overridden. */
const ARABIC = 'مرحبا שלום';
const OVERRIDE = `${ARABIC} \u202Eexe.txt\u202C\u200F\u061C`;
const OVERRIDE_SHOWN = `${ARABIC} \\u202eexe.txt\\u202c\\u200f\\u061c`;
const NAMES = [IMAGE, SCRIPT, QUOTES, OVERRIDE];

/** Where any text may stand, it is one of these; JSON is YAML. */
const SCENARIO = {
  name: `${ARABIC} 1.2`,
  description: NAMES.join(' '),
  seed: `${IMAGE} ${OVERRIDE}`,
  duration: '1m',
  functions: {
    plain: {
      runtime: `${OVERRIDE}`,
      init: '100ms',
      handler: '50ms',
      errorRate: 0.5,
      environment: { KEY: IMAGE },
      aliases: { live: { version: 1, provisionedConcurrency: 1 } },
    },
    other: { runtime: IMAGE, handler: '50ms' },
  },
  triggers: {
    [IMAGE]: { type: 'apiGateway', target: 'plain:live', arrivals: { poisson: { rate: '2/s' } } },
    [SCRIPT]: { type: 's3', target: 'other', arrivals: { bursts: { every: '30s', size: 30 } } },
    [QUOTES]: { type: 'sdk', target: 'plain', arrivals: { constant: { rate: '1/s' } } },
    [OVERRIDE]: { type: 'sqs', target: 'other', arrivals: { poisson: { rate: '1/s' } } },
  },
  slo: ['functions.plain.latencyMs.p99 < 1'],
  variants: Object.fromEntries(NAMES.map((name, index) => [name, { 'functions.plain.memory': 256 * (index + 1) }])),
};

const folder = mkdtempSync(join(tmpdir(), 'coldstart-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'hostile.yaml'), JSON.stringify(SCENARIO));

const run = (...words: readonly string[]): Promise<Ended> => coldstart(words, { cwd: folder });
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** What acts on a terminal, but a line break, and what turns the direction of reading. */
const ACTS = /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const expectQuiet = (text: string, of: string): void => expect(ACTS.exec(text)?.input ?? null, of).toBeNull();

const FILES = [
  '--trace',
  'trace.json',
  '--events',
  'events.tsv',
  '--series',
  'series.csv',
  '--junit',
  'junit.xml',
  '--invocations',
  'invocations.csv',
];
const AXES = ['--vary', `variants=base,${IMAGE}`, '--vary', `seed=${SCRIPT},${ARABIC}`];

beforeAll(async () => {
  const commands = [
    ['run', 'hostile.yaml', '--out', 'run', '--charts', 'svg', '--format', 'csv', ...FILES],
    ['compare', 'hostile.yaml', '--out', 'comparison', '--charts', 'svg,png', '--replications', '2', '--workers', '1'],
    ['sweep', 'hostile.yaml', '--out', 'sweep', '--charts', 'svg', '--workers', '1', ...AXES],
  ];
  for (const words of commands) {
    const { code, stdout, stderr } = await run(...words);
    expect([code, stderr.split('\n').filter((line) => !line.includes('warning:'))]).toEqual([0, ['']]);
    for (const text of [stdout, stderr]) expectQuiet(text, words[0]!);
  }
});

describe('what a stranger named', () => {
  it.each([
    ['explain', 'hostile.yaml', '--format', 'json'],
    ['explain', 'hostile.yaml', '--function', 'plain', '--request', '3'],
    ['--complete', 'run', 'hostile.yaml', '--set', 'triggers.'],
  ])('is quiet on a terminal: %s %s %s %s', async (...words) => {
    const { code, stdout, stderr } = await run(...words);
    expect(code).toBe(0);
    for (const text of [stdout, stderr]) expectQuiet(text, words.join(' '));
  });

  it('is quiet in every file for a reader, and whole in the documents for programs', () => {
    for (const file of ['run/summary.md', 'comparison/comparison.md', 'sweep/sweep.md', 'sweep/sweep.csv'])
      expectQuiet(read(file), file);
    // Standard output has the same documents, where it is asked for JSON.
    for (const file of ['run/result.json', 'run/summary.json', 'comparison/comparison.json', 'sweep/sweep.json'])
      expectQuiet(read(file), file);
    for (const file of ['invocations.csv', 'series.csv', 'junit.xml']) expectQuiet(read(file), file);
    expectQuiet(read('events.tsv').replaceAll('\t', ' '), 'events.tsv');
    const { seed, runs } = JSON.parse(read('run/result.json')) as { seed: string; runs: [{ triggers: object }] };
    expect(seed).toBe(SCENARIO.seed);
    expect(Object.keys(runs[0].triggers)).toEqual(NAMES);
    const { traceEvents } = JSON.parse(read('trace.json')) as { traceEvents: { args?: { trigger?: string } }[] };
    expect(new Set(traceEvents.flatMap(({ args }) => args?.trigger ?? []))).toEqual(new Set(NAMES));
    const { variants } = JSON.parse(read('comparison/comparison.json')) as { variants: object };
    expect(Object.keys(variants)).toEqual(['base', ...NAMES]);
  });

  it('begins no formula in a spreadsheet', () => {
    for (const file of ['invocations.csv', 'series.csv']) expect(read(file), file).not.toMatch(/(^|,)"?=a/m);
  });

  it('never makes a file of an odd name, and is text in a picture', () => {
    const charts = ['run', 'comparison', 'sweep'].flatMap((of) =>
      readdirSync(join(folder, of, 'charts')).map((file) => join(of, 'charts', file)),
    );
    expect(charts.length).toBeGreaterThan(20);
    for (const file of charts) expect(file).toMatch(/^[\w./-]+\.(svg|png)$/);
    for (const file of charts.filter((each) => each.endsWith('.svg'))) {
      expectQuiet(read(file), file);
      expect(read(file)).not.toMatch(/<(script|img|foreignObject)/);
    }
  });
});

describe('in a browser', () => {
  let chromium: TestBrowser;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  /** Texts that hold letters from right to left and are not kept apart from what stands around them. */
  const mixed = (page: Page): Promise<string[]> =>
    page.evaluate<string[]>(`{
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        // A label of a chart, of a menu and a title are texts of their own.
        const apart = parentElement.closest('bdi, text, option, title, script, style');
        if (/[\\u0590-\\u06ff]/.test(data) && apart === null) found.push(parentElement.outerHTML);
      }
      found;
    }`);

  it.each(['run/report.html', 'comparison/comparison.html', 'sweep/sweep.html'])(
    '%s shows it as text, apart from what stands around it, and runs none of it',
    async (file) => {
      const { page, trouble } = await openFile(chromium.browser, join(folder, file));
      for (const menu of await page.locator('select').all()) {
        await menu.selectOption({ index: (await menu.locator('option').count()) - 1 });
      }
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
      const text = await page.locator('body').innerText();
      for (const name of [IMAGE, SCRIPT, ARABIC]) expect(text).toContain(name);
      expectQuiet(text.replaceAll('\t', ' '), file);
      expect(await page.locator('img, main script:not([type]), iframe, [onerror]').count()).toBe(0);
      expect(await page.title()).not.toBe('owned');
      expect(await mixed(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await page.context().close();
    },
  );
});

describe('a name that is refused', () => {
  it('in a scenario is shown safely, with all others and exit code 2', async () => {
    const refused = {
      ...SCENARIO,
      name: OVERRIDE,
      [OVERRIDE]: 1,
      functions: {
        [OVERRIDE]: { handler: '1s' },
        plain: { handler: '1s', aliases: { [OVERRIDE]: { version: 1 } }, versions: { [OVERRIDE]: {} } },
      },
      triggers: { [IMAGE]: { type: 'sdk', target: OVERRIDE, arrivals: { constant: { rate: '1/s' } } } },
      slo: [`functions.${OVERRIDE}.latencyMs.p99 < 1`],
      variants: { base: {} },
    };
    writeFileSync(join(folder, 'refused.yaml'), JSON.stringify(refused, null, 2));
    const { code, stdout, stderr } = await run('run', 'refused.yaml', '--out', 'refused');
    expect([code, stdout]).toEqual([2, '']);
    expectQuiet(stderr, 'standard error');
    for (const problem of ['unknown key', 'a name has', 'no function name', 'no alias name', 'no published version'])
      expect(stderr).toMatch(
        new RegExp(`^refused\\.yaml:\\d+:\\d+: .*\\\\u202e.*${problem}|${problem}.*\\\\u202e`, 'm'),
      );
  });

  it.each([
    ['a flag', ['run', 'hostile.yaml', `--x${OVERRIDE}\u001b[2J`]],
    ['a command', [`${OVERRIDE}\u001b[2J`]],
    ['a file', ['run', `${OVERRIDE}\u001b[2J.yaml`]],
    ['a setting', ['run', 'hostile.yaml', '--set', `functions.plain.memory=${OVERRIDE}\u001b[2J`]],
    ['a variant', ['run', 'hostile.yaml', '--variant', `${OVERRIDE}\u001b[2J`]],
  ])('of %s on the command line is shown safely, with exit code 2', async (_, words) => {
    const { code, stdout, stderr } = await run(...words);
    expect([code, stdout]).toEqual([2, '']);
    expectQuiet(stderr, 'standard error');
  });

  it('of a folder is shown safely where the report lies', async () => {
    const { code, stdout } = await run('run', 'hostile.yaml', '--out', `${OVERRIDE}\u001b[2J`);
    expect(code).toBe(0);
    expectQuiet(stdout, 'standard output');
    expect(stdout).toContain(`Report: ${OVERRIDE_SHOWN}\\x1b[2J`);
  });
});
