import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectTrace } from '../../../src/runner/checks/trace-check.js';
import type { TraceInspection } from '../../../src/scenario/files/scenario-files.js';
import type { TraceFormat } from '../../../src/scenario/triggers/types.js';
import { bytesOf } from '../../support/bytes.js';
import { inPieces } from '../../support/pieces.js';
import { PLAIN_FORMAT } from '../../support/trace.js';

const HEADER = 'time_ms,target,duration_ms\n';
const START = '2025-01-06T00:00:00Z';

const inspect = (text: string, format: Partial<TraceFormat> = {}, start = START): TraceInspection =>
  inspectTrace('t.csv', () => bytesOf(text), { ...PLAIN_FORMAT, ...format }, start);

const problemsOf = (text: string, format?: Partial<TraceFormat>) => inspect(text, format).problems;

describe('the check of a trace', () => {
  it('tells rows, times, and each target with its first line', () => {
    expect(inspect(`${HEADER}2,api,1\n2,worker:live,1\n5.5,api,1\n`)).toEqual({
      rows: 3,
      ordered: true,
      firstTime: 2000,
      firstLine: 2,
      lastTime: 5500,
      firstDate: null,
      targets: [
        { text: 'api', line: 2 },
        { text: 'worker:live', line: 3 },
      ],
      problems: [],
    });
  });

  it('tells whether times ever fall, and where the least one is', () => {
    expect(inspect(`${HEADER}5,a,1\n3,a,1\n3,a,1\n4,a,1\n`)).toMatchObject({
      ordered: false,
      firstTime: 3000,
      firstLine: 3,
      lastTime: 5000,
    });
  });

  it('tells times of the calendar from the start, and the first as start: takes it', () => {
    const rows = `${HEADER}2025-01-06T00:00:02.5Z,a,1\n2025-01-06T01:00:01.999999+01:00,a,1\n`;
    expect(inspect(rows)).toMatchObject({
      ordered: false,
      firstTime: 1_999_999,
      firstLine: 3,
      lastTime: 2_500_000,
      firstDate: '2025-01-06T00:00:01Z',
    });
    expect(inspect(rows, {}, '2025-01-06T00:00:02Z')).toMatchObject({ firstTime: -1, lastTime: 500_000 });
  });

  it('asks no row for a target where the trigger has one', () => {
    const format = { columns: { ...PLAIN_FORMAT.columns, target: null } };
    expect(inspect('duration_ms,time_ms\n1,2\n', format)).toMatchObject({ rows: 1, targets: [], problems: [] });
  });

  it('stops at the first bad row', () => {
    expect(inspect(`${HEADER}1,a,1\n2,a,x\n3,a,x\n`)).toMatchObject({
      rows: 1,
      problems: [{ line: 3, message: 'duration_ms must be a number of milliseconds, 0 or more, not "x"' }],
    });
  });

  it('finds a trace without rows wrong', () => {
    expect(inspect(HEADER)).toMatchObject({
      rows: 0,
      firstTime: 0,
      lastTime: 0,
      problems: [{ line: 1, message: 'the trace has no rows' }],
    });
  });

  it('takes a column of ten thousand different texts for no targets', () => {
    const rows = Array.from({ length: 10_001 }, (_, i) => `1,r${i},1\n`);
    expect(inspect(HEADER + rows.slice(1).join('')).problems).toEqual([]);
    expect(inspect(HEADER + rows.join('')).problems).toEqual([
      { line: 10_002, message: 'more than 10000 different targets' },
    ]);
  });

  it('says where a gzip file is broken, by line and byte', () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},a,${(i * 7919) % 1000}\n`).join('');
    const packed = gzipSync(HEADER + rows);
    const half = packed.subarray(0, packed.length / 2);
    const [problem] = inspectTrace('t.csv', () => inPieces(half, [5000]), PLAIN_FORMAT, START).problems;
    expect(problem?.message).toBe(`the gzip file ends too early, at byte ${half.length} of it or shortly before`);
    expect(problem?.line).toBeGreaterThan(15_000);
    expect(problem?.line).toBeLessThan(25_000);
  });

  it('says why the system would not give the file', () => {
    const found = inspectTrace(
      't.csv',
      () => {
        throw Object.assign(new Error('ENOENT: …'), { code: 'ENOENT' });
      },
      PLAIN_FORMAT,
      START,
    );
    expect(found).toMatchObject({ rows: 0, problems: [{ line: null, message: 't.csv: no such file' }] });
  });

  it('closes the file, sound or not', () => {
    for (const text of [`${HEADER}1,a,1\n`, `${HEADER}x`, '']) {
      const source = inPieces(Buffer.from(text), [5]);
      inspectTrace('t.csv', () => source, PLAIN_FORMAT, START);
      expect(source.closed).toBe(true);
    }
  });
});

describe('a column that is not there', () => {
  const FILE = 'timestamp,function,duration\n';

  it('is refused in the file where its name is the usual one, with how to name another', () => {
    expect(problemsOf(FILE)).toEqual([
      {
        line: 1,
        message: 'no column time_ms; the first line of t.csv names timestamp, function, duration',
        hint: 'name it with columns: { time: … }',
      },
      {
        line: 1,
        message: 'no column target; the first line of t.csv names timestamp, function, duration',
        hint: 'name it with columns: { target: … }',
      },
      {
        line: 1,
        message: 'no column duration_ms; the first line of t.csv names timestamp, function, duration',
        hint: 'did you mean columns: { duration: "duration" }?',
      },
    ]);
  });

  it('is refused in the scenario where that names it, with the name that was probably meant', () => {
    const columns = { time: 'timestmap', target: 'function', duration: 'duration' };
    expect(problemsOf(FILE, { columns })).toEqual([
      {
        line: null,
        message: 'no column timestmap; the first line of t.csv names timestamp, function, duration',
        hint: 'did you mean "timestamp"?',
        suggestion: 'timestamp',
        setting: { code: 'unknown-column', path: ['columns', 'time'] },
      },
    ]);
  });
});

describe('a time column whose unit nobody says', () => {
  const format = { columns: { ...PLAIN_FORMAT.columns, time: 'timestamp' }, timeUnit: null };

  it('may hold times of the calendar', () => {
    expect(problemsOf('timestamp,target,duration_ms\n2025-01-06T00:00:02Z,a,1\n', format)).toEqual([]);
  });

  it('is refused in the scenario where a row holds a number', () => {
    expect(problemsOf('timestamp,target,duration_ms\n1736154000,a,1\n', format)).toEqual([
      {
        line: null,
        message: 'the unit of the column timestamp is unknown, and a row holds "1736154000"',
        hint: 'add timeUnit: ms, or us or s',
        setting: { code: 'missing-unit', path: ['columns', 'time'] },
      },
    ]);
  });
});
