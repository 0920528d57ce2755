import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { Rate, RatePiece } from '../../../src/scenario/traffic/clock-types.js';
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import type { SynchronousTrigger } from '../../../src/scenario/triggers/types.js';
import { sound } from '../example.js';

const calling = (arrivals: string): string =>
  `duration: 1h\nfunctions: { api: { handler: 80ms } }\ntriggers:\n  t: { type: sdk, target: api, arrivals: ${arrivals} }\n`;

const normalised = (text: string) => (sound(calling(text)).triggers[0] as SynchronousTrigger).arrivals as OpenArrivals;

/** As `[seconds, rate from, rate to]`, rates a second; the last is endless. */
function lines(text: string): (readonly [number | null, number, number])[] {
  const { pieces } = normalised(text) as { pieces: readonly RatePiece[] };
  const rate = ({ count, per }: Rate): number => (count / per) * 1e6;
  return pieces.map(({ length, from, to }) => [length === null ? null : length / 1e6, rate(from), rate(to)]);
}

const refusals = (arrivals: string): string[] =>
  parseScenario(calling(arrivals), { file: 's.yaml' }).diagnostics.map(({ path, code, hint }) => {
    return `${path.replace(/^triggers\.t\.arrivals\.?/, '')}: ${code}${hint === undefined ? '' : ` (${hint})`}`;
  });

describe('steps', () => {
  it('with durations hold each rate for so long and end after the last', () => {
    expect(lines('{ steps: [{ rate: 5/s, duration: 10m }, { rate: 0/s, duration: 1m }] }')).toEqual([
      [600, 5, 5],
      [60, 0, 0],
      [null, 0, 0],
    ]);
  });
  it('hold the last rate that has no duration', () => {
    expect(lines('{ steps: [{ rate: 5/s, duration: 10m }, { rate: 2/s }] }')).toEqual([
      [600, 5, 5],
      [null, 2, 2],
    ]);
    expect(lines('{ steps: [{ rate: 2/s }] }')).toEqual([[null, 2, 2]]);
  });
  it('with times begin at each, after a pause, and hold the last', () => {
    expect(lines('{ steps: [{ rate: 5/s, at: 1m }, { rate: 2/s, at: 5m }] }')).toEqual([
      [60, 0, 0],
      [240, 5, 5],
      [null, 2, 2],
    ]);
  });
});

describe('a ramp', () => {
  it('goes from one rate to another and holds it', () => {
    expect(lines('{ ramp: { from: 0/s, to: 50/s, duration: 10m } }')).toEqual([
      [600, 0, 50],
      [null, 50, 50],
    ]);
  });
  it('by stages begins at nothing and reaches each rate at the end of its stage', () => {
    expect(
      lines('{ ramp: [{ rate: 50/s, duration: 10m }, { rate: 50/s, duration: 30m }, { rate: 0/s, duration: 0s }] }'),
    ).toEqual([
      [600, 0, 50],
      [1800, 50, 50],
      [0, 50, 0],
      [null, 0, 0],
    ]);
  });
  it('through points has straight lines between, nothing before, and holds the last', () => {
    expect(lines('{ ramp: [{ rate: 5/s, at: 1m }, { rate: 20/s, at: 3m }] }')).toEqual([
      [60, 0, 0],
      [120, 5, 20],
      [null, 20, 20],
    ]);
  });
});

describe('a day', () => {
  it('has a cosine, a zone and a factor for each weekday from Sunday on', () => {
    const text =
      '{ diurnal: { mean: 10/s, peak: 18/s, peakAt: 14:30, timeZone: Europe/Vienna, days: { saturday: 0.4, sunday: 0 } } }';
    expect(normalised(text)).toEqual({
      kind: 'diurnal',
      mean: { count: 10, per: 1e6 },
      peak: { count: 18, per: 1e6 },
      peakAt: 14.5 * 3600e6,
      weekdays: [0, 1, 1, 1, 1, 1, 0.4],
      zone: { name: 'Europe/Vienna', offsets: [[expect.any(Number), 3600]] },
    });
  });
  it('may be flat, and may touch nothing', () => {
    expect(refusals('{ diurnal: { mean: 10/s, peak: 600/m, peakAt: 14h } }')).toEqual([]);
    expect(refusals('{ diurnal: { mean: 30/m, peak: 1/s, peakAt: 0h } }')).toEqual([]);
    expect(refusals('{ diurnal: { mean: 43200/d, peak: 3600/h, peakAt: 0h } }')).toEqual([]);
  });
});

describe('varying rates are refused:', () => {
  const STEEP = 'for a steeper day give the hours: counts: { perHour: […], repeat: true }, or a ramp';
  it.each([
    ['{ steps: [] }', ['steps: out-of-range']],
    ['{ steps: [{ rate: 1/s }, { rate: 2/s }] }', ['steps.0: bad-arrivals (only the last may hold on)']],
    ['{ steps: [{ rate: 1/s, at: 1m, duration: 1m }] }', ['steps.0: bad-arrivals']],
    ['{ steps: [{ rate: 1/s, at: 1m }, { rate: 2/s, duration: 1m }] }', ['steps.1: bad-arrivals']],
    ['{ steps: [{ rate: 1/s, at: 1m }, { rate: 2/s, at: 1m }] }', ['steps.1.at: bad-arrivals']],
    ['{ steps: [{ rate: 1/s, at: 2m }, { rate: 2/s, at: 1m }] }', ['steps.1.at: bad-arrivals']],
    ['{ steps: [{ duration: 1m }] }', ['steps.0.rate: missing-key']],
    ['{ ramp: { from: 0/s, to: 5/s, duration: 0s } }', ['ramp.duration: bad-arrivals (steps change at once)']],
    ['{ ramp: { from: 0/s, to: 5/s } }', ['ramp.duration: missing-key']],
    ['{ ramp: [{ rate: 1/s, at: 2m }, { rate: 2/s, at: 1m }] }', ['ramp.1.at: bad-arrivals']],
    ['{ diurnal: { mean: 10/s, peak: 9/s, peakAt: 14:00 } }', ['diurnal.peak: bad-arrivals']],
    ['{ diurnal: { mean: 10/s, peak: 21/s, peakAt: 14:00 } }', [`diurnal.peak: bad-arrivals (${STEEP})`]],
    ['{ diurnal: { mean: 10/s, peak: 20/s, peakAt: "24:00" } }', ['diurnal.peakAt: bad-unit']],
    ['{ diurnal: { mean: 10/s, peak: 20/s, peakAt: "14" } }', ['diurnal.peakAt: bad-unit (did you mean 14:00?)']],
    [
      '{ diurnal: { mean: 10/s, peak: 20/s, peakAt: 14h, timeZone: Europe/Viena } }',
      ['diurnal.timeZone: bad-time-zone (did you mean "Europe/Vienna"?)'],
    ],
    [
      '{ diurnal: { mean: 10/s, peak: 20/s, peakAt: 14h, days: { sunday: -1 } } }',
      ['diurnal.days.sunday: out-of-range'],
    ],
    [
      '{ diurnal: { mean: 10/s, peak: 20/s, peakAt: 14h, days: { sun: 1 } } }',
      ['diurnal.days.sun: unknown-key (did you mean "sunday"?)'],
    ],
  ])('%s', (text, expected) => {
    expect(refusals(text)).toEqual(expected);
  });
});
