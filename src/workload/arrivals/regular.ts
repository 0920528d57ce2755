// Arrivals by the clock: at equal distances, in bursts, on a schedule.
import { cronTimes } from '../../engine/cron.js';
import { sampler } from '../../engine/distributions.js';
import { type StreamName, stream } from '../../engine/random.js';
import { wholeMicroseconds } from '../../engine/time.js';
import type { Rate } from '../../scenario/traffic/clock-types.js';
import type { OpenArrivals } from '../../scenario/traffic/types.js';
import type { ArrivalProcess } from './process.js';
import { orderedUniform } from './spread.js';

export function constantProcess({ count, per }: Rate): ArrivalProcess {
  // From the number of the arrival, not from the last time, so that no rounding adds up.
  let arrived = 0;
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        const at = wholeMicroseconds((++arrived * per) / count);
        if (at > horizon) return i;
        times[i] = at;
      }
      return times.length;
    },
  };
}

/** The first after one interval (M-SCHEDULE). */
export function everyProcess(interval: number): ArrivalProcess {
  return constantProcess({ count: 1, per: interval });
}

export function cronProcess({ cron, zone }: Extract<OpenArrivals, { kind: 'cron' }>, start: number): ArrivalProcess {
  const fires = cronTimes(cron, zone, start);
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        const { value } = fires.next();
        if (value === undefined) return i;
        const at = (value - start) * 1_000_000;
        if (at > horizon) return i;
        times[i] = at;
      }
      return times.length;
    },
  };
}

export function burstProcess(
  { every, size, over }: Extract<OpenArrivals, { kind: 'bursts' }>,
  streams: StreamName,
): ArrivalProcess {
  const gap = sampler(every);
  const gaps = stream([...streams, 'gaps']);
  const spread = orderedUniform(stream(streams));
  let begin = 0;
  let left = 0;
  return {
    fill(times, horizon) {
      for (let i = 0; i < times.length; i++) {
        if (left === 0) {
          begin += wholeMicroseconds(gap(gaps));
          if (begin > horizon) return i;
          left = size;
          if (over > 0) spread.begin(size);
        }
        left -= 1;
        const at = over > 0 ? begin + wholeMicroseconds(over * spread.next()) : begin;
        if (at > horizon) return i;
        times[i] = at;
      }
      return times.length;
    },
  };
}
