import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { TraceTrigger } from '../../../src/scenario/triggers/types.js';
import { problems, sound } from '../example.js';

/** A scenario whose only trigger replays a file, with further settings. */
const replaying = (settings: string): string =>
  `duration: 1h\nfunctions: { api: { aliases: { live: { version: 1 } } } }\ntriggers:\n  t: { type: trace, file: t.csv, ${settings} }\n`;

const trace = (settings: string): TraceTrigger => sound(replaying(settings)).triggers[0] as TraceTrigger;

describe('a trace trigger', () => {
  it('takes columns of other names', () => {
    const columns = '{ time: ts_s, target: fn, duration: took_us }';
    expect(trace(`columns: ${columns}`)).toMatchObject({
      columns: { time: 'ts_s', target: 'fn', duration: 'took_us' },
      timeUnit: 's',
      durationUnit: 'us',
    });
    expect(trace('columns: { time: at_ms }').columns).toEqual({
      time: 'at_ms',
      target: 'target',
      duration: 'duration_ms',
    });
  });

  it.each([
    ['t_us', 'us'],
    ['t_micros', 'us'],
    ['t_microseconds', 'us'],
    ['t_ms', 'ms'],
    ['T_MS', 'ms'],
    ['ms', 'ms'],
    ['t_millis', 'ms'],
    ['t_milliseconds', 'ms'],
    ['t_s', 's'],
    ['t_sec', 's'],
    ['t_seconds', 's'],
    ['end_time_s', 's'],
  ])('knows the unit from the column’s name: %s is %s', (name, unit) => {
    expect(trace(`columns: { time: ${name}, duration: ${name} }`)).toMatchObject({
      timeUnit: unit,
      durationUnit: unit,
    });
  });

  it('knows no unit from a name that only looks like one', () => {
    for (const name of ['requests', 'items', 'durationms', 't_min', 't_ns', 'ms_t'])
      expect(trace(`columns: { time: ${name} }`).timeUnit).toBeNull();
  });

  it('takes the unit where the name does not say it, and again where it does', () => {
    expect(trace('columns: { time: t, duration: d }, timeUnit: s, durationUnit: us')).toMatchObject({
      timeUnit: 's',
      durationUnit: 'us',
    });
    expect(trace('timeUnit: ms, durationUnit: ms').timeUnit).toBe('ms');
  });

  it('may call one target, and has no target column then', () => {
    expect(trace('target: api:live')).toMatchObject({
      target: { function: 'api', qualifier: 'live' },
      columns: { target: null },
    });
    expect(trace('target: api').target).toEqual({ function: 'api', qualifier: null });
  });

  it('brings the durations: its function needs no handler', () => {
    expect(problems(replaying('target: api'))).toEqual([]);
  });

  it.each([
    ['target: apo', '4:42 unknown-function', 'did you mean "api"?'],
    ['target: api:liv', '4:42 unknown-alias', 'did you mean "live"?'],
    ['target: api, columns: { target: fn }', '4:66 two-targets', 'leave out target'],
    ['columns: { duration: took }', '4:55 missing-unit', 'add durationUnit: ms, or us or s'],
    ['timeUnit: s', '4:44 bad-unit', 'leave timeUnit out'],
    ['columns: { duration: d_ms }, durationUnit: us', '4:77 bad-unit', 'leave durationUnit out'],
    ['columns: { tim: t_ms }', '4:45 unknown-key', 'did you mean "time"?'],
    ['timeUnit: seconds', '4:44 unknown-value', ''],
    ['columns: { time: "" }', '4:51 out-of-range', ''],
    ['column: { time: t_ms }', '4:34 unknown-key', 'did you mean "columns"?'],
  ])('%s is refused', (settings, problem, hint) => {
    expect(problems(replaying(settings))).toEqual([problem]);
    const [diagnostic] = parseScenario(replaying(settings), { file: 's.yaml' }).diagnostics;
    expect(diagnostic?.hint ?? '').toContain(hint);
  });

  it('has the names of columns shown without what they would do to a terminal', () => {
    const { diagnostics } = parseScenario(replaying('columns: { duration: "d\\u009b" }'), { file: 's.yaml' });
    expect(diagnostics.map(({ message }) => message)).toEqual(['the unit of the column d\\u009b is unknown']);
  });

  it('that is refused does not make the duration missing as well', () => {
    expect(problems(replaying('timeUnit: s').replace('duration: 1h\n', ''))).toEqual(['3:44 bad-unit']);
  });
});
