// Application Auto Scaling in the naive simulator: a datapoint a minute, two alarms, and actions at their times.

import { secondsOf } from '../../../src/engine/calendar.js';
import { cronTimes } from '../../../src/engine/cron.js';
import type { ScheduledAction, TargetTrackingSpec } from '../../../src/scenario/provisioned/types.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { request } from './allocation.js';
import { type History, utilization } from './history.js';
import { isAllocating, type Qualifier } from './state.js';
import { act, type World } from './world.js';

export const MINUTE = 60_000_000;
/** What is equal in exact arithmetic is equal here. */
const ROUNDING = 1e-9;

const inside = ({ min, max }: Qualifier, number: number): number => Math.min(max, Math.max(min, number));
const needed = (base: number, metric: number, target: number): number => Math.ceil((base * metric) / target - ROUNDING);

/** At the end of a minute. */
export function minuteEnds(world: World, history: History, owner: Qualifier, now: number): void {
  const { tracking } = owner.spec.scaling!;
  const { targetUtilization: target, statistic } = tracking!;
  const metric = utilization(history, owner, now - MINUTE, now);
  owner.datapoints.push(metric === null ? null : metric[statistic]);

  const high = lastAll(owner, 3, (point) => point > target + ROUNDING);
  const low = lastAll(owner, 15, (point) => point < 0.9 * target - ROUNDING);
  if (high && !owner.highOn) announce(world, owner, 'high', now);
  if (low && !owner.lowOn) announce(world, owner, 'low', now);
  owner.highOn = high;
  owner.lowOn = low;
  if (!high && !low) return;
  owner.gaveUp = false;
  if (isAllocating(owner)) {
    world.note('alarmWhileAllocating');
    return;
  }
  if (high) scaleOut(world, owner, tracking!, now);
  else scaleIn(world, owner, tracking!, now);
}

function lastAll({ datapoints }: Qualifier, count: number, holds: (point: number) => boolean): boolean {
  const last = datapoints.slice(-count);
  return last.length === count && last.every((point) => point !== null && holds(point));
}

function announce(world: World, owner: Qualifier, which: 'high' | 'low', now: number): void {
  world.log(now, 'alarm', owner.fn, 0, owner.number, which);
  act(owner, now, which === 'high' ? 'alarmHigh' : 'alarmLow', owner.pool.requested, owner.pool.requested);
}

const within = (since: number | null | undefined, length: number, now: number): boolean =>
  since !== null && since !== undefined && now - since < length;

function scaleOut(world: World, owner: Qualifier, tracking: TargetTrackingSpec, now: number): void {
  const { requested } = owner.pool;
  const cooling = within(owner.scaledOut?.at, tracking.scaleOutCooldown, now);
  const base = cooling ? owner.scaledOut!.before : requested;
  const to = inside(owner, needed(base, owner.datapoints.at(-1)!, tracking.targetUtilization));
  if (to <= requested) {
    if (cooling) world.note('scaleOutCools');
    return;
  }
  if (cooling) world.note('scaleOutFurtherWhileCooling');
  if (!request(world, owner, to, 'target tracking', now)) return;
  act(owner, now, 'scaleOut', requested, to);
  owner.scaledOut = { at: now, before: requested };
  owner.scaledIn = null;
  world.note('scaleOut');
}

function scaleIn(world: World, owner: Qualifier, tracking: TargetTrackingSpec, now: number): void {
  const { requested } = owner.pool;
  const to = inside(owner, needed(requested, owner.datapoints.at(-1)!, tracking.targetUtilization));
  if (to >= requested) return;
  if (within(owner.scaledIn, tracking.scaleInCooldown, now)) world.note('scaleInCools');
  else if (within(owner.scaledOut?.at, tracking.scaleOutCooldown, now)) world.note('scaleInCoolsFromScaleOut');
  else {
    request(world, owner, to, 'target tracking', now);
    act(owner, now, 'scaleIn', requested, to);
    owner.scaledIn = now;
    world.note('scaleIn');
  }
}

/** A scheduled action at its time. */
export function fire(world: World, owner: Qualifier, action: ScheduledAction, now: number): void {
  const [min, max] = [action.min ?? owner.min, action.max ?? owner.max];
  const { requested } = owner.pool;
  if (min > max) {
    world.log(now, 'refused', owner.fn, action.min ?? max, owner.number, 'schedule');
    act(owner, now, 'refused', requested, requested);
    return;
  }
  owner.min = min;
  owner.max = max;
  owner.gaveUp = false;
  const to = inside(owner, requested);
  if (to !== requested && isAllocating(owner)) world.note('scheduleWaits');
  else if (to !== requested && !request(world, owner, to, 'schedule', now)) return;
  act(owner, now, 'scheduled', requested, owner.pool.requested);
}

/** Whether to bring it inside its bounds would be to ask again for what has just failed. */
export const isRepeated = (owner: Qualifier, failed: number): boolean => inside(owner, owner.pool.requested) === failed;

/** An allocation or a deployment has ended: what waited for that is done now. */
export function bringInside(world: World, owner: Qualifier, now: number): void {
  if (owner.spec.scaling === null || isAllocating(owner) || owner.gaveUp) return;
  const { requested } = owner.pool;
  const to = inside(owner, requested);
  if (to === requested) return;
  // Its bounds are others than when it was last asked for, hence by a scheduled action.
  if (request(world, owner, to, 'limits', now)) act(owner, now, 'scheduled', requested, to);
  world.note(to > requested ? 'broughtUp' : 'broughtDown');
}

/** All times of an action in a run, rising. */
export function timesOf({ times }: ScheduledAction, { start, duration }: Scenario): number[] {
  const found: number[] = [];
  switch (times.kind) {
    case 'at':
      return times.at >= 0 ? [times.at] : [];
    case 'every':
      for (let at = times.interval; at <= duration; at += times.interval) found.push(at);
      return found;
    case 'cron': {
      const from = secondsOf(start);
      for (const second of cronTimes(times.cron, times.zone, from)) {
        const at = (second - from) * 1_000_000;
        if (at > duration) break;
        found.push(at);
      }
      return found;
    }
  }
}
