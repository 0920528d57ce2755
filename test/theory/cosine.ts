// How many arrivals a day's cosine brings up to a time, in closed form: the oracle of `diurnal`, which shares nothing with it.

export interface Day {
  /** Arrivals a second. */
  readonly mean: number;
  readonly peak: number;
  /** Hour of the zone's day. */
  readonly peakAt: number;
  /** Hours that the zone's clock is ahead of UTC. */
  readonly offset: number;
  /** Factors of weekdays that differ; time 0 is the midnight of a Monday in UTC. */
  readonly days?: Readonly<Record<string, number>>;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Arrivals from time 0 to a time in seconds. */
export function cosineIntegral({ mean, peak, peakAt, offset, days = {} }: Day): (time: number) => number {
  // mean · t + (peak − mean) · ∫ cos(2π (t − peakAt) / day) dt, from midnight on.
  const ofDay = (time: number): number => {
    const angle = (at: number): number => (2 * Math.PI * (at - peakAt * HOUR)) / DAY;
    return mean * time + (((peak - mean) * DAY) / (2 * Math.PI)) * (Math.sin(angle(time)) - Math.sin(angle(0)));
  };
  const factor = (day: number): number => days[NAMES[((day % 7) + 7) % 7]!] ?? 1;
  return (time) => {
    let sum = 0;
    let from = offset * HOUR;
    const to = from + time;
    while (from < to) {
      const day = Math.floor(from / DAY);
      const until = Math.min(to, (day + 1) * DAY);
      sum += factor(day) * (ofDay(until - day * DAY) - ofDay(from - day * DAY));
      from = until;
    }
    return sum;
  };
}
