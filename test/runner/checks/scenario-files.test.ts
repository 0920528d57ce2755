// Traces as people have them: whatever the columns are called and however the file is written and packed, the check finds
// it sound and the run replays the same microseconds.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioFiles } from '../../../src/runner/checks/scenario-files.js';
import { formatDiagnostic } from '../../../src/scenario/diagnostics.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { TraceTrigger } from '../../../src/scenario/triggers/types.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { rowBlock } from '../../../src/workload/rows.js';
import { rowSources } from '../../../src/workload/sources.js';
import { inPieces } from '../../support/pieces.js';

const TARGETS = ['api', 'api:live', 'worker', 'worker:7'] as const;
const UNITS = { us: 1, ms: 1_000, s: 1_000_000 } as const;
type UnitName = keyof typeof UNITS;

interface Row {
  /** Microseconds from time 0. */
  readonly time: number;
  readonly target: number;
  readonly duration: number;
}

/** How a trace is written. */
interface Style {
  readonly names: { readonly time: string; readonly target: string; readonly duration: string };
  readonly timeUnit: UnitName | 'calendar';
  readonly durationUnit: UnitName;
  /** Whether names say the units; otherwise the trigger does. */
  readonly suffixed: boolean;
  /** Where the three columns stand among others. */
  readonly order: readonly ('time' | 'target' | 'duration' | 'other')[];
  readonly quoted: boolean;
  readonly lineEnd: string;
  readonly mark: boolean;
  readonly oneTarget: boolean;
  /** Rows in each part of a packed file; none for a file that is not packed. */
  readonly members: number;
  readonly pieces: readonly number[];
}

const START = Date.UTC(2025, 10, 24, 9);

const row: fc.Arbitrary<Row> = fc.record({
  time: fc.nat(10_000_000_000),
  target: fc.nat(TARGETS.length - 1),
  duration: fc.nat(1_000_000_000),
});

const name = fc.stringMatching(/^[a-zA-Z@][a-zA-Z ".,-]{0,8}[a-z"]$/);
const style: fc.Arbitrary<Style> = fc.record({
  names: fc
    .uniqueArray(name, { minLength: 3, maxLength: 3 })
    .map(([time = '', target = '', duration = '']) => ({ time, target, duration })),
  timeUnit: fc.constantFrom('us', 'ms', 's', 'calendar'),
  durationUnit: fc.constantFrom('us', 'ms', 's'),
  suffixed: fc.boolean(),
  order: fc.shuffledSubarray(['time', 'target', 'duration', 'other', 'other'] as const, { minLength: 5 }),
  quoted: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  oneTarget: fc.boolean(),
  members: fc.nat(4),
  pieces: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
});

