// Mean and confidence interval over replications, by Student's t.
import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';

/** The `probability` quantile of Student's t with `degrees` degrees of freedom. */
export function studentQuantile(probability: number, degrees: number): number {
  return jstat.studentt.inv(probability, degrees);
}

/** Half-width of the two-sided 95 % interval of the mean of independent samples; `null` for fewer than two. */
export function halfWidth95(samples: readonly number[]): number | null {
  return halfWidth(samples, 0.95);
}

/** The same of an interval that holds with probability `level`. */
export function halfWidth(samples: readonly number[], level: number): number | null {
  if (samples.length < 2) return null;
  // The deviation of equal samples would come out a little above 0.
  if (samples.every((sample) => sample === samples[0])) return 0;
  const error = sampleStandardDeviation([...samples]) / Math.sqrt(samples.length);
  return studentQuantile((1 + level) / 2, samples.length - 1) * error;
}

/** The one-sided 95 % bound of the mean on the side that makes a limit harder to keep: `+1` above, `-1` below. */
export function bound95(samples: readonly number[], side: 1 | -1): number {
  if (samples.length < 2) return mean([...samples]);
  const error = sampleStandardDeviation([...samples]) / Math.sqrt(samples.length);
  return mean([...samples]) + side * studentQuantile(0.95, samples.length - 1) * error;
}
