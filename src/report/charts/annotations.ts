// The moments of an alias's timeline that its charts mark: alarms, scaling, schedules, deployments, failures. So few that they
// stay legible, with labels that do not touch. Plain rows; draws nothing.
import type { ScalingActivity } from '../../provisioned-result.js';
import { ACTIVITY_LABELS, activityText } from '../content/scaling.js';
import { clock, count } from '../format.js';
import type { ChartTable } from './coarse.js';

export type AnnotationKind = 'alarm' | 'scale-out' | 'scale-in' | 'schedule' | 'deployment' | 'failure';

/** Lanes of labels above the chart. */
export const LANES = 3;
/** More marks than this are too many, and then they keep a distance; where there are few, those too close for a telephone go. */
const MOST = 20;
const DISTANCE = 1 / 32;
const CLOSEST = 1 / 200;
/** Labels are placed for an axis of so many pixels at least, and for a telephone's; about so many a letter takes. */
export const WIDE = 800;
const NARROW = 280;
const LETTER = 6.4;
const GAP = 8;

interface Moment {
  readonly at: number;
  readonly activities: readonly ScalingActivity[];
  /** What the label says. */
  readonly main: ScalingActivity;
}

export interface Annotations {
  readonly table: ChartTable;
  readonly shown: number;
  /** Those that are too many, or too close to others, with them. */
  readonly all: number;
}

/** What is graver is kept, then what changed more, then what came first. */
export function annotations(activities: readonly ScalingActivity[], horizonMs: number): Annotations {
  const all = momentsOf(activities);
  const kept: Moment[] = [];
  const distance = horizonMs * (all.length > MOST ? DISTANCE : CLOSEST);
  for (const moment of [...all].sort(byWeight)) {
    const isFree = kept.every(({ at }) => Math.abs(at - moment.at) >= distance);
    if (isFree && kept.length < MOST) kept.push(moment);
  }
  kept.sort((a, b) => a.at - b.at);
  return { table: tableOf(kept, horizonMs), shown: kept.length, all: all.length };
}

/** What happened at one instant is one moment. That environments became available, the chart shows by itself. */
function momentsOf(activities: readonly ScalingActivity[]): Moment[] {
  const byTime = new Map<number, ScalingActivity[]>();
  for (const activity of activities) {
    if (activity.kind !== 'available') byTime.set(activity.atMs, [...(byTime.get(activity.atMs) ?? []), activity]);
  }
  return [...byTime].map(([at, together]) => ({
    at,
    activities: together,
    main: [...together].sort((a, b) => WEIGHTS[b.kind] - WEIGHTS[a.kind])[0]!,
  }));
}

const WEIGHTS: Readonly<Record<ScalingActivity['kind'], number>> = {
  failed: 5,
  refused: 4,
  deployment: 3,
  scheduled: 2,
  scaleOut: 1,
  scaleIn: 1,
  alarmHigh: 0,
  alarmLow: 0,
  available: 0,
};

const change = ({ main }: Moment): number => Math.abs(main.to - main.from);
const byWeight = (a: Moment, b: Moment): number =>
  WEIGHTS[b.main.kind] - WEIGHTS[a.main.kind] || change(b) - change(a) || a.at - b.at;

const KINDS: Readonly<Record<ScalingActivity['kind'], AnnotationKind>> = {
  alarmHigh: 'alarm',
  alarmLow: 'alarm',
  scaleOut: 'scale-out',
  scaleIn: 'scale-in',
  scheduled: 'schedule',
  available: 'schedule',
  failed: 'failure',
  refused: 'failure',
  deployment: 'deployment',
};

function labelOf({ kind, from, to }: ScalingActivity): string {
  const label = kind === 'alarmHigh' || kind === 'alarmLow' ? 'alarm' : ACTIVITY_LABELS[kind];
  return from === to || kind === 'failed' || kind === 'refused' ? label : `${label} ${count(to)}`;
}

/** More at one instant than this are a table's business. */
const SAID = 6;

function saidOf({ at, activities }: Moment): string {
  const lines = activities.slice(0, SAID).map(activityText);
  return [clock(at), ...lines, ...(activities.length > SAID ? ['…'] : [])].join('\n');
}

function tableOf(moments: readonly Moment[], horizonMs: number): ChartTable {
  const labels = moments.map(({ main }) => labelOf(main));
  const times = moments.map(({ at }) => at);
  const [wide, narrow] = [WIDE, NARROW].map((width) => place(times, labels, horizonMs, width));
  return {
    at: times,
    kind: moments.map(({ main }) => KINDS[main.kind]),
    label: labels,
    says: moments.map(saidOf),
    wide: wide!.map(({ lane }) => lane),
    wideSide: wide!.map(({ side }) => side),
    narrow: narrow!.map(({ lane }) => lane),
    narrowSide: narrow!.map(({ side }) => side),
  };
}

interface Label {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** From the top; -1 where it would touch another one. */
  readonly lane: number;
  /** Of its rule: at the right, unless it would leave the chart. */
  readonly side: 'left' | 'right';
}

const ALL_LANES = Array.from({ length: LANES }, (_, lane) => lane);

/** The rule of each label runs down from it, through the lanes below, so a label stays below those that reach over its rule. */
function place(times: readonly number[], labels: readonly string[], horizonMs: number, width: number): Label[] {
  const placed: Label[] = [];
  for (const [index, time] of times.entries()) {
    const at = (time / horizonMs) * width;
    const length = labels[index]!.length * LETTER + GAP;
    const side = at + length > width ? 'left' : 'right';
    const [from, to] = side === 'left' ? [at - length, at] : [at, at + length];
    const isLegible = (lane: number): boolean =>
      placed.every((other) => {
        // A rule without a label begins below all lanes.
        if (other.lane < 0) return true;
        const isCrossed = other.from <= at && at < other.to && lane <= other.lane;
        const crosses = from < other.at && other.at < to && other.lane <= lane;
        const touches = lane === other.lane && from < other.to && other.from < to;
        return !isCrossed && !crosses && !touches;
      });
    placed.push({ at, from, to, lane: ALL_LANES.find(isLegible) ?? -1, side });
  }
  return placed;
}
