import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceFormat } from '../../../src/scenario/triggers/types.js';
import { CsvError } from '../../../src/workload/files/csv.js';
import { type TargetOf, TraceReader, UnknownUnit } from '../../../src/workload/trace/reader.js';
import { bytesOf } from '../../support/bytes.js';
import { inPieces } from '../../support/pieces.js';
import { PLAIN_FORMAT } from '../../support/trace.js';

const TARGETS: Readonly<Record<string, number>> = { api: 0, worker: 1, 'api:live': 2, größe: 3 };
const targetOf = (text: string): number | undefined => TARGETS[text];
const HEADER = 'time_ms,target,duration_ms\n';

type Row = readonly [time: number, target: number, duration: number];

interface Reading {
  readonly format?: Partial<TraceFormat>;
  readonly origin?: number;
  readonly calls?: number | TargetOf;
}

function readerOf(text: string, { format, origin = 0, calls = targetOf }: Reading = {}): TraceReader {
  return new TraceReader(bytesOf(text), { format: { ...PLAIN_FORMAT, ...format }, origin, calls });
}

function read(text: string, reading?: Reading): Row[] {
  const reader = readerOf(text, reading);
  const rows: Row[] = [];
  while (reader.next()) rows.push([reader.time, reader.target, reader.duration]);
  return rows;
}

