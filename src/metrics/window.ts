// The time that a run measures: the steps of its series and the part after the warm-up that its averages cover.

const MINUTE = 60_000_000;
const MAX_STEPS = 2000;
// Steps that divide an hour or a day, as dashboards offer them.
const STEP_MINUTES = [1, 2, 3, 5, 6, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440] as const;

export interface Window {
  /** End of the warm-up: averages and maxima count from here. */
  readonly from: number;
  /** End of the simulated time. */
  readonly to: number;
  /** Length of a step of the series, in microseconds. */
  readonly step: number;
  readonly steps: number;
}

/** A step a minute, or longer where that would make more than 2,000. `from` < `to`, in microseconds. */
export function measuredWindow(from: number, to: number): Window {
  const fits = STEP_MINUTES.find((minutes) => to <= minutes * MINUTE * MAX_STEPS);
  const days = Math.ceil(to / (1440 * MINUTE * MAX_STEPS));
  const step = fits === undefined ? days * 1440 * MINUTE : fits * MINUTE;
  return { from, to, step, steps: Math.ceil(to / step) };
}

/** The step of the series in which an instant lies. */
export function stepOf({ step, steps }: Window, time: number): number {
  return Math.min(Math.floor(time / step), steps - 1);
}