/** Microseconds in a unit, exactly. */
function inUnit(micros: number, unit: UnitName): string {
  const digits = String(micros).padStart(7, '0');
  const places = Math.log10(UNITS[unit]);
  return places === 0 ? String(micros) : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Microseconds from the start as a time in some zone. */
function inCalendar(micros: number): string {
  const zone = (micros % 29) - 14;
  const local = new Date(START + Math.floor(micros / 1000) + zone * 3_600_000).toISOString().slice(0, -1);
  const fraction = String(micros % 1000).padStart(3, '0');
  return `${local}${fraction}${zone < 0 ? '-' : '+'}${String(Math.abs(zone)).padStart(2, '0')}:00`;
}

const suffixOf = ({ suffixed }: Style, unit: UnitName | 'calendar'): string =>
  suffixed && unit !== 'calendar' ? `_${unit}` : '';

function namesOf(style: Style): Style['names'] {
  const { time, target, duration } = style.names;
  return {
    time: `${time}${suffixOf(style, style.timeUnit)}`,
    target,
    duration: `${duration}${suffixOf(style, style.durationUnit)}`,
  };
}

function bytesOf(rows: readonly Row[], style: Style): Uint8Array {
  const field = (text: string): string =>
    style.quoted || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const line = (cells: Record<Style['order'][number], string>): string =>
    style.order.map((column) => field(cells[column])).join(',') + style.lineEnd;
  const header = (style.mark ? '\ufeff' : '') + line({ ...namesOf(style), other: 'note, of "some" kind' });
  const lines = rows.map(({ time, target, duration }, index) =>
    line({
      time: style.timeUnit === 'calendar' ? inCalendar(time) : inUnit(time, style.timeUnit),
      target: TARGETS[target]!,
      duration: inUnit(duration, style.durationUnit),
      other: index % 2 === 0 ? '' : '1,2',
    }),
  );
  const all = [header, ...lines];
  if (style.members === 0) return Buffer.from(all.join(''));
  const size = Math.ceil(all.length / style.members);
  const parts = Array.from({ length: style.members }, (_, i) => all.slice(i * size, (i + 1) * size).join(''));
  return Buffer.concat(parts.map((part) => gzipSync(part)));
}

function scenarioText(style: Style): string {
  const { time, target, duration } = namesOf(style);
  const columns = style.oneTarget ? { time, duration } : { time, target, duration };
  return JSON.stringify({
    duration: '10000s',
    start: new Date(START).toISOString(),
    functions: { api: { aliases: { live: { version: 1 } } }, worker: {} },
    triggers: {
      t: {
        ...{ type: 'trace', file: 't.csv', columns },
        ...(style.oneTarget && { target: TARGETS[1] }),
        ...(!style.suffixed && style.timeUnit !== 'calendar' && { timeUnit: style.timeUnit }),
        ...(!style.suffixed && { durationUnit: style.durationUnit }),
      },
    },
  });
}

function checked(text: string, open: () => ReturnType<typeof inPieces>): Scenario {
  const { scenario, diagnostics } = parseScenario(text, { file: 's.yaml', files: scenarioFiles(open) });
  if (scenario === null) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  return scenario;
}

/** The rows of the scenario's one trigger, as a run gets them. */
function replayed(scenario: Scenario, open: () => ReturnType<typeof inPieces>): Row[] {
  const numbers = {
    numberOf: (text: string) => (TARGETS as readonly string[]).indexOf(text),
    functionOf: (target: number) => TARGETS[target]!.split(':')[0]!,
  };
  const [source] = rowSources(scenario, ['seed'], numbers, null, open);
  const block = rowBlock();
  const rows: Row[] = [];
  for (let count = source!.fill(block); count > 0; count = source!.fill(block))
    for (let i = 0; i < count; i++)
      rows.push({ time: block.time[i]!, target: block.target[i]!, duration: block.duration[i]! });
  return rows;
}

describe('a trace in any style', () => {
  it('is replayed to the microsecond as the check has found it', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), style, fc.boolean(), (given, style, inOrder) => {
        const byTime = [...given].sort((a, b) => a.time - b.time);
        const rows = inOrder ? byTime : given;
        const open = () => inPieces(bytesOf(rows, style), style.pieces);
        const scenario = checked(scenarioText(style), open);
        const falls = rows.some((row, index) => index > 0 && row.time < rows[index - 1]!.time);
        expect(scenario.triggers[0] as TraceTrigger).toMatchObject({ rows: rows.length, ordered: !falls });
        expect(replayed(scenario, open)).toEqual(
          byTime.map(({ time, target, duration }) => ({ time, target: style.oneTarget ? 1 : target, duration })),
        );
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('gives one digest', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({
      time: i * 7_777_777,
      target: i % 4,
      duration: (i * 7919) % 900_000,
    }));
    const digests = fc.sample(style, { numRuns: 20, seed: 3 }).map((style) => {
      const several = { ...style, oneTarget: false };
      const open = () => inPieces(bytesOf(rows, several), several.pieces);
      return simulate(checked(scenarioText(several), open), 0, { open }).digest;
    });
    expect(new Set(digests).size).toBe(1);
  });
});
