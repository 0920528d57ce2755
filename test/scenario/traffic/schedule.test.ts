import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cron } from '../../../src/scenario/traffic/clock-types.js';
import { parseCron, parseInterval } from '../../../src/scenario/traffic/schedule.js';

const MINUTE = 60_000_000;

function cronOf(text: string): Cron {
  const parsed = parseCron(text);
  if (!('value' in parsed)) throw new Error(`${text} ${parsed.problem}`);
  return parsed.value;
}

const wrong = (parsed: ReturnType<typeof parseCron> | ReturnType<typeof parseInterval>): string =>
  'value' in parsed ? 'nothing' : `${parsed.problem}${parsed.hint === undefined ? '' : ` (${parsed.hint})`}`;

const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

describe('an interval', () => {
  it.each([
    ['rate(5 minutes)', 5],
    ['rate(1 minute)', 1],
    ['rate(1 hour)', 60],
    ['rate(7 days)', 7 * 1440],
    [' RATE ( 2 Hours ) ', 120],
    ['5 minutes', 5],
    ['90m', 90],
    ['1h30m', 90],
    ['120s', 2],
  ])('%s is %i minutes', (text, minutes) => {
    expect(parseInterval(text)).toEqual({ value: minutes * MINUTE });
  });

  const MORE = '(for more calls use constant: { rate: … })';
  const STEP = `is no whole number of minutes: AWS schedules by the minute ${MORE}`;
  const NONE = 'is not a rate such as rate(5 minutes), rate(1 hour) or rate(7 days)';
  it.each([
    ['rate(0 minutes)', STEP],
    ['30s', STEP],
    ['rate(90s)', STEP],
    ['5/m', `${NONE} (for calls at equal distances use constant: { rate: … })`],
    ['rate(5 weeks)', NONE],
    ['rate(-5 minutes)', NONE],
    ['rate(1.5 hours)', NONE],
    ['cron(0 9 * * ? *)', NONE],
    ['', NONE],
    ['rate()', NONE],
    [`rate(${'1'.repeat(300)} minutes)`, NONE],
    ['rate(3651 days)', 'is longer than 3650d, the longest duration'],
    ['rate(999999999 days)', 'is longer than 3650d, the longest duration'],
  ])('%s is refused', (text, problem) => {
    expect(wrong(parseInterval(text))).toBe(problem);
  });
});

