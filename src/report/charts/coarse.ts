// Makes a series coarse enough to embed and to draw. Knows nothing of what the values mean.

/** Columns of one length; the same index in each is one row. Times are milliseconds of simulated time. */
export type ChartTable = Readonly<Record<string, readonly (number | string | null)[]>>;

/** What is known of each group, combined. */
export function grouped<T>(values: readonly (number | null)[], size: number, combine: (values: number[]) => T): T[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    combine(values.slice(index * size, (index + 1) * size).filter((value) => value !== null)),
  );
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

export function largest(values: readonly number[]): number {
  return Math.max(0, ...values);
}

/** Of no values there is nothing to combine. */
export const ifAny =
  (combine: (values: number[]) => number) =>
  (values: number[]): number | null =>
    values.length === 0 ? null : rounded(combine(values));

/** Five significant digits are finer than any screen, and keep the page small. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** A value holds until the next one, and the last one until the end. */
export function closed(columns: Readonly<Record<string, readonly (number | null)[]>>, end: number): ChartTable {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, [...values, name === 't' ? end : (values.at(-1) ?? null)]]),
  );
}
