import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, offsetAt } from '../../../src/engine/calendar.js';
import { zoneBetween, zoneProblem } from '../../../src/scenario/traffic/zone.js';

const at = (text: string): number => Date.parse(text) / 1000;

/** What the clock shows, from Intl's date and time rather than from its name of the offset. */
function shown(zone: string, seconds: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = format
    .format(seconds * 1000)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

describe('the offsets of a zone', () => {
  it('are what Intl shows, at random instants of random zones', () => {
    const names = Intl.supportedValuesOf('timeZone');
    const [from, to] = [at('1970-01-10T00:00:00Z'), at('2038-01-01T00:00:00Z')];
    fc.assert(
      fc.property(
        fc.constantFrom(...names, 'UTC'),
        fc.integer({ min: from, max: to - 400 * 86_400 }),
        fc.integer({ min: 0, max: 400 * 86_400 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (name, begin, length, places) => {
          const zone = zoneBetween(name, begin, begin + length);
          for (const place of [0, 1, ...places]) {
            const instant = begin + Math.floor(place * length);
            expect(instant + offsetAt(zone, instant), `${name} at ${instant}`).toBe(shown(name, instant));
          }
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  }, 30_000);

  it('change at the very second', () => {
    const vienna = zoneBetween('Europe/Vienna', at('2025-01-01T00:00:00Z'), at('2025-12-31T00:00:00Z'));
    expect(vienna.offsets.slice(1)).toEqual([
      [at('2025-03-30T01:00:00Z'), 7200],
      [at('2025-10-26T01:00:00Z'), 3600],
    ]);
    const howe = zoneBetween('Australia/Lord_Howe', at('2025-01-01T00:00:00Z'), at('2025-12-31T00:00:00Z'));
    expect(howe.offsets.map(([, offset]) => offset / 3600)).toEqual([11, 10.5, 11]);
    // Samoa left out a whole day.
    const apia = zoneBetween('Pacific/Apia', at('2011-12-25T00:00:00Z'), at('2012-01-05T00:00:00Z'));
    expect(apia.offsets.map(([, offset]) => offset / 3600)).toEqual([-10, 14]);
    expect(instantOf(apia, at('2011-12-30T12:00:00Z'))).toBeNull();
  });

  it('know a change that lies on the edge', () => {
    const change = at('2025-03-30T01:00:00Z');
    for (const [from, to] of [
      [change, change],
      [change - 1, change],
      [change, change + 1],
      [change + 3600, change + 7200],
    ] as const) {
      const zone = zoneBetween('Europe/Vienna', from, to);
      expect([offsetAt(zone, change - 1), offsetAt(zone, change)]).toEqual([3600, 7200]);
    }
  });
});

describe('the name of a zone', () => {
  it.each(['UTC', 'Europe/Vienna', 'america/new_york', 'Etc/GMT+5', 'Asia/Calcutta'])('%s is known', (name) => {
    expect(zoneProblem(name)).toBeNull();
  });
  it.each([
    ['Vienna', 'did you mean "Europe/Vienna"?'],
    ['Europe/Viena', 'did you mean "Europe/Vienna"?'],
    ['New_York', 'did you mean "America/New_York"?'],
    ['Mars/Olympus', undefined],
    ['', undefined],
    ['Europe/Vienna\u0000', 'did you mean "Europe/Vienna"?'],
  ])('%j is not', (name, hint) => {
    expect(zoneProblem(name)?.hint).toBe(hint);
    expect(zoneProblem(name)).not.toBeNull();
  });
  it('is any text, without an exception', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (name) => {
        const problem = zoneProblem(name);
        expect(problem === null || problem.problem.length > 0).toBe(true);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
