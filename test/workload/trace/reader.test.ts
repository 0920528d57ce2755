import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../../src/workload/files/csv.js';
import { TraceReader } from '../../../src/workload/trace/reader.js';
import { bytesOf } from '../../support/bytes.js';

const TARGETS: Readonly<Record<string, number>> = { api: 0, worker: 1, 'api:live': 2, größe: 3 };
const targetOf = (text: string): number | undefined => TARGETS[text];
const HEADER = 'time_ms,target,duration_ms\n';

type Row = readonly [time: number, target: number, duration: number];

function read(text: string): Row[] {
  const reader = new TraceReader(bytesOf(text), targetOf);
  const rows: Row[] = [];
  while (reader.next()) rows.push([reader.time, reader.target, reader.duration]);
  return rows;
}

/** The line and message of the error that a file is refused with. */
function refusal(text: string): { readonly line: number; readonly message: string } {
  try {
    read(text);
  } catch (error) {
    if (error instanceof CsvError) return { line: error.line, message: error.message };
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
    expect(refusal('\n\n').message).toContain('time_ms,target,duration_ms');
  });

  it.each([
    ['time_ms,target\n1,api\n', 'duration_ms'],
    ['0,api,5\n', 'time_ms, target, duration_ms'],
    ['time,target,duration_ms\n', 'time_ms'],
    ['TIME_MS,target,duration_ms\n', 'time_ms'],
  ])('without a column is refused with its name: %j', (text, missing) => {
    expect(refusal(text)).toMatchObject({
      line: 1,
      message: expect.stringContaining(`no column ${missing};`) as string,
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
    expect(refusal(`${HEADER}${'9'.repeat(5000)}x,api,1\n`).message.length).toBeLessThan(150);
  });

  it('with an unknown target is refused with its line and text', () => {
    expect(refusal(`${HEADER}1,api,1\n\n2,apu,1\n`)).toMatchObject({
      line: 4,
      message: expect.stringContaining('apu') as string,
    });
    expect(refusal(`${HEADER}1,api:dead,1\n`).message).toContain('api:dead');
    expect(refusal(`${HEADER}1,,1\n`).line).toBe(2);
  });

  it('tells targets apart that share a length, a beginning or an end with the row before', () => {
    const index = new Map(['aa', 'ab', 'ba', 'a', 'aaa', ''].map((name, i) => [name, i]));
    const names = ['aa', 'ab', 'aa', 'ba', 'a', 'aa', 'aaa', 'a'];
    const reader = new TraceReader(bytesOf(HEADER + names.map((name) => `1,${name},1\n`).join('')), (text) =>
      index.get(text),
    );
    const seen = names.map(() => (reader.next() ? [reader.target, reader.targetText] : []));
    expect(seen).toEqual(names.map((name) => [index.get(name), name]));
  });

  it('with too few fields in a row is refused with the line', () => {
    expect(refusal(`${HEADER}1,api,1\n2,api\n`).line).toBe(3);
  });

  it('may have more fields in a row than in the header', () => {
    expect(read(`${HEADER}1,api,2,x,y\n`)).toEqual([[1000, 0, 2000]]);
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
