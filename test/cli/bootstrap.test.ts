// Traces that are replayed several times, as a user meets them: without intervals, or with their days resampled.
import { describe, expect, test } from 'vitest';
import type { Comparison, Sweep } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { folderOfItsOwn } from './folder.js';

const { coldstart, file, names, read } = folderOfItsOwn();
const spaced = (text: string): string => text.replace(/\s+/g, ' ');

const TRACE = `time_ms,target,duration_ms\n${[0, 1, 2, 3]
  .flatMap((day) => Array.from({ length: 5 + 40 * day }, (_, row) => `${day * 86_400_000 + row * 60_000},api,100`))
  .join('\n')}\n`;
const REPLAY = `
name: replay
duration: 4d
replications: 5
functions: { api: { handler: 100ms, init: 200ms } }
triggers:
  requests: { type: trace, file: t.csv }
variants:
  longer: { functions.api.keepAlive: 30m }
`;
const FIXED = 'o interval: all replications replay the same requests; --bootstrap day resamples days';

const written = (): void => {
  file('s.yaml', REPLAY);
  file('t.csv', TRACE);
};

describe('a fixed trace', () => {
  test('gives no interval, and every report says so', async () => {
    written();
    const { stdout } = await coldstart(['run', 's.yaml']);
    const result = JSON.parse(read('reports/replay/result.json')) as Result;
    expect(result.replayed).toBe(true);
    expect(Object.values(result.summary).every(({ ci95 }) => ci95 === null)).toBe(true);
    for (const text of [stdout, read('reports/replay/summary.md'), read('reports/replay/report.html')])
      expect(spaced(text)).toContain(FIXED);
    expect(spaced((await coldstart(['compare', 's.yaml'])).stdout)).toContain(FIXED);
    const grid = ['--vary', 'functions.api.keepAlive=1m,30m'];
    expect(spaced((await coldstart(['sweep', 's.yaml', ...grid])).stdout)).toContain(FIXED);
    expect((JSON.parse(read('reports/replay/sweep/sweep.json')) as Sweep).replayed).toBe(true);
  });

  test('says nothing of it where there is but one replication', async () => {
    written();
    const { stdout } = await coldstart(['run', 's.yaml', '--replications', '1']);
    expect(spaced(stdout)).not.toContain(FIXED);
  });

  test('cannot reach a precision, unless its days are resampled', async () => {
    written();
    const given = ['run', 's.yaml', '--precision', 'coldStarts:30%', '--set', 'replications=1'];
    const { code, stderr } = await coldstart(given);
    expect(code).toBe(2);
    expect(stderr).toContain('so none gives an interval; --bootstrap day resamples its days');
    expect((await coldstart([...given, '--bootstrap', 'day'])).code).toBe(0);
  });
});

describe('--bootstrap day', () => {
  test('gives intervals, the same bytes with any number of threads, and is part of the command', async () => {
    written();
    const given = ['run', 's.yaml', '--bootstrap', 'day', '--format', 'json'];
    const [one, three] = await Promise.all(
      ['1', '3'].map((workers) => coldstart([...given, '--workers', workers, '--out', `w${workers}`])),
    );
    expect(three!.stdout).toBe(one!.stdout);
    const result = JSON.parse(one!.stdout) as Result;
    expect(result.replayed).toBeUndefined();
    expect(result.summary['functions.api.coldStarts']!.ci95).toBeGreaterThan(0);
    expect(result.reproduce.command).toBe('coldstart run s.yaml --bootstrap day');
    expect(result.traffic[0]!.arrivals).toBe('260 rows of t.csv, days drawn with replacement');
  });

  test('draws the same days for all variants', async () => {
    written();
    const { stdout } = await coldstart(['compare', 's.yaml', '--bootstrap', 'day', '--format', 'json']);
    const { variants, differences } = JSON.parse(stdout) as Comparison;
    expect(differences['longer']!['functions.api.arrivals']).toMatchObject({ mean: 0, ci95: 0 });
    expect(differences['longer']!['functions.api.coldStarts']!.ci95).not.toBeNull();
    expect(variants['base']!.summary['functions.api.arrivals']!.ci95).toBeGreaterThan(0);
  });

  test.each([
    ['a day and a half', ['--duration', '36h'], /^--bootstrap day: resampling days needs two whole days or more/],
    ['another block', ['--bootstrap', 'week'], /^--bootstrap is "?week"?; expected day/],
    ['no trace', ['--set', 'triggers={}'], /^--bootstrap day: there is no trace to resample/m],
  ])('refuses %s', async (_, flags, problem) => {
    written();
    const { code, stdout, stderr } = await coldstart(['run', 's.yaml', '--bootstrap', 'day', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
    expect(names()).toEqual(['s.yaml', 't.csv']);
  });
});