/** The line and message of the error that a file is refused with. */
function refusal(text: string, reading?: Reading): CsvError {
  try {
    read(text, reading);
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const timeOf = (written: string): number => read(`${HEADER}${written},api,1\n`)[0]![0];

describe('a trace file', () => {
  it('has rows of a time, a target and a duration, milliseconds taken to microseconds', () => {
    expect(read(`${HEADER}0,api,12\n1.5,worker,0.25\n1000,api:live,3000\n`)).toEqual([
      [0, 0, 12_000],
      [1500, 1, 250],
      [1_000_000, 2, 3_000_000],
    ]);
  });

  it('may have its columns in any order, and others beside them', () => {
    expect(read('note,duration_ms,target,more,time_ms\nx,5,worker,"y,z",7\n')).toEqual([[7000, 1, 5000]]);
  });

  it('may have CRLF, a byte order mark, white space around header words, quotes, empty lines and no final line end', () => {
    expect(read('\ufefftime_ms, target ,duration_ms\r\n\r\n"1","api","2"\r\n\r\n3,"worker",4')).toEqual([
      [1000, 0, 2000],
      [3000, 1, 4000],
    ]);
  });

  it('of a header alone has no rows', () => {
    expect(read(HEADER)).toEqual([]);
    expect(read(HEADER.trim())).toEqual([]);
  });

  it('that is empty is refused', () => {
    expect(refusal('')).toMatchObject({ line: 1, message: expect.stringContaining('empty') as string });
    expect(refusal('\n\n').message).toContain('time_ms, duration_ms, target');
  });

  it.each([
    ['time_ms,target\n1,api\n', 'duration_ms'],
    ['0,api,5\n', 'time_ms, duration_ms, target'],
    ['time,target,duration_ms\n', 'time_ms'],
    ['TIME_MS,target,duration_ms\n', 'time_ms'],
  ])('without a column is refused with its name: %j', (text, missing) => {
    expect(refusal(text)).toMatchObject({
      line: 1,
      message: expect.stringContaining(`no column ${missing} in`) as string,
    });
  });

  it.each([
    '-1',
    '-0.5',
    'NaN',
    'Infinity',
    '',
    ' ',
    'abc',
    '1,5'.replace(',', ';'),
    '1.2.3',
    '1e',
    'e3',
    '.',
    '0x10',
    '1_000',
    '12ms',
    '1e300',
    '9007199254741',
    '99999999999999999999',
  ])('with the time %j is refused with line and value', (written) => {
    const { line, message } = refusal(`${HEADER}1,api,1\n${written},api,1\n`);
    expect(line).toBe(3);
    expect(message).toContain('time_ms');
    expect(message).toContain(JSON.stringify(written.trim()));
  });

  it.each(['-1', 'NaN', '', '1s'])('with the duration %j is refused', (written) => {
    expect(refusal(`${HEADER}1,api,${written}\n`)).toMatchObject({
      line: 2,
      message: expect.stringContaining('duration_ms') as string,
    });
  });

  it('shows no more than 40 characters of a bad value', () => {
    expect(refusal(`${HEADER}${'9'.repeat(5000)}x,api,1\n`).message.length).toBeLessThan(200);
  });

  it('with an unknown target is refused with its line and text', () => {
    expect(refusal(`${HEADER}1,api,1\n\n2,apu,1\n`)).toMatchObject({
      line: 4,
      message: expect.stringContaining('apu') as string,
    });
    expect(refusal(`${HEADER}1,api:dead,1\n`).message).toContain('api:dead');
    expect(refusal(`${HEADER}1,,1\n`).line).toBe(2);
  });

  it('tells targets apart that share a length, a beginning or an end with others', () => {
    const index = new Map(['aa', 'ab', 'ba', 'a', 'aaa', ''].map((name, i) => [name, i]));
    const names = ['aa', 'ab', 'aa', 'ba', 'a', 'aa', 'aaa', 'a', '"aa"', ' aa'];
    const rows = read(HEADER + names.map((name) => `1,${name},1\n`).join(''), { calls: (text) => index.get(text) });
    expect(rows.map(([, target]) => target)).toEqual([0, 1, 0, 2, 3, 0, 4, 3, 0, 0]);
  });

  it('asks about each target once', () => {
    const asked: string[] = [];
    const calls = (text: string): number => asked.push(text);
    const rows = read(`${HEADER}1,a,1\n1,b,1\n1,a,1\n1,"a",1\n1,b,1\n`, { calls });
    expect(asked).toEqual(['a', 'b']);
    expect(rows.map(([, target]) => target)).toEqual([1, 2, 1, 1, 2]);
  });

  it('that is packed is unpacked', () => {
    const reader = new TraceReader(inPieces(gzipSync(`${HEADER}1,api,2\n`), [7]), {
      format: PLAIN_FORMAT,
      origin: 0,
      calls: targetOf,
    });
    expect([reader.next(), reader.time, reader.duration, reader.target, reader.next()]).toEqual([
      true,
      1000,
      2000,
      0,
      false,
    ]);
  });

  it('with too few fields in a row is refused with the line', () => {
    expect(refusal(`${HEADER}1,api,1\n2,api\n`).line).toBe(3);
  });

  it('has as many fields in each row as in the header: a separator of thousands would shift the others', () => {
    expect(refusal(`${HEADER}1,api,2\n1,000,api,2\n`)).toMatchObject({
      line: 3,
      message: '4 fields where the header has 3',
    });
  });
});

describe('columns of a trace', () => {
  const columns = { time: 'ts', target: 'function', duration: 'took "real"' };
  const renamed: Partial<TraceFormat> = { columns, timeUnit: 'us', durationUnit: 's' };

  it('may have other names and units', () => {
    const text = 'function,"took ""real""",ts,time_ms\napi,0.25,7,x\nworker,1,8,y\n';
    expect(read(text, { format: renamed })).toEqual([
      [7, 0, 250_000],
      [8, 1, 1_000_000],
    ]);
  });

  it('may stand beyond the hundredth place', () => {
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const format = { columns: { time: 'c0', target: 'c150', duration: 'c299' } };
    const row = (time: string, target: string, duration: string): string =>
      names.map((_, i) => (i === 0 ? time : i === 150 ? target : i === 299 ? duration : '')).join(',');
    expect(read(`${names.join(',')}\n${row('1', 'worker', '2')}\n`, { format })).toEqual([[1000, 1, 2000]]);
  });

  it('that are missing are all named', () => {
    expect(refusal('ts,x\n', { format: renamed })).toMatchObject({
      line: 1,
      missing: ['took "real"', 'function'],
      header: ['ts', 'x'],
    });
  });

  it('that stand twice are refused, unless nothing reads them', () => {
    expect(refusal('time_ms,target,duration_ms,time_ms\n').message).toBe('two columns are named "time_ms"');
    expect(read('time_ms,x,target,x,duration_ms\n1,,api,,2\n')).toEqual([[1000, 0, 2000]]);
  });

  it('need no target where every row calls the same, and one that is there is not read', () => {
    const format = { columns: { ...PLAIN_FORMAT.columns, target: null } };
    expect(read('time_ms,duration_ms\n1,2\n', { format, calls: 3 })).toEqual([[1000, 3, 2000]]);
    expect(read('time_ms,target,duration_ms\n1,nobody,2\n', { format, calls: 3 })).toEqual([[1000, 3, 2000]]);
  });

  it('of another unit are refused in that unit', () => {
    expect(refusal('ts,function,"took ""real"""\n1,api,x\n', { format: renamed }).message).toBe(
      'took "real" must be a number of seconds, 0 or more, not "x"',
    );
  });
});

describe('calendar times in a trace', () => {
  const origin = Date.UTC(2025, 0, 6) * 1000;
  const timesOf = (written: readonly string[], timeUnit: TraceFormat['timeUnit'] = null): number[] =>
    read(HEADER + written.map((time) => `${time},api,1\n`).join(''), { origin, format: { timeUnit } }).map(
      ([time]) => time,
    );
  const refused = (written: readonly string[], timeUnit: TraceFormat['timeUnit'] = null): CsvError =>
    refusal(HEADER + written.map((time) => `${time},api,1\n`).join(''), { origin, format: { timeUnit } });

  it('count from the start of the scenario', () => {
    expect(timesOf(['2025-01-06T00:00:00Z', '2025-01-06 01:00:00.000001', '"2025-01-06T00:00:01Z"'])).toEqual([
      0, 3_600_000_001, 1_000_000,
    ]);
  });

  it('are known by the text, whatever the column’s unit', () => {
    expect(timesOf(['2025-01-06T00:00:01Z', ' 2025-01-06T00:00:02Z '], 'ms')).toEqual([1_000_000, 2_000_000]);
  });

  it('tell the reader that it has met them', () => {
    const reader = readerOf(`${HEADER}2025-01-06T00:00:01Z,api,1\n`);
    expect([reader.dated, reader.next(), reader.dated]).toEqual([null, true, true]);
    const plain = readerOf(`${HEADER}1,api,1\n`);
    expect([plain.next(), plain.dated]).toEqual([true, false]);
  });

  it('are refused before the start, at every row', () => {
    for (const rows of [['2025-01-05T23:59:59Z'], ['2025-01-06T00:00:00Z', '2025-01-05T23:59:59.999999Z']]) {
      const { line, message } = refused(rows);
      expect(line).toBe(rows.length + 1);
      expect(message).toContain('no earlier than the start of the scenario');
    }
  });

  it('are refused together with plain numbers, in either order', () => {
    const both = ['2025-01-06T00:00:01Z', '5'];
    for (const rows of [both, [...both].reverse()])
      expect(refused(rows, 'ms')).toMatchObject({
        line: 3,
        message: `time_ms must be of one kind, all numbers or all calendar times, not "${rows[1]}"`,
      });
  });

  it.each(['2025-02-30T00:00:00Z', '2025-01-06', '2025-01-06T00:00:00 CET', 'monday', ''])(
    'are not %j, which is refused',
    (wrong) => {
      expect(refused(['2025-01-06T00:00:01Z', wrong]).line).toBe(3);
      expect(refused([wrong], 'ms').message).toBe(
        `time_ms must be a number of milliseconds, 0 or more, or a time such as 2025-01-06T09:00:00Z, not ${JSON.stringify(wrong)}`,
      );
    },
  );

  it('are all that a time column without a unit may hold', () => {
    const error = refused(['12']);
    expect(error).toBeInstanceOf(UnknownUnit);
    expect(error).toMatchObject({ line: 2, hint: 'add timeUnit: ms, or us or s' });
    expect(error.message).toBe('the unit of the column time_ms is unknown, and a row holds "12"');
    expect(refused(['monday']).message).toBe('time_ms must be a time such as 2025-01-06T09:00:00Z, not "monday"');
  });
});

describe('milliseconds in a trace', () => {
  it.each([
    ['0', 0],
    ['5', 5000],
    ['5.', 5000],
    ['.5', 500],
    ['0.001', 1],
    ['1.0004', 1000],
    ['1.0005', 1001],
    ['1.00049999999999999999999', 1000],
    ['1.00050000000000000000000000000000000001', 1001],
    ['0.0004999', 0],
    ['0.0005', 1],
    ['007', 7000],
    ['1e3', 1_000_000],
    ['1E3', 1_000_000],
    ['1.5e-3', 2],
    ['2.5e+2', 250_000],
    ['+4', 4000],
    [' 4 ', 4000],
    ['86400000', 86_400_000_000],
    ['8640000000.123', 8_640_000_000_123],
    ['9007199254740.991', Number.MAX_SAFE_INTEGER],
  ])('%j is %d µs', (written, micros) => {
    expect(timeOf(written)).toBe(micros);
  });

  it('are rounded at the half microsecond by their decimals, not by a binary fraction near them', () => {
    fc.assert(
      fc.property(
        fc.nat(10 ** 9),
        fc.integer({ min: 0, max: 9 }),
        fc.stringMatching(/^\d{0,12}$/),
        (micros, digit, more) => {
          const whole = `${Math.floor(micros / 1000)}.${String(micros % 1000).padStart(3, '0')}`;
          expect(timeOf(`${whole}${digit}${more}`)).toBe(micros + (digit >= 5 ? 1 : 0));
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });

  it.each([
    ['after a space', (text: string) => ` ${text}`],
    ['after a plus sign', (text: string) => `+${text}`],
    ['with an exponent', (text: string) => `${text}e0`],
  ])('round %s as plainly written ones do', (_, written) => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), (micros) => {
        const plain = `${Math.floor(micros / 1000)}.${String(micros % 1000).padStart(3, '0')}5`;
        expect(timeOf(written(plain))).toBe(micros + 1);
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  it.each([' 1.0005', '+1.0005', '1.0005e0', '10005e-4', '0.0010005e3'])(
    'round as plainly written ones do: %j',
    (written) => {
      expect(timeOf(written)).toBe(timeOf('1.0005'));
    },
  );
});
