// Rows of a file that is out of order: held in columns, about 40 bytes a row, and given by time, those of one instant in the
// order of the file.

/** One row after another: `next` moves to it and tells whether there is one. */
export interface TimedRows {
  readonly time: number;
  readonly target: number;
  readonly duration: number;
  next(): boolean;
}

/** Reads everything at once, but keeps no row later than the horizon. */
export function heldByTime(rows: TimedRows, horizon: number): TimedRows {
  const held = hold(rows, horizon);
  const order = orderByTime(held.time);
  let at = -1;
  return {
    get time() {
      return held.time[order[at]!]!;
    },
    get target() {
      return held.target[order[at]!]!;
    },
    get duration() {
      return held.duration[order[at]!]!;
    },
    next: () => ++at < order.length,
  };
}

export interface Columns {
  readonly time: Float64Array;
  readonly target: Int32Array;
  readonly duration: Float64Array;
}

/** The rows up to the horizon, in the order of the file. */
export function hold(rows: TimedRows, horizon: number): Columns {
  let held = columns(1024);
  let count = 0;
  while (rows.next()) {
    if (rows.time > horizon) continue;
    if (count === held.time.length) held = copied(held, columns(2 * count));
    held.time[count] = rows.time;
    held.target[count] = rows.target;
    held.duration[count] = rows.duration;
    count += 1;
  }
  return { ...held, time: held.time.subarray(0, count) };
}

const columns = (rows: number): Columns => ({
  time: new Float64Array(rows),
  target: new Int32Array(rows),
  duration: new Float64Array(rows),
});

function copied(from: Columns, into: Columns): Columns {
  into.time.set(from.time);
  into.target.set(from.target);
  into.duration.set(from.duration);
  return into;
}

const DIGITS = 1 << 16;

/** Indices by rising time, equal times in their order: whole numbers from 0, sorted by 16 bits at a time from the lowest. */
export function orderByTime(times: Float64Array): Uint32Array {
  let order = new Uint32Array(times.length);
  let sorted = new Uint32Array(times.length);
  const digit = new Uint16Array(times.length);
  const places = new Uint32Array(DIGITS);
  for (let i = 0; i < times.length; i++) order[i] = i;
  for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= DIGITS) {
    for (let i = 0; i < times.length; i++) digit[i] = Math.floor(times[i]! / scale); // stored modulo 2^16
    places.fill(0);
    for (const each of digit) places[each]! += 1;
    if (places[digit[0] ?? 0] === times.length) continue; // all alike
    let below = 0;
    for (let value = 0; value < DIGITS; value++) {
      const count = places[value]!;
      places[value] = below;
      below += count;
    }
    for (const row of order) sorted[places[digit[row]!]!++] = row;
    [order, sorted] = [sorted, order];
  }
  return order;
}
