// Autoscaling that cannot do what it is there for: AWS accepts it, and few intend it.
import { secondsOf } from '../../engine/calendar.js';
import { type Provision, provisionsOf } from '../checks/concurrency.js';
import { type Context, functionsOf, warning } from '../checks/context.js';
import { dateText, firstOf } from '../checks/schedules.js';
import type { Path, Problem } from '../diagnostics.js';
import { momentAt } from '../source/moment.js';
import { MICROSECONDS } from '../units.js';
import type { GivenAction, GivenProvisioned, GivenTimes } from './given.js';

/** `duration` in microseconds; without one nothing is said of the times of scheduled actions. */
export function checkScaling(context: Context, duration: number | null): Problem[] {
  return functionsOf(context).flatMap(([name]) =>
    provisionsOf(context, name).flatMap((provision) => [
      ...boundProblems(provision),
      ...provision.given.scheduled.flatMap((action, index) => {
        const path = [...provision.path, 'scheduled', index];
        return [
          ...refused(provision.given, action, path),
          ...(duration === null ? [] : silent(action.times, path, secondsOf(context.checked.start), duration)),
        ];
      }),
    ]),
  );
}

function boundProblems({ given, path }: Provision): Problem[] {
  const { min, max, tracking, scheduled } = given;
  const problems: Problem[] = [];
  if (tracking !== null && Math.max(max, ...scheduled.map((action) => action.max ?? 0)) === min) {
    const message = `targetUtilization has nothing to choose: min and max are both ${min}`;
    const at = [...path, 'targetUtilization'];
    problems.push(warning({ code: 'idle-target', message, path: at, hint: 'give a higher max, or leave it out' }));
  }
  if (tracking === null && scheduled.length === 0 && max > min) {
    const message = `nothing ever asks for more than min, which is ${min}`;
    const hint = 'add targetUtilization: 0.7, or scheduled actions';
    problems.push(warning({ code: 'idle-bounds', message, path: [...path, 'max'], hint }));
  }
  if (tracking !== null && staysAtZero(given)) {
    const message = 'target tracking cannot leave 0: with nothing available there is no utilisation to go by';
    problems.push(warning({ code: 'stuck-at-zero', message, path, hint: 'min: 1, or a scheduled action with a min' }));
  }
  return problems;
}

/** Whether it begins at 0, or is sent there, and no scheduled action asks for more (M-NO-DATA). */
function staysAtZero({ min, scheduled }: GivenProvisioned): boolean {
  const goesThere = min === 0 || scheduled.some((action) => action.max === 0);
  return goesThere && !scheduled.some((action) => (action.min ?? 0) > 0);
}

/** One bound alone that the other can never agree with: AWS refuses such an action when its time has come (M-SCHEDULED). */
function refused({ min, max, scheduled }: GivenProvisioned, action: GivenAction, path: Path): Problem[] {
  const highest = Math.max(max, ...scheduled.map((each) => each.max ?? 0));
  const lowest = Math.min(min, ...scheduled.map((each) => each.min ?? min));
  const above = action.max === null && action.min !== null && action.min > highest;
  const below = action.min === null && action.max !== null && action.max < lowest;
  if (!above && !below) return [];
  const message = above
    ? `the action would be refused: its min of ${action.min} is above max, which is never more than ${highest}`
    : `the action would be refused: its max of ${action.max} is below min, which is never less than ${lowest}`;
  const hint = above ? 'give the action a max too' : 'give the action a min too';
  return [warning({ code: 'refused-action', message, path, hint })];
}

/** `start` in seconds from 1970. */
function silent(times: GivenTimes, path: Path, start: number, duration: number): Problem[] {
  const end = start + duration / MICROSECONDS.s;
  const first = times.kind === 'at' ? start + momentAt(times.at, start) / MICROSECONDS.s : firstOf(times, start, end);
  if (first >= start && first <= end) return [];
  const message = 'the scheduled action never takes effect in the simulated time';
  const hint =
    first === Infinity
      ? 'it never does'
      : first < start
        ? `its time, on ${dateText(first)}, lies before the start`
        : `its first time would come on ${dateText(first)}`;
  return [warning({ code: 'silent-schedule', message, path, hint })];
}
