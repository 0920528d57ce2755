import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarQueue } from '../../src/engine/calendar-queue.js';
import type { EventQueue } from '../../src/engine/queue.js';
import { stream } from '../../src/engine/random.js';
import { exponential } from '../../src/engine/ziggurat.js';
import { HeapQueue } from './heap-queue.js';

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly event: number;
}

const byTimeThenOrder = (a: Entry, b: Entry): number => a.time - b.time || a.order - b.order;

/** The simplest queue that can be right. */
class SortedArray implements EventQueue {
  readonly #entries: Entry[] = [];
  get size(): number {
    return this.#entries.length;
  }
  push(time: number, order: number, event: number): void {
    const entry = { time, order, event };
    let at = this.#entries.length;
    while (at > 0 && byTimeThenOrder(this.#entries[at - 1]!, entry) > 0) at -= 1;
    this.#entries.splice(at, 0, entry);
  }
  peekTime(): number {
    return this.#entries[0]?.time ?? Infinity;
  }
  take(): number {
    return this.#entries.shift()!.event;
  }
}

/** A step of a random run: how many events to push, each so much after the time of the last taken, then how many to take. */
const steps = (gap: fc.Arbitrary<number>): fc.Arbitrary<{ pushes: number[]; takes: number }[]> =>
  fc.array(fc.record({ pushes: fc.array(gap, { maxLength: 40 }), takes: fc.nat(40) }), { maxLength: 60 });

const GAPS: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'many ties': fc.nat(2),
  'the present moment alone': fc.constant(0),
  'short gaps': fc.nat(5000),
  'gaps from 1 µs to 2^50': fc.nat(50).map((bits) => 2 ** bits),
  'gaps of all sizes': fc
    .tuple(fc.nat(50), fc.nat(1000))
    .map(([bits, more]) => Math.floor((2 ** bits * (1000 + more)) / 1000)),
  'two far clusters': fc.oneof(
    fc.nat(100),
    fc.nat(100).map((more) => 2 ** 45 + more),
  ),
};

/** Runs the same pushes and takes on both and compares everything that can be seen. */
function expectSame(
  queue: EventQueue,
  model: EventQueue,
  script: readonly { pushes: number[]; takes: number }[],
): void {
  let now = 0;
  let pushed = 0;
  const takeBoth = (): void => {
    now = model.peekTime();
    expect(queue.peekTime()).toBe(now);
    expect(queue.take()).toBe(model.take());
    expect(queue.size).toBe(model.size);
  };
  for (const { pushes, takes } of script) {
    for (const gap of pushes) {
      // Orders in no particular order, but all different.
      const order = ((pushed * 7919) % 10007) * 2 ** 30 + pushed;
      queue.push(now + gap, order, pushed);
      model.push(now + gap, order, pushed);
      pushed += 1;
    }
    for (let i = 0; i < takes && model.size > 0; i++) takeBoth();
  }
  while (model.size > 0) takeBoth();
  expect(queue.peekTime()).toBe(Infinity);
}

/** Without `expect` in the loop, for the large runs. */
function takeAll(queue: EventQueue): { readonly times: number[]; readonly events: number[] } {
  const times: number[] = [];
  const events: number[] = [];
  while (queue.size > 0) {
    times.push(queue.peekTime());
    events.push(queue.take());
  }
  return { times, events };
}

const IMPLEMENTATIONS: readonly (readonly [string, () => EventQueue])[] = [
  ['CalendarQueue', () => new CalendarQueue()],
  ['HeapQueue', () => new HeapQueue()],
];

describe.each(IMPLEMENTATIONS)('an event queue (%s)', (_, create) => {
  it('gives events back by time', () => {
    const queue = create();
    for (const time of [5, 1, 4, 0, 3, 2]) queue.push(time, 0, time * 10);
    expect(takeAll(queue)).toEqual({ times: [0, 1, 2, 3, 4, 5], events: [0, 10, 20, 30, 40, 50] });
  });

  it('gives events of one time back by order', () => {
    const queue = create();
    for (const order of [2 ** 52, 1, 2 ** 51, 0, 7]) queue.push(9, order, order % 1000);
    expect(takeAll(queue).events).toEqual([0, 1, 7, 2 ** 51 % 1000, 2 ** 52 % 1000]);
  });

  it('gives back any 32-bit integer', () => {
    const queue = create();
    const events = [-(2 ** 31), -1, 0, 1, 2 ** 31 - 1];
    for (const [order, event] of events.entries()) queue.push(1, order, event);
    expect(takeAll(queue).events).toEqual(events);
  });

  it('has the time Infinity when it is empty, before and after use', () => {
    const queue = create();
    expect(queue.peekTime()).toBe(Infinity);
    expect(queue.size).toBe(0);
    queue.push(3, 0, 1);
    expect(queue.peekTime()).toBe(3);
    queue.take();
    expect(queue.peekTime()).toBe(Infinity);
    expect(queue.size).toBe(0);
  });

  it('throws a RangeError where nothing is to be taken, and works on afterwards', () => {
    const queue = create();
    expect(() => queue.take()).toThrow(RangeError);
    queue.push(1, 1, 1);
    queue.take();
    expect(() => queue.take()).toThrow(RangeError);
    expect(queue.size).toBe(0);
    queue.push(2, 1, 5);
    expect(queue.take()).toBe(5);
  });

  it('does not change by peeking', () => {
    const queue = create();
    queue.push(8, 0, 1);
    expect([queue.peekTime(), queue.peekTime(), queue.size]).toEqual([8, 8, 1]);
  });

  it.each(Object.entries(GAPS))('agrees with a sorted array: %s', (_gaps, gap) => {
    fc.assert(
      fc.property(steps(gap), (script) => expectSame(create(), new SortedArray(), script)),
      { numRuns: 60, seed: 1 },
    );
  });

  it('takes an event earlier than those it has already given back', () => {
    const queue = create();
    queue.push(2 ** 40, 0, 1);
    queue.push(2 ** 41, 0, 2);
    expect(queue.take()).toBe(1);
    queue.push(3, 0, 3);
    queue.push(0, 0, 4);
    expect(takeAll(queue)).toEqual({ times: [0, 3, 2 ** 41], events: [4, 3, 2] });
  });

  it.each([
    ['even', 1e9],
    ['crowded', 100_000],
    ['sparse', 2 ** 36],
  ] as const)('holds 100,000 events (%s), empties, and does so again', (name, range) => {
    const queue = create();
    const uniform = stream(['queue', name]);
    for (let round = 0; round < 2; round++) {
      const entries: Entry[] = [];
      const now = round * range;
      for (let event = 0; event < 100_000; event++) {
        entries.push({ time: now + Math.floor(uniform() * range), order: (event * 7919) % 100_003, event });
      }
      for (const { time, order, event } of entries) queue.push(time, order, event);
      expect(queue.size).toBe(100_000);
      entries.sort(byTimeThenOrder);
      const taken = takeAll(queue);
      expect(taken.times).toEqual(entries.map(({ time }) => time));
      expect(taken.events).toEqual(entries.map(({ event }) => event));
      expect(queue.peekTime()).toBe(Infinity);
    }
  });

  it('keeps the order of bursts between long silences', () => {
    const queue = create();
    const entries: Entry[] = [];
    for (let event = 0; event < 20_000; event++) {
      entries.push({ time: (event % 20) * 3_600_000_000 + (event % 7), order: event, event });
    }
    for (const { time, order, event } of entries) queue.push(time, order, event);
    expect(takeAll(queue).events).toEqual(entries.sort(byTimeThenOrder).map(({ event }) => event));
  });
});

/** Hold model: so many pending, and each event taken puts another one in, a random gap later. */
function hold(queue: EventQueue, pending: number, operations: number, gap: () => number): Float64Array {
  let order = 0;
  for (; order < pending; order++) queue.push(Math.floor(gap()), order, order | 0);
  const seen = new Float64Array(2 * operations);
  for (let i = 0; i < operations; i++) {
    const now = queue.peekTime();
    const event = queue.take();
    seen[2 * i] = now;
    seen[2 * i + 1] = event;
    queue.push(now + Math.floor(gap()), order++, event);
  }
  return seen;
}

describe('all event queues', () => {
  // The mean gap changes by a factor of a million on the way, so the calendar must lay itself out anew.
  const gapFrom = (name: string): (() => number) => {
    const uniform = stream(['hold', name]);
    let drawn = 0;
    return () => {
      const phase = Math.floor(drawn++ / 40_000) % 3;
      if (name === 'bimodal' && uniform() < 0.5) return uniform() * 10;
      return exponential(uniform) * [1e3, 1e9, 1e6][phase]!;
    };
  };
  it.each([
    ['exponential', 1],
    ['exponential', 16],
    ['exponential', 1000],
    ['exponential', 65_536],
    ['bimodal', 500],
  ])('give the same sequence in a hold model with %s gaps and %i pending', (name, pending) => {
    const [calendar, heap] = [new CalendarQueue(), new HeapQueue()].map((queue) =>
      hold(queue, pending, 150_000, gapFrom(name)),
    );
    expect(Buffer.from(calendar!.buffer).equals(Buffer.from(heap!.buffer))).toBe(true);
  });
});
