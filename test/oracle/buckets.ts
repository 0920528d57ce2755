// Token buckets in exact arithmetic, for the naive simulator: a token is so many units that what comes in each
// microsecond is a whole number of them.

export interface Bucket {
  capacity: number;
  perMicrosecond: number;
  readonly token: number;
  units: number;
  at: number;
}

/** A full bucket. `perUnitOfTime` tokens come in each `unitOfTime` microseconds. */
export function fullBucket(tokens: number, perUnitOfTime: number, unitOfTime = 1_000_000): Bucket {
  const capacity = tokens * unitOfTime;
  return { capacity, perMicrosecond: perUnitOfTime, token: unitOfTime, units: capacity, at: 0 };
}

function refill(bucket: Bucket, now: number): void {
  bucket.units = Math.min(bucket.capacity, bucket.units + (now - bucket.at) * bucket.perMicrosecond);
  bucket.at = now;
}

export function takeToken(bucket: Bucket, now: number): boolean {
  refill(bucket, now);
  if (bucket.units < bucket.token) return false;
  bucket.units -= bucket.token;
  return true;
}

/** Another size of what holds one second, with so many tokens more or fewer. */
export function resize(bucket: Bucket, tokens: number, more: number, now: number): void {
  refill(bucket, now);
  bucket.capacity = tokens * bucket.token;
  bucket.perMicrosecond = tokens;
  bucket.units = Math.min(bucket.capacity, Math.max(0, bucket.units + more * bucket.token));
}
