import { describe, expect, it } from 'vitest';
import type { NumbersFound, ScenarioFiles, TraceInspection } from '../../../src/scenario/files/scenario-files.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import { problems, sound } from '../example.js';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

const FOUND: TraceInspection = {
  rows: 3,
  ordered: true,
  firstTime: 0,
  firstLine: 2,
  lastTime: 3 * DAY + 12 * HOUR,
  firstDate: null,
  targets: [{ text: 'api', line: 2 }],
  problems: [],
};

/** Traces with their last row at a time. */
const files = (lastTime = FOUND.lastTime): { readonly files: ScenarioFiles } => ({
  files: {
    trace: () => ({ ...FOUND, lastTime }),
    numbers: (): NumbersFound => {
      throw new Error('no numbers were to be read');
    },
  },
});

const textOf = (duration: string, resample = ', resample: day'): string =>
  `${duration === '' ? '' : `duration: ${duration}\n`}functions:\n  api: {}\ntriggers:\n  t: { type: trace, file: t.csv${resample} }\n`;
const diagnostics = (text: string, given: Parameters<typeof parseScenario>[1]) =>
  parseScenario(text, given).diagnostics.map(({ code, message, hint }) => `${code}: ${message} (${hint})`);

describe('resample: day', () => {
  it.each([
    // [duration, last row, days, what is said]
    ['4d', 3 * DAY + 12 * HOUR, 4, []],
    ['3d', 3 * DAY + 12 * HOUR, 3, []],
    ['', 3 * DAY + 12 * HOUR, 3, ['4:44 part-of-a-day']],
    ['80h', 3 * DAY + 12 * HOUR, 3, ['1:11 part-of-a-day']],
    ['10d', 3 * DAY + 12 * HOUR, 4, ['1:11 part-of-a-day']],
    ['10d', 4 * DAY, 5, ['1:11 part-of-a-day']],
    ['2d', 40 * DAY, 2, []],
  ] as const)('simulates whole days: of %s, with the last row at %d us, %d', (duration, last, days, said) => {
    const text = textOf(duration);
    expect(sound(text, files(last)).duration).toBe(days * DAY);
    expect(problems(text, files(last))).toEqual(said);
  });

  it('says what is left out, and how the last day would count', () => {
    expect(diagnostics(textOf(''), { file: 's.yaml', ...files() })).toEqual([
      'part-of-a-day: 3 whole days are resampled: what comes after them, to 84h, is left out (duration: 4d takes the day of the last row for a whole one)',
    ]);
  });

  it('speaks of the length of a measured trace to the second', () => {
    const [said] = diagnostics(textOf(''), { file: 's.yaml', ...files(28 * HOUR + 58_229_299) });
    expect(said).toContain('within about 100858s there is one');
  });

  it.each([
    ['23h', 'none'],
    ['47h', 'one'],
  ])('is refused within %s', (duration, had) => {
    expect(diagnostics(textOf(duration), { file: 's.yaml', ...files() })).toEqual([
      `too-few-days: resampling days needs two whole days or more, and within ${duration} there is ${had} (replay a longer trace, or replay it as it is)`,
    ]);
  });

  it('is what --bootstrap day says of every trace, and of nothing else', () => {
    const two = `${textOf('3d', '')}  u: { type: trace, file: u.csv }\n  p: { type: sdk, target: api, arrivals: { poisson: { rate: 1/h } } }\n`;
    const text = two.replace('api: {}', 'api: { handler: 1s }');
    const { triggers } = sound(text, { ...files(), flags: { bootstrap: 'day' } });
    expect(triggers.map((each) => ('resample' in each ? each.resample : null))).toEqual(['day', 'day', null]);
    expect(sound(text, files()).triggers.some((each) => 'resample' in each)).toBe(false);
  });

  it('is refused where there is no trace, and with another block', () => {
    const text = 'duration: 1h\nfunctions:\n  api: { handler: 1s }\n';
    expect(diagnostics(text, { file: 's.yaml', flags: { bootstrap: 'day' } })).toContain(
      'bad-set: there is no trace to resample: no trigger has type: trace (undefined)',
    );
    expect(problems(textOf('3d', ', resample: week'), files())[0]).toMatch(/unknown-value$/);
  });
});
