// The book of scenarios: every line of its table of contents runs, what the comments claim is true, and every scenario
// gives its committed result, to the byte. A change there is a change for users: the CHANGELOG says why, and `npm run golden`
// writes the new results.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { comparisonOf, subjectsOf } from '../../scripts/gallery/book.js';
import { entryOf, galleryPage } from '../../scripts/gallery/page.js';
import { readmeOf } from '../../scripts/gallery/readme.js';
import type { Result } from '../../src/result.js';
import { coldstart, ROOT } from '../support/built.js';
import { codeBlockLines, commandWords } from '../tidy/markdown.js';
import { CLAIMS } from './book.js';
import { committedEntries, GALLERY } from './gallery.js';

const folder = mkdtempSync(join(tmpdir(), 'coldstart-book-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONTENTS = readFileSync(join(ROOT, 'scenarios/README.md'), 'utf8');
const LINES = codeBlockLines(CONTENTS).filter((line) => line.startsWith('coldstart '));
const names = readdirSync(join(ROOT, 'scenarios'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));

const lineOf = (scenario: string, settings = ''): string =>
  `coldstart run scenarios/${scenario}.yaml ${settings}`.trim();

/** The comment at the head of a scenario, line ends as spaces. */
function commentOf(scenario: string): string {
  const lines = readFileSync(join(ROOT, `scenarios/${scenario}.yaml`), 'utf8').split('\n');
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  return head.map((line) => line.replace(/^# ?/, '')).join(' ');
}

interface Written {
  readonly 'result.json': string;
  readonly 'summary.json': string;
  readonly 'summary.md': string;
}

/** Runs scenarios of the book without a word; the files of their reports are then under `out`. */
async function ran(words: readonly string[], out: string): Promise<void> {
  const { code, stdout, stderr } = await coldstart(['run', ...words, '--out', out, '--quiet']);
  expect([code, stdout, stderr]).toEqual([0, '', '']);
}

let plain: Promise<void> | null = null;

/** The files of a scenario as it is; all of them run once, in one process. */
async function writtenOf(scenario: string): Promise<Written> {
  const out = join(folder, 'plain');
  plain ??= ran(
    names.map((name) => `scenarios/${name}.yaml`),
    out,
  );
  await plain;
  const text = (file: string): string => readFileSync(join(out, scenario, file), 'utf8');
  return {
    'result.json': text('result.json'),
    'summary.json': text('summary.json'),
    'summary.md': text('summary.md'),
  };
}

const results = new Map<string, Promise<Result>>();

/** The result of a line of the contents; each runs once. */
function resultOf(line: string): Promise<Result> {
  const known = results.get(line);
  if (known !== undefined) return known;
  const made = written(line).then((text) => JSON.parse(text) as Result);
  results.set(line, made);
  return made;
}

async function written(line: string): Promise<string> {
  const asItIs = names.find((name) => lineOf(name) === line);
  if (asItIs !== undefined) return (await writtenOf(asItIs))['result.json'];
  const out = join(folder, String(results.size));
  const [[, ...words] = []] = commandWords(line);
  await ran(words, out);
  return readFileSync(join(out, 'result.json'), 'utf8');
}

describe('the contents of the book', () => {
  test('name every scenario once in the table and once as a line to run', () => {
    for (const name of names) {
      expect(CONTENTS.split(`[${name}](${name}.yaml)`), name).toHaveLength(2);
      expect(
        LINES.filter((line) => line === lineOf(name)),
        name,
      ).toHaveLength(1);
    }
  });

  test('have every command that a comment shows', () => {
    for (const name of names) {
      const shown = commentOf(name).match(/coldstart run scenarios\/\S+(?: --\S+ [^\s]+)*/g) ?? [];
      for (const line of shown) expect(LINES, name).toContain(line);
    }
  });

  test.each(LINES)('%s', async (line) => {
    const { runs } = await resultOf(line);
    expect(runs[0]!.total.invocations).toBeGreaterThan(0);
  });
});

describe('a scenario of the book', () => {
  test.each(names)('%s points editors to the schema, asks, and answers', (name) => {
    const lines = readFileSync(join(ROOT, `scenarios/${name}.yaml`), 'utf8').split('\n');
    expect(lines[0]).toBe('# yaml-language-server: $schema=../docs/scenario.schema.json');
    expect(commentOf(name)).toMatch(/\?.*Answer: /);
    expect(CLAIMS.filter(({ scenario }) => scenario === name).length).toBeGreaterThan(0);
  });
});

describe('a scenario of the book, which no change may move unless the CHANGELOG says why,', () => {
  test.each(names)('%s gives the committed summary.json and summary.md', async (name) => {
    const now = await writtenOf(name);
    for (const file of ['summary.json', 'summary.md'] as const) {
      expect(now[file]).toBe(readFileSync(join(ROOT, 'reports', name, file), 'utf8'));
    }
  });
});

describe('the gallery', () => {
  const subjects = subjectsOf(CONTENTS);
  const chapters = subjects.flatMap((subject) => subject.chapters);
  const textOf = (name: string): string => readFileSync(join(ROOT, `scenarios/${name}.yaml`), 'utf8');

  test('has every scenario, in chapters that are counted through', () => {
    expect(chapters.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(chapters.map(({ number }) => number)).toEqual(names.map((_, index) => index + 1));
  });

  // What compares is held against its comparison in experiments.test.ts.
  test.each(chapters.filter(({ name }) => comparisonOf(textOf(name)) === null))(
    'shows $name as it comes out',
    async (chapter) => {
      const result = JSON.parse((await writtenOf(chapter.name))['result.json']) as Result;
      const made = entryOf(chapter, textOf(chapter.name), result, null);
      expect(committedEntries().get(chapter.name)).toEqual(made);
    },
  );

  test('is these entries under their subjects and nothing else, and fetches and runs nothing', () => {
    const page = galleryPage(subjects, committedEntries());
    expect(GALLERY).toBe(page);
    expect(readFileSync(join(ROOT, 'reports/README.md'), 'utf8')).toBe(readmeOf(subjects));
    expect(page).toContain('default-src &#39;none&#39;; script-src &#39;none&#39;; ');
    expect(page).not.toContain('<script');
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
  });

  test('leads only to files that are committed', () => {
    const links = [...GALLERY.matchAll(/ href="(\.[^"]*)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(2 * names.length);
    expect(links.filter((link) => !existsSync(join(ROOT, 'reports', link)))).toEqual([]);
  });
});

describe('it is true that', () => {
  test.each(CLAIMS)('$scenario: $says', async ({ scenario, says, settings, holds }) => {
    expect(commentOf(scenario)).toContain(says);
    const line = lineOf(scenario, settings);
    expect(LINES).toContain(line);
    const [run] = (await resultOf(line)).runs;
    const [plain] = (await resultOf(lineOf(scenario))).runs;
    expect(holds(run!.functions, run!, plain!.functions)).toBe(true);
  });
});
