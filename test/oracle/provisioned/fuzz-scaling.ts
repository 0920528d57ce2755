// Random settings of provisioned concurrency: fixed numbers, target tracking, schedules, alone and together.
import type { ProvisionedSpec, ScheduledAction, ScheduledTimes } from '../../../src/scenario/provisioned/types.js';
import type { Chance } from './chance.js';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/**
 * At most `room` from time 0 on; what it grows to may be too much. `instants` are those of the function's actions so far: new
 * ones often come at the same time, or while what those asked for is on its way.
 */
export function randomProvisioning(
  chance: Chance,
  room: number,
  duration: number,
  instants: number[],
): ProvisionedSpec {
  const preparation = chance.pick([0, SECOND, 10 * SECOND, 30 * SECOND, 90 * SECOND, chance.time(0, 2 * MINUTE)]);
  const min = chance.whole(0, Math.min(room, chance.pick([1, 2, 3, 5])));
  if (chance.of(0.15)) return { initial: min, preparation, scaling: null };
  const tracked = chance.of(0.75);
  const cooldown = (): number => chance.pick([0, 0, MINUTE, 2 * MINUTE, 5 * MINUTE, chance.time(0, 10 * MINUTE)]);
  return {
    initial: min,
    preparation,
    scaling: {
      min,
      max: min + chance.whole(0, 6),
      tracking: tracked
        ? {
            targetUtilization: chance.pick([0.1, 0.3, 0.5, 0.5, 0.7, 0.7, 0.9]),
            statistic: chance.pick(['average', 'average', 'maximum']),
            scaleOutCooldown: cooldown(),
            scaleInCooldown: cooldown(),
          }
        : null,
      scheduled: !tracked || chance.of(0.5) ? actions(chance, duration, instants) : [],
    },
  };
}

const actions = (chance: Chance, duration: number, instants: number[]): ScheduledAction[] =>
  Array.from({ length: chance.whole(1, 4) }, () => {
    const bound = (): number => chance.whole(0, chance.pick([2, 4, 7, 10]));
    const [low, high] = [bound(), bound()];
    const times = randomTimes(chance, duration, instants);
    switch (chance.whole(0, 3)) {
      case 0:
        return { times, min: low, max: null };
      case 1:
        return { times, min: null, max: high };
      default:
        return { times, min: Math.min(low, high), max: Math.max(low, high) };
    }
  });

function randomTimes(chance: Chance, duration: number, instants: number[]): ScheduledTimes {
  if (instants.length > 0 && chance.of(0.4)) {
    const later = chance.pick([0, 0, SECOND, 5 * SECOND, 30 * SECOND, chance.time(0, 2 * MINUTE)]);
    return { kind: 'at', at: chance.pick(instants) + later };
  }
  switch (chance.whole(0, 4)) {
    case 0:
      return { kind: 'every', interval: chance.whole(3, 30) * MINUTE };
    case 1: {
      const minutes = [chance.whole(0, 29), chance.whole(30, 59)];
      const cron = { minutes, hours: [0, 1, 5], months: null, years: null, days: { kind: 'every' } } as const;
      return { kind: 'cron', cron, zone: { name: 'random', offsets: [[0, chance.pick([0, 0, 3600, 900])]] } };
    }
    default: {
      const at = chance.of(0.4) ? chance.whole(0, duration / MINUTE) * MINUTE : chance.time(0, duration);
      instants.push(at);
      return { kind: 'at', at };
    }
  }
}
