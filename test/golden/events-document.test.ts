// docs/EVENTS.md is true: its example gives the log that it explains, and it explains every word and every column.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InitEnd } from '../../src/lambda/cold-start/phases.js';
import {
  CAUSES,
  describeEvent,
  Ending,
  eventCode,
  Kind,
  Outcome,
  Prepared,
  REASONS,
  SPILLOVER,
  SUPPRESSED_INIT,
} from '../../src/lambda/events.js';
import { COLUMNS } from '../../src/runner/invocation-rows.js';
import { coldstart, ROOT } from '../support/built.js';

const DOCUMENT = readFileSync(join(ROOT, 'docs/EVENTS.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'coldstart-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

const block = (language: string): string => new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(DOCUMENT)![1]!;

/** The cells of the table whose header begins with these, without the header. */
function table(...header: readonly string[]): string[][] {
  const lines = DOCUMENT.split('\n');
  const rows = lines.map((line) =>
    (line.startsWith('|') ? line.slice(1, -1).split('|') : []).map((cell) => cell.trim()),
  );
  const first = rows.findIndex((row) => header.every((name, column) => row[column] === name));
  const after = rows.findIndex((row, index) => index > first && row.length === 0);
  return rows.slice(first + 2, after);
}

/** The words in code of a cell. */
const wordsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

test('its example gives its log, line by line', async () => {
  writeFileSync(join(folder, 'by-hand.yaml'), block('yaml'));
  writeFileSync(join(folder, 'calls.csv'), block('csv'));
  const [command = ''] = block('sh').split('\n');
  const { code, stderr } = await coldstart([...command.split(' ').slice(1), '--quiet'], { cwd: folder });
  expect([code, stderr]).toEqual([0, '']);
  const columns = ['time_ms', 'kind', 'function', 'environment', 'request', 'why'];
  const explained = table(...columns).map((row) => row.slice(0, columns.length).join('\t'));
  expect(readFileSync(join(folder, 'events.tsv'), 'utf8')).toBe([columns.join('\t'), ...explained, ''].join('\n'));
  for (const row of table(...columns)) expect(row.at(-1)).toMatch(/\w/);
});

test('it explains every kind, and every word of why after the kinds that have it', () => {
  const kinds = Object.values(Kind).map((kind) => describeEvent(eventCode(kind, 0)).kind);
  expect(table('kind', 'what happened').map(([kind]) => kind)).toEqual(kinds.map((kind) => `\`${kind}\``));
  const codes = [
    ...CAUSES.map((_, cause) => eventCode(Kind.cold, cause)),
    ...REASONS.map((_, reason) => eventCode(Kind.throttled, reason)),
    ...Object.values(Outcome).map((outcome) => eventCode(Kind.completed, outcome)),
    ...Object.values(Ending).map((ending) => eventCode(Kind.ended, ending)),
    ...Object.values(Prepared).map((why) => eventCode(Kind.prepared, why)),
    ...[eventCode(Kind.warm, SPILLOVER), eventCode(Kind.warm, SUPPRESSED_INIT)],
    ...[eventCode(Kind.assigned, SPILLOVER), eventCode(Kind.assigned, SUPPRESSED_INIT)],
    ...[InitEnd.timeout, InitEnd.error].map((end) => eventCode(Kind.initFailed, end)),
    ...[eventCode(Kind.onProvisioned, SUPPRESSED_INIT)],
  ].map(describeEvent);
  const possible = [...codes.map(({ kind, why }) => `${kind}: ${why}`), 'cold: spillover'].sort();
  const explained = table('after', 'why').flatMap(([after, why]) =>
    wordsIn(after!).flatMap((kind) => wordsIn(why!).map((word) => `${kind}: ${word}`)),
  );
  expect(explained.sort()).toEqual(possible);
});

test('it names every column of the invocations, in order, with its type', () => {
  const columns = table('column', 'type').map(([name, type]) => [...wordsIn(name!), type]);
  expect(columns).toEqual(COLUMNS.map(({ name, type }) => [name, type]));
});
