import { describe, expect, it } from 'vitest';
import { daysFromCivil, daysInMonth } from '../../../src/workload/trace/calendar.js';

describe('days of the calendar', () => {
  it('are those of Date, on every day from 1970 to 2199', () => {
    const last = Date.UTC(2199, 11, 31) / 86_400_000;
    for (let day = 0; day <= last; day++) {
      const date = new Date(day * 86_400_000);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
      if (daysFromCivil(year, month, date.getUTCDate()) !== day) expect.fail(date.toISOString());
    }
  });

  it('in a month are those of Date', () => {
    for (let year = 1970; year < 2200; year++)
      for (let month = 1; month <= 12; month++)
        expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
  });
});
