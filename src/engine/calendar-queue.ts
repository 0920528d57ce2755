// An event queue that takes constant time whatever its length: a calendar of days (Brown, CACM 31(10), 1988) in typed
// arrays. Results never depend on its layout, only its speed does.
import type { EventQueue } from './queue.js';
import { DOUBLE_ZERO } from './time.js';

const NONE = -1;
const MIN_DAYS = 64;
/** How often the layout is looked at, in events taken. */
const REVIEW = 8192;
/** Days looked at and list entries passed for each event, beyond which a new layout is worth its cost. */
const PATIENCE = 4;
/** By how much days shrink where only pushes tell that they are too long. */
const SHRINK = 16;

/**
 * Each day of `width` microseconds has a list of its events in order; the calendar's `days` lists serve one year after
 * another. The width follows the mean time between events, the number of days the number of events, so that a list
 * holds about one.
 */
export class CalendarQueue implements EventQueue {
  size = 0;
  #times = new Float64Array(MIN_DAYS);
  #orders = new Float64Array(MIN_DAYS);
  #events = new Int32Array(MIN_DAYS);
  /** The next event of the same day, or the next free row. */
  #next = new Int32Array(MIN_DAYS).fill(NONE);
  #free = NONE;
  #used = 0;
  /** First and last event of each day; the last is looked at only where there is a first. */
  #days = new Int32Array(MIN_DAYS).fill(NONE);
  #lasts = new Int32Array(MIN_DAYS);
  #mask = MIN_DAYS - 1;
  #width = 1024;
  #perWidth = 1 / 1024; // a power of two, so that the product is exact
  /** The first event, where there is one: its day, and its time, which `peekTime` answers. */
  #today = DOUBLE_ZERO;
  #first = Infinity;
  /** Since the last review: events taken, work done for them, and the time at which it began. */
  #taken = 0;
  #work = 0;
  #reviewedAt = DOUBLE_ZERO;
  /** Work that is worth a new layout, which costs about a step a day. */
  #budget = PATIENCE * REVIEW;

  peekTime(): number {
    return this.#first;
  }

  push(time: number, order: number, event: number): void {
    let row = this.#free;
    if (row !== NONE) this.#free = this.#next[row]!;
    else {
      if (this.#used === this.#times.length) this.#widen();
      row = this.#used++;
    }
    this.#times[row] = time;
    this.#orders[row] = order;
    this.#events[row] = event;
    this.size += 1;
    this.#file(row);
    if (this.size > 2 * this.#days.length) this.#layOut(this.#width);
    else if (this.#work > this.#budget && this.#width > 1) this.#layOut(this.#width / SHRINK);
  }

  take(): number {
    if (this.size === 0) throw new RangeError('the event queue is empty');
    const day = this.#today & this.#mask;
    const row = this.#days[day]!;
    this.#days[day] = this.#next[row]!;
    this.#next[row] = this.#free;
    this.#free = row;
    this.size -= 1;
    if (++this.#taken === REVIEW || this.#work > this.#budget) this.#review(this.#times[row]!);
    this.#findFirst();
    return this.#events[row]!;
  }

  /** Puts a row into the list of its day, behind what comes before it. */
  #file(row: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const next = this.#next;
    const time = times[row]!;
    const order = orders[row]!;
    const today = Math.floor(time * this.#perWidth);
    const day = today & this.#mask;
    let before = NONE;
    let after = this.#days[day]!;
    if (after !== NONE) {
      // Events of one instant come in order: a burst of them is appended, not sorted in.
      const last = this.#lasts[day]!;
      if (times[last]! < time || (times[last] === time && orders[last]! < order)) {
        before = last;
        after = NONE;
      }
    }
    while (after !== NONE && (times[after]! < time || (times[after] === time && orders[after]! < order))) {
      before = after;
      after = next[after]!;
      this.#work += 1;
    }
    next[row] = after;
    if (after === NONE) this.#lasts[day] = row;
    if (before === NONE) this.#days[day] = row;
    else next[before] = row;
    if (time < this.#first) {
      this.#first = time;
      this.#today = today;
    }
  }

  /** Looks for the first event from today on: within a year day by day, else among all. */
  #findFirst(): void {
    if (this.size === 0) {
      this.#first = Infinity;
      return;
    }
    const days = this.#days;
    const times = this.#times;
    const mask = this.#mask;
    const width = this.#width;
    let today = this.#today;
    for (let looked = 0; looked <= mask; looked++, today++) {
      const row = days[today & mask]!;
      if (row !== NONE && times[row]! < (today + 1) * width) {
        this.#work += looked;
        this.#today = today;
        this.#first = times[row]!;
        return;
      }
    }
    this.#work += mask;
    let first = Infinity;
    for (const row of days) if (row !== NONE && times[row]! < first) first = times[row]!;
    this.#first = first;
    this.#today = Math.floor(first * this.#perWidth);
  }

  /** Now and then, and where much work was done: a new layout, if the present one makes too much work for each event. */
  #review(now: number): void {
    const gap = (now - this.#reviewedAt) / this.#taken;
    const tooMuch = this.#work > PATIENCE * this.#taken;
    this.#reviewedAt = now;
    this.#taken = 0;
    this.#work = 0;
    if (!tooMuch || gap <= 0) return;
    let width = 1;
    while (width < gap && width < 2 ** 40) width *= 2;
    this.#layOut(width);
  }

  /** Files all events anew into days of the given width, a power of two, twice as many as there are events. */
  #layOut(width: number): void {
    let days = MIN_DAYS;
    while (days < 2 * this.size) days *= 2;
    const before = this.#days;
    this.#days = new Int32Array(days).fill(NONE);
    this.#lasts = new Int32Array(days);
    this.#mask = days - 1;
    this.#budget = PATIENCE * Math.max(REVIEW, days);
    this.#width = Math.max(width, 1);
    this.#perWidth = 1 / this.#width;
    this.#first = Infinity;
    this.#work = 0;
    for (const head of before) {
      for (let row = head; row !== NONE; ) {
        const following = this.#next[row]!;
        this.#file(row);
        row = following;
      }
    }
  }

  #widen(): void {
    const rows = 2 * this.#times.length;
    const [times, orders, events, next] = [this.#times, this.#orders, this.#events, this.#next];
    this.#times = new Float64Array(rows);
    this.#orders = new Float64Array(rows);
    this.#events = new Int32Array(rows);
    this.#next = new Int32Array(rows).fill(NONE);
    this.#times.set(times);
    this.#orders.set(orders);
    this.#events.set(events);
    this.#next.set(next);
  }
}