describe('a cron expression', () => {
  it.each<[string, Partial<Cron>]>([
    ['cron(0 10 * * ? *)', { minutes: [0], hours: [10], months: null, years: null, days: { kind: 'every' } }],
    ['0/15 * * * ? *', { minutes: [0, 15, 30, 45], hours: range(0, 23) }],
    ['*/20 * * * ? *', { minutes: [0, 20, 40] }],
    ['5/20 * * * ? *', { minutes: [5, 25, 45] }],
    ['10-20/5,1,10 * * * ? *', { minutes: [1, 10, 15, 20] }],
    ['0 8-17 * * ? *', { hours: range(8, 17) }],
    ['0 0 * JAN,mar-May ? *', { months: [1, 3, 4, 5] }],
    ['0 0 * 1/3 ? *', { months: [1, 4, 7, 10] }],
    ['0 0 * */6 ? 2025-2027', { months: [1, 7], years: [2025, 2026, 2027] }],
    ['0 0 1,15 * ? *', { days: { kind: 'ofMonth', days: [1, 15], last: false, nearestWeekday: [] } }],
    ['0 0 L * ? *', { days: { kind: 'ofMonth', days: [], last: true, nearestWeekday: [] } }],
    ['0 0 1,L,15W * ? *', { days: { kind: 'ofMonth', days: [1], last: true, nearestWeekday: [15] } }],
    ['0 0 ? * 1-7 *', { days: { kind: 'ofWeek', weekdays: range(0, 6), last: [], nth: null } }],
    ['0 0 ? * SUN,7 *', { days: { kind: 'ofWeek', weekdays: [0, 6], last: [], nth: null } }],
    ['0 0 ? * L *', { days: { kind: 'ofWeek', weekdays: [6], last: [], nth: null } }],
    ['0 0 ? * FRIL,2 *', { days: { kind: 'ofWeek', weekdays: [1], last: [5], nth: null } }],
    ['0 0 ? * 3#2 *', { days: { kind: 'ofWeek', weekdays: [], last: [], nth: { weekday: 2, n: 2 } } }],
    ['0 0 ? * tue#5 *', { days: { kind: 'ofWeek', weekdays: [], last: [], nth: { weekday: 2, n: 5 } } }],
    ['  CRON( 0  0 ? *   * * ) ', { days: { kind: 'every' } }],
  ])('%s is read', (text, cron) => {
    expect(cronOf(text)).toMatchObject(cron);
  });

  const SIX = 'AWS wants six: minutes hours day-of-month month day-of-week year';
  const DAYS = 'must have ? as either its day of month or its day of week, and not as both';
  it.each([
    ['cron(60 * * * ? *)', 'has minutes "60"; expected 0 to 59'],
    ['cron(0 24 * * ? *)', 'has hours "24"; expected 0 to 23'],
    ['cron(0 0 0 * ? *)', 'has day of month "0"; expected 1 to 31'],
    ['cron(0 0 32W * ? *)', 'has day of month "32"; expected 1 to 31'],
    ['cron(0 0 * 13 ? *)', 'has month "13"; expected 1 to 12 or JAN to DEC'],
    ['cron(0 0 * JNA ? *)', 'has month "JNA"; expected 1 to 12 or JAN to DEC (did you mean "JAN"?)'],
    ['cron(0 0 ? * 0 *)', 'has day of week "0"; expected 1 to 7 or SUN to SAT'],
    ['cron(0 0 ? * 8L *)', 'has day of week "8"; expected 1 to 7 or SUN to SAT'],
    ['cron(0 0 ? * 2#6 *)', 'has day of week 2#6; # counts from 1 to 5'],
    ['cron(0 0 ? * 2#1,3#2 *)', 'has day of week 2#1,3#2; # stands alone, as in 3#2 or TUE#2'],
    ['cron(0 0 ? * MON,3#2 *)', 'has day of week MON,3#2; # stands alone, as in 3#2 or TUE#2'],
    ['cron(0 0 * * ? 1969)', 'has year "1969"; expected 1970 to 2199'],
    ['cron(0 0 * * ? 2200)', 'has year "2200"; expected 1970 to 2199'],
    ['cron(5-1 0 * * ? *)', 'has minutes 5-1, which runs backwards (list both parts)'],
    ['cron(0 0 ? * FRI-MON *)', 'has day of week FRI-MON, which runs backwards (list both parts)'],
    ['cron(1-2-3 0 * * ? *)', 'has minutes "1-2-3"; expected 0 to 59'],
    ['cron(0/0 0 * * ? *)', 'has minutes "0/0"; expected 0 to 59'],
    ['cron(/5 0 * * ? *)', 'has minutes "/5"; expected 0 to 59'],
    ['cron(1,,2 0 * * ? *)', 'has minutes ""; expected 0 to 59'],
    ['cron(0/5/5 0 * * ? *)', 'has minutes "0/5/5"; expected 0 to 59'],
    ['cron(? 0 * * ? *)', 'has minutes "?"; expected 0 to 59'],
    ['cron(0 0 * * * *)', `${DAYS} (did you mean cron(0 0 * * ? *)?)`],
    ['cron(0 0 ? * ? *)', `${DAYS} (did you mean cron(0 0 * * ? *)?)`],
    ['cron(0 0 1 * * *)', `${DAYS} (did you mean cron(0 0 1 * ? *)?)`],
    ['cron(0 0 * * MON *)', `${DAYS} (did you mean cron(0 0 ? * MON *)?)`],
    ['cron(0 0 1 * MON *)', DAYS],
    ['cron(0 9 * * 1-5)', `has 5 fields; ${SIX} (did you mean cron(0 9 ? * 2-6 *)?)`],
    ['*/5 * * * *', `has 5 fields; ${SIX} (did you mean cron(*/5 * * * ? *)?)`],
    ['0 9 1 * *', `has 5 fields; ${SIX} (did you mean cron(0 9 1 * ? *)?)`],
    ['0 9 * * 0,7', `has 5 fields; ${SIX} (did you mean cron(0 9 ? * 1,1 *)?)`],
    // From Friday to Sunday, which AWS's week would have to count backwards.
    ['0 9 * * 5-7', `has 5 fields; ${SIX}`],
    // In a crontab this is the first of the month and every Monday, which AWS cannot say.
    ['0 9 1 * 1', `has 5 fields; ${SIX}`],
    ['cron()', `has 0 fields; ${SIX}`],
    ['rate(5 minutes)', 'is not a cron expression such as cron(0 9 ? * MON-FRI *)'],
    ['0 0 * * ? *'.padEnd(201), 'is not a cron expression such as cron(0 9 ? * MON-FRI *)'],
  ])('%s is refused', (text, problem) => {
    expect(wrong(parseCron(text))).toBe(problem);
  });

  it('is any text, without an exception, in lists that rise without repeats', () => {
    const part = fc.stringMatching(/^[0-9A-Z*?LW#,/-]{0,8}$/);
    const field = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('*', '0', '1-5', '2,4/2') },
      { weight: 1, arbitrary: part },
    );
    const day = fc.oneof(field, fc.constantFrom('L', '2#3', '3W', '6L', '?'));
    const sixParts = fc.tuple(field, field, day, field, fc.oneof(day, fc.constant('?')), fc.constantFrom('*', '2025'));
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      sixParts.map((parts) => `cron(${parts.join(' ')})`),
    );
    let read = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseCron(text);
        expect(parseInterval(text)).toBeTypeOf('object');
        if (!('value' in parsed)) return;
        read += 1;
        const { minutes, hours, months, years, days } = parsed.value;
        const sets = [minutes, hours, months ?? [0], years ?? [0], 'days' in days ? days.days : []];
        for (const set of sets) expect(set).toEqual([...new Set(set)].sort((a, b) => a - b));
        for (const set of sets.slice(0, 4)) expect(set.length).toBeGreaterThan(0);
      }),
      { numRuns: 5000, seed: 1 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('says nothing of a stranger’s text that a terminal would obey', () => {
    const parsed = parseCron('cron(\u001b[31m 0 * * ? *)');
    expect(wrong(parsed)).toBe('has minutes "\\u001b[31m"; expected 0 to 59');
    expect(wrong(parseCron('0 9 * \u009b *'))).not.toContain('\u009b');
  });
});
