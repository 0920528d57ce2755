// `--series` as a user meets it.
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { MetricSeries, Result } from '../../../src/result.js';
import { csvRecords } from '../../support/csv.js';
import { folderOfItsOwn, named, SCENARIO } from '../folder.js';

const { coldstart, file, names, path, read } = folderOfItsOwn();

describe('--series', () => {
  const rowsOf = (result: Result) =>
    result.runs.flatMap(({ replication, series }) =>
      [
        ...Object.entries(series.functions).map(([name, of]) => ['function', name, of] as const),
        ...Object.entries(series.aliases).map(([name, of]) => ['alias', name, of] as const),
        ...Object.entries(series.triggers).map(([name, of]) => ['trigger', name, of] as const),
        ['account', 'account', series.account] as const,
      ].flatMap(([scope, name, of]) =>
        valuesOf(of).flatMap(({ metric, statistic, values }) =>
          values.flatMap((value, step) =>
            value === null ? [] : [[replication, scope, name, metric, statistic, step * series.stepMs, value].join()],
          ),
        ),
      ),
    );
  const valuesOf = (metrics: MetricSeries) =>
    Object.entries(metrics).flatMap(([metric, statistics]) =>
      Object.entries(statistics).map(([statistic, values]) => ({ metric, statistic, values })),
    );
  const run = (...args: string[]) => coldstart(['run', 's.yaml', '--replications', '2', '--out', 'out', ...args]);

  test('writes every value of every series of all replications, as CSV', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('--format', 'json', '--series', 'series.csv');
    const rows = csvRecords(read('series.csv'));
    expect(Object.keys(rows[0]!)).toEqual(['replication', 'scope', 'name', 'metric', 'statistic', 'time_ms', 'value']);
    const found = rows.map((row) => Object.values(row).join());
    expect(found.sort()).toEqual(rowsOf(JSON.parse(stdout) as Result).sort());
  });

  test('has the same rows with types as Parquet', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('--format', 'json', '--series', 'series.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const from = `FROM '${join(path(), 'series.parquet')}'`;
    const types = await connection.runAndReadAll(`DESCRIBE SELECT * ${from}`);
    const rows = await connection.runAndReadAll(`SELECT * ${from}`);
    connection.closeSync();
    expect(types.getRowObjectsJson().map((column) => column['column_type'])).toEqual([
      'BIGINT',
      ...Array<string>(4).fill('VARCHAR'),
      'DOUBLE',
      'DOUBLE',
    ]);
    const found = rows.getRowObjectsJson().map((row) => Object.values(row).join());
    expect(found.sort()).toEqual(rowsOf(JSON.parse(stdout) as Result).sort());
  });

  test('is refused with another ending, and of several scenarios, before anything runs', async () => {
    file('s.yaml', SCENARIO);
    file('t.yaml', named('other'));
    const ending = await run('--series', 'series.txt');
    expect(ending.stderr).toContain('--series series.txt: its name must end in .csv or .parquet\n');
    const several = await run('t.yaml', '--series', 'series.csv');
    expect(several.stderr).toContain('--series holds the series of one scenario: run each by itself');
    expect([ending.code, several.code]).toEqual([2, 2]);
    expect(names()).toEqual(['s.yaml', 't.yaml']);
  });
});
