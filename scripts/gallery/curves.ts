// What the small picture of a scenario shows, and the curves for it, from a result: of what tells most about it. Draws nothing.

import {
  ALLOCATED,
  BUSY,
  chartFrame,
  chartTables,
  IDLE,
  PEAK,
  PROVISIONED_BUSY,
} from '../../src/report/charts/data.js';
import { aliasData, aliasFrame } from '../../src/report/charts/provisioned-data.js';
import { COLOURS, linesLook } from '../../src/report/charts/style.js';
import { type Subject, subjects } from '../../src/report/content/figures.js';
import { count, counted } from '../../src/report/format.js';
import { backlogText, longBacklogs } from '../../src/report/waiting/backlogs.js';
import type { Result } from '../../src/result.js';

export interface Curve {
  readonly name: string;
  /** What it comes to, in words; empty where the name says it all. */
  readonly says: string;
  readonly colour: string;
  readonly look: 'line' | 'dashed' | 'area';
  /** One for each stretch of time, all of one length. An area stands on those before it. */
  readonly values: readonly number[];
}

export interface Curves {
  readonly title: string;
  readonly horizonMs: number;
  readonly curves: readonly Curve[];
}

/** As many as a picture of a hand's breadth can show. */
const POINTS = 120;

export function curvesOf(result: Result): Curves {
  const functions = subjects(result);
  const { horizonMs } = result;
  const of = (title: string, curves: readonly Curve[]): Curves => ({ title, horizonMs, curves });
  if (longBacklogs(result).length > 0) return of('What waits', waiting(result));
  if (functions.some(isScaled)) return of('Provisioned environments', provisioned(result, functions));
  const [throttles, coldStarts] = ['throttles', 'coldStarts'].map((path) =>
    functions.reduce((sum, subject) => sum + subject.amount(path), 0),
  );
  if (throttles! > coldStarts!) return of('Throttles so far', soFar(result, functions, ['Throttles']));
  const [only] = functions;
  if (only !== undefined && functions.length === 1) return of('Environments', environments(result, only));
  return of('Cold starts so far', soFar(result, functions, COLD_STARTS));
}

const COLD_STARTS = [
  'ColdStartsFirst',
  'ColdStartsScaleOut',
  'ColdStartsExpired',
  'ColdStartsRecycled',
  'ColdStartsDeployed',
];

const isScaled = ({ aliases }: Subject): boolean =>
  aliases.some(({ settings }) => (settings?.scaling ?? null) !== null);

interface Named {
  readonly name: string;
  readonly says: string;
  readonly values: readonly number[];
}

/** Side by side, each with a colour of its own. */
function lines(named: readonly Named[]): Curve[] {
  const { color, strokeDash } = linesLook(named.map(({ name }) => name));
  return named.map((each, index) => ({
    ...each,
    colour: color.range[index]!,
    look: strokeDash.range[index]!.length > 0 ? 'dashed' : 'line',
  }));
}

function waiting(result: Result): Curve[] {
  return lines(
    longBacklogs(result).map((backlog) => ({
      name: backlog.trigger.name,
      says: backlogText(backlog),
      values: coarse(
        backlog.waiting.map((value) => value ?? 0),
        mean,
      ),
    })),
  );
}

function provisioned(result: Result, functions: readonly Subject[]): Curve[] {
  const frame = aliasFrame(result, { width: 'container', points: POINTS });
  const scaled = functions.flatMap(({ aliases }) => aliases).filter(({ settings }) => settings !== undefined);
  return lines(
    scaled.map((alias) => {
      const { used = [], idle = [] } = aliasData(result, alias, frame).rows;
      // The last one only closes the curve.
      const values = used.map((each, index) => Number(each) + Number(idle[index])).slice(0, -1);
      return { name: alias.target, says: `at most ${count(Math.max(0, ...values))}`, values };
    }),
  );
}

/** Sums from the beginning on. */
function soFar(result: Result, functions: readonly Subject[], metrics: readonly string[]): Curve[] {
  const series = result.runs[0]?.series.functions ?? {};
  return lines(
    functions.map(({ name }) => {
      const own = series[name] ?? {};
      const steps = own[metrics[0]!]?.['Sum']?.length ?? 0;
      let sum = 0;
      const sums = Array.from({ length: steps }, (_, step) => {
        for (const metric of metrics) sum += own[metric]?.['Sum']?.[step] ?? 0;
        return sum;
      });
      return {
        name,
        says: counted(sum, metrics === COLD_STARTS ? 'cold start' : 'throttle'),
        values: coarse(sums, last),
      };
    }),
  );
}

const LOOKS = [
  [PROVISIONED_BUSY, COLOURS.provisioned, 'area'],
  [BUSY, COLOURS.onDemand, 'area'],
  [IDLE, COLOURS.idle, 'area'],
  [PEAK, 'currentColor', 'line'],
  [ALLOCATED, COLOURS.provisioned, 'dashed'],
] as const;

function environments(result: Result, subject: Subject): Curve[] {
  const frame = chartFrame(result, [subject], { width: 'container', points: POINTS });
  const table = chartTables(result, subject, frame).concurrency;
  return LOOKS.filter(([name]) => table[name] !== undefined).map(([name, colour, look]) => ({
    name,
    says: '',
    colour,
    look,
    // The last one only closes the curve.
    values: table[name]!.slice(0, -1).map(Number),
  }));
}

function coarse(values: readonly number[], combine: (group: readonly number[]) => number): number[] {
  const group = Math.max(1, Math.ceil(values.length / POINTS));
  return Array.from({ length: Math.ceil(values.length / group) }, (_, index) =>
    combine(values.slice(index * group, (index + 1) * group)),
  );
}

const mean = (group: readonly number[]): number => group.reduce((sum, value) => sum + value, 0) / group.length;
const last = (group: readonly number[]): number => group.at(-1)!;
