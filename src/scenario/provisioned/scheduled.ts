// Scheduled actions of autoscaling as a scenario writes them: new bounds at the times of a cron expression, at an interval, or
// once.
import { z } from 'zod';
import { instantOf, secondsOf } from '../../engine/calendar.js';
import { showValue } from '../diagnostics.js';
import { concurrency, refuse, textField } from '../fields.js';
import { parseStart } from '../source/instant.js';
import { MOMENT_PATTERN, type Moment, parseMoment } from '../source/moment.js';
import { actionIntervalText, cronText } from '../traffic/schedule-fields.js';
import { zoneName } from '../traffic/varying.js';
import { zoneBetween, zoneProblem } from '../traffic/zone.js';
import { MICROSECONDS, type Parsed } from '../units.js';
import type { GivenAction, GivenTimes } from './given.js';

const MAX_ACTIONS = 1_000;
const code = 'bad-schedule';

/** `local` is in seconds, as if the clock it is read from were that of UTC. */
type At = Moment | { readonly kind: 'local'; readonly local: number };

const atText = textField(
  {
    parse: parseAt,
    pattern: `^at\\(.+\\)$|${MOMENT_PATTERN}`,
    noun: 'a time such as 45m, 2025-01-06T08:00:00Z or at(2025-01-06T08:00:00)',
    unit: 'm',
    code,
  },
  {
    description: 'Once: so long after time 0, at an ISO 8601 time, or at a local time as AWS writes it.',
    examples: ['45m', '2025-01-06T08:00:00Z', 'at(2025-01-06T08:00:00)'],
  },
);

const action = z
  .strictObject({
    cron: cronText.optional(),
    rate: actionIntervalText.optional(),
    at: atText.optional(),
    timeZone: zoneName.optional(),
    min: concurrency('The lower bound from then on; as before unless said.', 20).optional(),
    max: concurrency('The upper bound from then on; as before unless said.', 100).optional(),
  })
  .superRefine(checkAction)
  .transform((given): GivenAction => ({ times: timesOf(given), min: given.min ?? null, max: given.max ?? null }))
  .meta({ description: 'One of cron, rate and at, with new bounds.' });

export const scheduledActions = z
  .array(action)
  .max(MAX_ACTIONS, { error: `give at most ${MAX_ACTIONS} scheduled actions` })
  .prefault([])
  .meta({
    description: 'New bounds at certain times.',
    examples: [[{ cron: '0 8 ? * MON-FRI *', timeZone: 'Europe/Vienna', min: 20 }]],
  });

/** What an action of the schema gives. */
interface Written {
  readonly cron?: Extract<GivenTimes, { readonly kind: 'cron' }>['cron'] | undefined;
  readonly rate?: number | undefined;
  readonly at?: At | undefined;
  readonly timeZone?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function checkAction({ cron, rate, at, timeZone, min, max }: Written, context: z.RefinementCtx): void {
  const given = [cron, rate, at].filter((each) => each !== undefined).length;
  if (given === 0) refuse(context, { code: 'missing-key' }, 'a scheduled action takes one of cron, rate and at');
  if (given > 1) refuse(context, { code }, 'a scheduled action takes only one of cron, rate and at');
  if (min === undefined && max === undefined) {
    const hint = 'for example min: 20';
    refuse(context, { code: 'missing-key', hint }, 'at least one of min and max should be provided');
  }
  if (min !== undefined && max !== undefined && min > max)
    refuse(context, { code: 'out-of-range' }, `max is ${max} and min is ${min}: max cannot be less than min`, ['max']);
  if (given === 1) checkClock({ cron, at, timeZone }, context);
}

/** A zone must have something to say, and its clock must show the time. */
function checkClock({ cron, at, timeZone }: Written, context: z.RefinementCtx): void {
  if (at?.kind === 'local') {
    if (instantIn(timeZone ?? 'UTC', at.local) !== null) return;
    const message = `the clock of ${showValue(timeZone)} leaves this time out`;
    refuse(context, { code }, message, ['at']);
  } else if (timeZone !== undefined && cron === undefined) {
    const why = at === undefined ? 'a rate' : at.kind === 'after' ? 'a length of time' : 'a time that names its zone';
    refuse(context, { code, hint: 'leave it out' }, `${why} is the same by every clock`, ['timeZone']);
  }
}

/** Only for an action that checkAction has passed. */
function timesOf({ cron, rate, at, timeZone = 'UTC' }: Written): GivenTimes {
  if (cron !== undefined) return { kind: 'cron', cron, zone: timeZone };
  if (at === undefined) return { kind: 'every', interval: rate ?? MICROSECONDS.m };
  if (at.kind !== 'local') return { kind: 'at', at };
  return { kind: 'at', at: { kind: 'calendar', seconds: instantIn(timeZone, at.local) ?? at.local } };
}

/** In seconds from 1970; a zone that is not known has been refused already. */
function instantIn(zone: string, local: number): number | null {
  return zoneProblem(zone) === null ? instantOf(zoneBetween(zone, local, local), local) : local;
}

/** A length of time, an ISO 8601 time, or AWS's `at(yyyy-mm-ddThh:mm:ss)`. */
function parseAt(text: string): Parsed<At> {
  const inside = /^\s*at\s*\(\s*(.*?)\s*\)\s*$/i.exec(text)?.[1];
  if (inside === undefined) return parseTimeOfDay(text) ?? parseMoment(text);
  const wrong = 'is not as AWS writes it, at(2025-01-06T08:00:00)';
  if (/(?:z|[+-]\d{2}:\d{2})$/i.test(inside) && 'value' in parseStart(inside))
    return { problem: `${wrong}: there the zone stands in timeZone`, hint: `did you mean ${inside}?` };
  const parsed = /t/i.test(inside) ? parseStart(`${inside}Z`) : { problem: wrong };
  return 'value' in parsed ? { value: { kind: 'local', local: secondsOf(parsed.value) } } : { problem: wrong };
}

/** What a time of day is meant to be. */
function parseTimeOfDay(text: string): Parsed<At> | null {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined) return null;
  const hint = `for every day write cron: ${Number(minute)} ${Number(hour)} * * ? *`;
  return { problem: 'is a time of day, and at is a single time', hint };
}
