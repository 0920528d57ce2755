// How long to wait before another attempt.

/** `first`, doubled so many times, but `most` at most. */
export function doubled(first: number, times: number, most: number): number {
  let length = first;
  for (let time = 0; time < times && length < most; time++) length *= 2;
  return Math.min(length, most);
}
