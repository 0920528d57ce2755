// When and why the provisioned concurrency of an alias or version changed: counts, lines of a timeline, a table. From the
// activities of replication 0; says nothing of how it looks.
import type { ScalingActivity } from '../../provisioned-result.js';
import { clock, count } from '../format.js';
import type { AliasSubject } from './figures.js';
import type { Cell, ReportTable } from './tables.js';

type Kind = ScalingActivity['kind'];

export const ACTIVITY_LABELS: Readonly<Record<Kind, string>> = {
  alarmHigh: 'high alarm',
  alarmLow: 'low alarm',
  scaleOut: 'scale-out',
  scaleIn: 'scale-in',
  scheduled: 'schedule',
  available: 'available',
  failed: 'FAILED',
  refused: 'refused',
  deployment: 'deployment',
};

/** In the order in which they are counted up. */
const COUNTED: readonly (readonly [kind: Kind, one: string, several: string])[] = [
  ['scaleOut', 'scale-out', 'scale-outs'],
  ['scaleIn', 'scale-in', 'scale-ins'],
  ['scheduled', 'by schedule', 'by schedule'],
  ['refused', 'refused', 'refused'],
  ['failed', 'FAILED', 'FAILED'],
];

export const activitiesOf = ({ first }: AliasSubject): readonly ScalingActivity[] =>
  first.provisioned?.activities ?? [];

/** So many happened, those that the result leaves out with them. */
const happened = ({ first }: AliasSubject): number =>
  (first.provisioned?.activities.length ?? 0) + (first.provisioned?.activitiesOmitted ?? 0);

/** "8 scale-outs, 6 scale-ins, 2 by schedule, 1 FAILED"; empty where nothing happened. */
export function scalingText(alias: AliasSubject): string {
  const activities = activitiesOf(alias);
  const counts = COUNTED.map(([kind, one, several]) => {
    const times = activities.filter((each) => each.kind === kind).length;
    return times === 0 ? '' : `${count(times)} ${times === 1 ? one : several}`;
  }).filter((text) => text !== '');
  const omitted = alias.first.provisioned?.activitiesOmitted ?? 0;
  if (counts.length === 0) return '';
  return `${counts.join(', ')}${omitted > 0 ? ` among the first ${count(activities.length)} activities` : ''}`;
}

/** "5 → 12"; "5" where nothing changed. */
export const changeText = ({ from, to }: ScalingActivity): string =>
  from === to ? count(to) : `${count(from)} → ${count(to)}`;

/** "scale-out 5 → 12: 0.93 > 0.7 in 3 of 3 minutes"; "high alarm: 0.93 > 0.7 in 3 of 3 minutes". */
export function activityText(activity: ScalingActivity): string {
  const { kind, from, to, why } = activity;
  const change = from === to ? '' : ` ${changeText(activity)}`;
  return `${ACTIVITY_LABELS[kind]}${change}${why === '' ? '' : `: ${why}`}`;
}

export interface Timeline {
  readonly shown: readonly ScalingActivity[];
  /** How many more there are. */
  readonly more: number;
}

/** The first few. Where it is `brief`, an alarm that led to a change at the same moment is left out: the change says why. */
export function timeline(alias: AliasSubject, most: number, brief = false): Timeline {
  const all = activitiesOf(alias);
  const isSaidBelow = ({ atMs, kind }: ScalingActivity, index: number): boolean =>
    (kind === 'alarmHigh' || kind === 'alarmLow') &&
    all[index + 1]?.atMs === atMs &&
    /^scale/.test(all[index + 1]!.kind);
  const told = brief ? all.filter((activity, index) => !isSaidBelow(activity, index)) : all;
  const shown = told.slice(0, most);
  return { shown, more: happened(alias) - (all.length - told.length) - shown.length };
}

export function activityTable(alias: AliasSubject, most: number): ReportTable {
  const { shown } = timeline(alias, most);
  const rows = shown.map((activity): Cell[] => [
    clock(activity.atMs),
    activity.kind === 'failed' ? { alarming: ACTIVITY_LABELS.failed } : ACTIVITY_LABELS[activity.kind],
    changeText(activity),
    activity.why,
  ]);
  return {
    caption: `When and why ${alias.target} scaled`,
    head: ['Time (h:min:s)', 'What', 'Environments', 'Why'],
    rows,
    words: [1, 3],
  };
}

/** "and 41 more"; empty for none. */
export const moreText = (more: number): string => (more > 0 ? `and ${count(more)} more` : '');
