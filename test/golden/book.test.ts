// The book of scenarios: every line of its table of contents runs, and what the comments claim is true.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { coldstart, ROOT } from '../support/built.js';
import { codeBlockLines, commandWords } from '../tidy/markdown.js';
import { CLAIMS } from './book.js';

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

const results = new Map<string, Promise<Result>>();

/** The result of a line of the contents; each runs once. */
function resultOf(line: string): Promise<Result> {
  const known = results.get(line);
  if (known !== undefined) return known;
  const out = join(folder, String(results.size));
  const made = coldstart([...commandWords(line)[0]!, '--out', out, '--format', 'json', '--quiet']).then(
    ({ code, stdout, stderr }) => {
      expect(stderr).toBe('');
      expect(code).toBe(0);
      return JSON.parse(stdout) as Result;
    },
  );
  results.set(line, made);
  return made;
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
