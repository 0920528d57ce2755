// docs/EVENTS.md is true: its example gives the log that it explains, and it explains every word and every column.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InitEnd } from '../../src/lambda/cold-start/phases.js';
import {
  Alarm,
  CAUSES,
  Deployed,
  Deprovisioned,
  describeEvent,
  Ending,
  eventCode,
  Kind,
  Outcome,
  Prepared,
  REASONS,
  Refused,
  Requested,
  SPILLOVER,
  SUPPRESSED_INIT,
} from '../../src/lambda/events.js';
import { COLUMNS } from '../../src/runner/invocation-rows.js';
import { coldstart, ROOT } from '../support/built.js';

const DOCUMENT = readFileSync(join(ROOT, 'docs/EVENTS.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'coldstart-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The blocks of a language in a part of the document. */
const block = (language: string, part: string): string =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(part)![1]!;

/** The part below a heading of the second level, whose title begins so. */
function partOf(title: string): string {
  const [, part = ''] = DOCUMENT.split(`\n## ${title}`);
  return part.split('\n## ')[0]!;
}

/** The cells of the table whose header begins with these, without the header. */
function table(header: readonly string[], part = DOCUMENT): string[][] {
  const lines = part.split('\n');
  const rows = lines.map((line) =>
    (line.startsWith('|') ? line.slice(1, -1).split('|') : []).map((cell) => cell.trim()),
  );
  const first = rows.findIndex((row) => header.every((name, column) => row[column] === name));
  const after = rows.findIndex((row, index) => index > first && row.length === 0);
  return rows.slice(first + 2, after);
}

/** The words in code of a cell. */
const wordsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

const EXAMPLES = [
  { title: 'An example', calls: 'calls.csv', arguments: ['run', 'by-hand.yaml', '--invocations', 'rows.csv'] },
  { title: 'Autoscaling and a deployment, line by line', calls: 'minutes.csv', arguments: ['run', 'by-minute.yaml'] },
];

test.each(EXAMPLES)('$title gives its log, line by line', async ({ title, calls, arguments: given }) => {
  const part = partOf(title);
  writeFileSync(join(folder, given[1]!), block('yaml', part));
  writeFileSync(join(folder, calls), block('csv', part));
  const { code, stderr } = await coldstart([...given, '--events', 'events.tsv', '--quiet'], { cwd: folder });
  expect([code, stderr]).toEqual([0, '']);
  const columns = ['time_ms', 'kind', 'function', 'environment', 'request', 'why'];
  const explained = table(columns, part).map((row) => row.slice(0, columns.length).join('\t'));
  expect(readFileSync(join(folder, 'events.tsv'), 'utf8')).toBe([columns.join('\t'), ...explained, ''].join('\n'));
  for (const row of table(columns, part)) expect(row.at(-1)).toMatch(/\w/);
});

test('it gives the commands that it explains', () => {
  const [, command = ''] = /^```sh\n(.*?)\n```$/ms.exec(DOCUMENT)!;
  expect(command).toBe('coldstart run by-hand.yaml --events events.tsv --invocations rows.csv');
  expect(partOf(EXAMPLES[1]!.title)).toContain('`coldstart run by-minute.yaml --events events.tsv` writes:');
});

test('it explains every kind, and every word of why after the kinds that have it', () => {
  const kinds = Object.values(Kind).map((kind) => describeEvent(eventCode(kind, 0)).kind);
  expect(table(['kind', 'what happened']).map(([kind]) => kind)).toEqual(kinds.map((kind) => `\`${kind}\``));
  const codes = [
    ...CAUSES.map((_, cause) => eventCode(Kind.cold, cause)),
    ...REASONS.map((_, reason) => eventCode(Kind.throttled, reason)),
    ...Object.values(Outcome).map((outcome) => eventCode(Kind.completed, outcome)),
    ...Object.values(Ending).map((ending) => eventCode(Kind.ended, ending)),
    ...Object.values(Prepared).map((why) => eventCode(Kind.prepared, why)),
    ...[eventCode(Kind.warm, SPILLOVER), eventCode(Kind.warm, SUPPRESSED_INIT)],
    ...[eventCode(Kind.assigned, SPILLOVER), eventCode(Kind.assigned, SUPPRESSED_INIT)],
    ...[InitEnd.timeout, InitEnd.error].map((end) => eventCode(Kind.initFailed, end)),
    ...[InitEnd.timeout, InitEnd.error].map((end) => eventCode(Kind.allocationFailed, end)),
    ...Object.values(Requested).map((why) => eventCode(Kind.requested, why)),
    ...Object.values(Refused).map((why) => eventCode(Kind.refused, why)),
    ...Object.values(Deprovisioned).map((why) => eventCode(Kind.deprovisioned, why)),
    ...Object.values(Alarm).map((why) => eventCode(Kind.alarm, why)),
    ...Object.values(Deployed).map((how) => eventCode(Kind.deployment, how)),
    ...[eventCode(Kind.onProvisioned, SUPPRESSED_INIT)],
  ].map(describeEvent);
  const possible = [...codes.map(({ kind, why }) => `${kind}: ${why}`), 'cold: spillover'].sort();
  const explained = table(['after', 'why']).flatMap(([after, why]) =>
    wordsIn(after!).flatMap((kind) => wordsIn(why!).map((word) => `${kind}: ${word}`)),
  );
  expect(explained.sort()).toEqual(possible);
});

test('it names every column of the invocations, in order, with its type', () => {
  const columns = table(['column', 'type']).map(([name, type]) => [...wordsIn(name!), type]);
  expect(columns).toEqual(COLUMNS.map(({ name, type }) => [name, type]));
});
