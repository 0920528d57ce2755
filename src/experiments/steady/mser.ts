// MSER: how much of the start of a series to leave out, so that the mean of the rest has the least squared standard error
// (White 1997; batches of five: White, Cobb and Spratt 2000).

/** Fewer values than this are no rest: their mean is near by chance. */
const LEAST_REST = 5;

/**
 * How many values to leave out at the start; of equally good numbers the least. `guard` is a squared deviation that the rest must
 * reckon with beside its own, so that a short rest in which nothing rare happened does not pass for a certain one. `null` is a
 * value that is not known, and counts for nothing.
 */
export function mser(values: readonly (number | null)[], guard = 0): number {
  let [count, mean, squares] = [0, 0, 0];
  let [best, least] = [0, Infinity];
  // From the end on, so that each rest is the one before it and one value more.
  for (let first = values.length - 1; first >= 0; first--) {
    const value = values[first] ?? null;
    if (value !== null) {
      count += 1;
      const deviation = value - mean;
      mean += deviation / count;
      squares += deviation * (value - mean);
    }
    if (count < LEAST_REST) continue;
    const error = (squares + guard) / count ** 2;
    if (error <= least) [best, least] = [first, error];
  }
  return best;
}

/** The greatest squared deviation in the second half, which no warm-up may reach. */
export function guardOf(values: readonly (number | null)[]): number {
  const half = values.slice(Math.floor(values.length / 2)).filter((value) => value !== null);
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length;
  return half.reduce((most, value) => Math.max(most, (value - mean) ** 2), 0);
}
