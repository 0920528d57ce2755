import { describe, expect, it } from 'vitest';
import type { Zone } from '../../../src/scenario/traffic/clock-types.js';
import { diurnalPieces, listedPieces } from '../../../src/workload/arrivals/rate-pieces.js';
import { MONDAY, SECOND } from './times.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const UTC: Zone = { name: 'UTC', offsets: [[0, 0]] };
const EVEN = [1, 1, 1, 1, 1, 1, 1];

interface Piece {
  /** Seconds. */
  readonly begin: number;
  readonly length: number;
  /** Arrivals a second. */
  readonly from: number;
  readonly to: number;
}

interface Day {
  readonly zone?: Zone;
  readonly weekdays?: readonly number[];
  readonly peakAt?: number;
  readonly start?: number;
}

/** A mean of 10 and a peak of 18 a second. */
function pieces({ zone = UTC, weekdays = EVEN, peakAt = 14 * HOUR, start = MONDAY }: Day, seconds: number): Piece[] {
  const rate = (count: number) => ({ count, per: SECOND });
  const spec = { kind: 'diurnal', mean: rate(10), peak: rate(18), peakAt: peakAt * SECOND, weekdays, zone } as const;
  const current = diurnalPieces(spec, start);
  const found: Piece[] = [];
  for (let begin = 0; begin < seconds; current.next()) {
    const length = current.length / SECOND;
    found.push({ begin, length, from: current.from * SECOND, to: current.to * SECOND });
    begin += length;
  }
  return found;
}

const area = (list: readonly Piece[]): number =>
  list.reduce((sum, { length, from, to }) => sum + (length * (from + to)) / 2, 0);

/** The true rate at a second of the day. */
const wave = (ofDay: number, peakAt = 14 * HOUR): number => 10 + 8 * Math.cos((2 * Math.PI * (ofDay - peakAt)) / DAY);

describe('the pieces of a day', () => {
  it('are its minutes, each from one value of the cosine to the next', () => {
    const day = pieces({}, 2 * DAY);
    expect(day).toHaveLength(2 * 1440);
    for (const { begin, length, from, to } of day) {
      expect(length).toBe(60);
      expect(from).toBeCloseTo(wave(begin), 10);
      expect(to).toBeCloseTo(wave(begin + 60), 10);
    }
  });

  it('are nowhere further from the cosine than 3 parts in a million of its swing', () => {
    let worst = 0;
    for (const { begin, from, to } of pieces({}, DAY)) {
      for (const part of [0.25, 0.5, 0.75])
        worst = Math.max(worst, Math.abs(from + (to - from) * part - wave(begin + 60 * part)) / 8);
    }
    expect(worst).toBeLessThan(3e-6);
    expect(worst).toBeGreaterThan(1e-6);
  });

  it('hold the mean over a day, wherever the peak lies', () => {
    for (const peakAt of [0, 1, 12_345.678, 23 * HOUR]) expect(area(pieces({ peakAt }, DAY)) / DAY).toBeCloseTo(10, 9);
  });

  it('may begin within a minute, with the rate of that second', () => {
    const [first, second] = pieces({ start: MONDAY + 100 }, HOUR);
    expect(first!.length).toBe(20);
    expect(first!.from).toBeCloseTo(wave(100), 10);
    expect(first!.to).toBeCloseTo(wave(120), 10);
    expect(second!.length).toBe(60);
    expect(second!.from).toBe(first!.to);
  });

  it('go by the clock of the zone, over a change of it', () => {
    // Clocks go an hour ahead at 03:00 of this zone, 1:00 in UTC.
    const zone: Zone = {
      name: 'x',
      offsets: [
        [0, 2 * HOUR],
        [MONDAY + HOUR, 3 * HOUR],
      ],
    };
    for (const { begin, from } of pieces({ zone }, DAY)) {
      expect(from).toBeCloseTo(wave(begin + (begin < HOUR ? 2 : 3) * HOUR), 10);
    }
  });

  it('go by the clock of a zone that is half an hour off', () => {
    const zone: Zone = { name: 'x', offsets: [[0, 5.5 * HOUR]] };
    const [first] = pieces({ zone }, HOUR);
    expect(first!.from).toBeCloseTo(wave(5.5 * HOUR), 10);
  });

  it('are multiplied by the factor of the zone’s own weekday, which changes at its midnight', () => {
    // Sunday to Saturday; the zone is 5 h behind, so that Monday in UTC begins as its Sunday.
    const weekdays = [2, 0, 1, 1, 1, 1, 0.5];
    const zone: Zone = { name: 'x', offsets: [[0, -5 * HOUR]] };
    for (const { begin, from, to } of pieces({ zone, weekdays }, 7 * DAY)) {
      const local = begin - 5 * HOUR;
      const factor = [2, 0, 1, 1, 1, 1, 0.5, 2][Math.floor(local / DAY) + 1]!;
      expect(from).toBeCloseTo(factor * wave(local), 9);
      expect(to).toBeCloseTo(factor * wave(local + 60), 9);
    }
  });

  it('never fall below 0 where the peak is twice the mean', () => {
    const rate = (count: number) => ({ count, per: SECOND });
    const spec = {
      kind: 'diurnal',
      mean: rate(7),
      peak: rate(14),
      peakAt: 3 * HOUR * SECOND,
      weekdays: EVEN,
      zone: UTC,
    } as const;
    const current = diurnalPieces(spec, MONDAY);
    for (let minute = 0; minute < 1440; minute++, current.next())
      expect(Math.min(current.from, current.to)).toBeGreaterThanOrEqual(0);
  });
});

describe('listed pieces', () => {
  it('come one by one, the last without an end', () => {
    const rate = (count: number) => ({ count, per: SECOND });
    const current = listedPieces([
      { length: 5, from: rate(1), to: rate(3) },
      { length: null, from: rate(3), to: rate(3) },
    ]);
    expect({ ...current, next: 0 }).toEqual({ length: 5, from: 1e-6, to: 3e-6, next: 0 });
    current.next();
    expect({ ...current, next: 0 }).toEqual({ length: Infinity, from: 3e-6, to: 3e-6, next: 0 });
  });
});
