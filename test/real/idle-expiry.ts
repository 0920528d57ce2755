// Published measurements of how long AWS kept an idle environment, and the same measured of the presets: each probe is a call
// to a function at rest, and another after a gap; it found a warm environment or not.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeepAlivePresetName } from '../../src/lambda/defaults.js';
import { presetKeepAlive } from '../../src/scenario/keep-alive/presets.js';
import { simulate } from '../../src/simulate.js';
import { csvOf } from '../oracle/csv.js';
import type { OracleRow } from '../oracle/oracle.js';
import { plainFunction, plainScenario } from '../oracle/scenarios.js';
import { bytesOf } from '../support/bytes.js';
import { SHARED } from './aws-2020.js';

const FILE = join(SHARED, 'data', 'idle-expiry.csv');
export const HAS_IDLE_EXPIRY = existsSync(FILE);

const MINUTE = 60_000_000;
const HANDLER = 100_000;
const INIT = 200_000;
/** Far beyond what any preset keeps, so that every probe begins at rest. */
const APART = 240 * MINUTE;
/** A gap without an end is probed up to this. */
const LONGEST_GAP = 30;
/** Of one kind: a random keep-alive makes the share cold uncertain by 1.6 % at most. */
export const PROBES = 1_000;

interface Row {
  readonly period: string;
  /** `10.33-10.67` minutes, or one number. */
  readonly gap: string;
  readonly cold: number;
}

function rows(): Row[] {
  const [head, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n').map(cells);
  const column = (name: string): number => head!.indexOf(name);
  return lines.map((line) => ({
    period: line[column('period')]!,
    gap: line[column('idle_gap_minutes')]!,
    cold: Number(line[column('prob_cold')]),
  }));
}

/** The cells of a line, some of them in quotes for the commas within. */
const cells = (line: string): string[] => [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!);

export interface ExpiryPoint {
  readonly period: string;
  readonly preset: string;
  /** As in the data. */
  readonly gap: string;
  /** Shares that found nothing warm. */
  readonly measured: number;
  readonly simulated: number;
}

/** The preset of each period that was measured gap by gap. */
const PRESETS: Readonly<Record<string, KeepAlivePresetName>> = { '2020-05/06': 'aws-2020', '2021-01': 'aws-2021' };

/** Every gap of 2020 and 2021; a range of gaps is probed evenly. */
export function expiryPoints(presets = PRESETS): ExpiryPoint[] {
  return rows().flatMap(({ period, gap, cold }) => {
    const preset = presets[period];
    if (preset === undefined) return [];
    return [{ period, preset, gap, measured: cold, simulated: coldShare(preset, gapsOf(gap)) }];
  });
}

function gapsOf(text: string): number[] {
  const [from, to = from] = text.split('-').map((each) => (each === 'inf' ? LONGEST_GAP : Number(each)));
  return Array.from({ length: PROBES }, (_, index) => from! + ((to! - from!) * index) / PROBES);
}

export interface ExpiryQuantile {
  readonly period: string;
  readonly preset: string;
  readonly gone: number;
  /** Minutes: by month, their mean, and where the simulated share passes `gone`. */
  readonly months: readonly number[];
  readonly measured: number;
  readonly simulated: number;
}

/** The three quantiles of March to May and of August 2019. */
export function expiryQuantiles(): ExpiryQuantile[] {
  const found: ExpiryQuantile[] = [];
  for (const [preset, period, months] of [
    ['aws-2019', '2019-03 to 05', ['2019-03', '2019-04', '2019-05']],
    ['aws-2019-08', '2019-08', ['2019-08']],
  ] as const) {
    const curve = Array.from({ length: 71 }, (_, gap) => coldShare(preset, new Array<number>(PROBES).fill(gap)));
    for (const gone of [0.1, 0.5, 0.9]) {
      const minutes = rows().filter((row) => (months as readonly string[]).includes(row.period) && row.cold === gone);
      const each = minutes.map((row) => Number(row.gap));
      const measured = each.reduce((sum, value) => sum + value, 0) / each.length;
      found.push({ period, preset, gone, months: each, measured, simulated: passes(curve, gone) });
    }
  }
  return found;
}

/** Where a curve at whole minutes first reaches a share, on straight lines between. */
function passes(curve: readonly number[], share: number): number {
  const after = curve.findIndex((value) => value >= share);
  const [low, high] = [curve[after - 1]!, curve[after]!];
  return after - 1 + (share - low) / (high - low);
}

/** Of one probe a gap, in minutes, the share whose second call started cold. */
function coldShare(preset: KeepAlivePresetName, gaps: readonly number[]): number {
  const rows = gaps.flatMap((gap, index): OracleRow[] => {
    const first = index * APART;
    // The gap begins when the first call is over.
    return [call(first), call(first + INIT + HANDLER + Math.round(gap * MINUTE))];
  });
  const probe = plainFunction('probe', {
    coldStart: { ...plainFunction('probe').coldStart, functionInit: { kind: 'constant', value: INIT } },
    keepAlive: presetKeepAlive(preset),
  });
  const settings = { duration: gaps.length * APART, account: { maxLifetime: 120 * MINUTE } };
  const starts: string[] = [];
  simulate(plainScenario([probe], settings, rows.length), 0, {
    open: () => bytesOf(csvOf(rows)),
    invocations: ({ start }) => starts.push(start),
  });
  if (starts.some((start, index) => index % 2 === 0 && start !== 'cold')) throw new Error('a probe began warm');
  return starts.filter((start, index) => index % 2 === 1 && start === 'cold').length / gaps.length;
}

const call = (time: number): OracleRow => ({ time, function: 'probe', qualifier: null, duration: HANDLER });
