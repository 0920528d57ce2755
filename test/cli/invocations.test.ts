// `coldstart run --invocations`: one row an attempt, from which every count of the result can be made again.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FunctionResult, Result, Statistics } from '../../src/result.js';
import { coldstart, ROOT } from '../support/built.js';
import { csvRecords } from '../support/csv.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-invocations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Throttled for five reasons, cold for four; provisioned, spilling over, timing out, failing; with a warm-up. */
const SCENARIO = `
name: mixed
seed: 11
duration: 4m
warmup: 1m
replications: 3
account: { concurrency: 110, requestRate: 1, scalingRate: { burst: 1, perSecond: 1 } }
functions:
  api:
    memory: 512
    timeout: 5s
    handler: { exponential: { mean: 3s } }
    init: { uniform: { min: 100ms, max: 3s } }
    errorRate: 0.02
    aliases: { live: { version: 1, provisionedConcurrency: 5 } }
  jobs: { handler: { lognormal: { median: 700ms, p99: 4s } }, init: 300ms, reservedConcurrency: 4 }
  busy: { handler: 10ms, init: 300ms }
  late: { handler: 30ms, init: 1s }
  rare: { memory: 1769, handler: 20ms, init: 200ms, keepAlive: { spare: 8s, maxLifetime: 30s } }
triggers:
  'http, "public"': { type: apiGateway, target: 'api:live', arrivals: { poisson: { rate: 40/s } } }
  jobs: { type: sdk, target: jobs, arrivals: { poisson: { rate: 4/s } } }
  late: { type: sdk, target: late, arrivals: { constant: { rate: 0.6/m } } }
  rare: { type: sdk, target: rare, arrivals: { poisson: { rate: 20/m } } }
  burst: { type: sdk, target: busy, arrivals: { poisson: { rate: 70/s } } }
`;

const run = (...args: string[]) => coldstart(['run', ...args, '--quiet', '--out', 'out'], { cwd: folder });
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Row = Readonly<Record<string, string>>;

const count = (rows: readonly Row[], is: (row: Row) => boolean): number => rows.filter(is).length;
const sum = (rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
const micros = (milliseconds: string): number => Math.round(Number(milliseconds) * 1000);

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function meanAndMax(rows: readonly Row[], column: string): Pick<Statistics, 'mean' | 'max'> {
  if (rows.length === 0) return { mean: null, max: null };
  const values = rows.map((row) => micros(row[column]!));
  return {
    mean: values.reduce((total, value) => total + value, 0) / rows.length / 1000,
    max: Math.max(...values) / 1000,
  };
}

/** What the rows say of themselves, in the words of the result. `memoryMB` by function. */
function figuresOf(rows: readonly Row[], memoryMB: Readonly<Record<string, number>>) {
  const measured = rows.filter((row) => row['measured'] === 'true');
  const throttled = measured.filter((row) => row['start'] === 'throttled');
  const ran = measured.filter((row) => row['start'] !== 'throttled');
  const cold = ran.filter((row) => row['start'] === 'cold');
  const warm = ran.filter((row) => row['start'] === 'warm');
  const provisioned = ran.filter((row) => row['start'] === 'provisioned');
  return {
    arrivals: measured.length,
    invocations: ran.length,
    coldStarts: cold.length,
    warmStarts: warm.length,
    provisionedInvocations: provisioned.length,
    spilloverInvocations: count(ran, (row) => row['spillover'] === 'true'),
    throttles: throttled.length,
    throttlesByReason: tally(throttled.map((row) => row['cause']!)),
    suppressedInits: count(ran, (row) => row['suppressed_init'] === 'true'),
    errors: count(ran, (row) => row['outcome'] !== 'ok'),
    timeouts: count(ran, (row) => row['outcome'] === 'timeout'),
    coldStartRate: ran.length === 0 ? null : cold.length / ran.length,
    coldStartCauses: {
      ...{ first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 },
      ...tally(cold.map((row) => row['cause']!)),
    },
    latencyMs: meanAndMax(ran, 'latency_ms'),
    coldLatencyMs: meanAndMax(cold, 'latency_ms'),
    warmLatencyMs: meanAndMax(warm, 'latency_ms'),
    provisionedLatencyMs: meanAndMax(provisioned, 'latency_ms'),
    initMs: meanAndMax(cold, 'init_ms'),
    durationMs: meanAndMax(ran, 'duration_ms'),
    phasesMs: {
      placement: meanAndMax(cold, 'placement_ms'),
      download: meanAndMax(cold, 'download_ms'),
      functionInit: meanAndMax(cold, 'init_ms'),
    } as unknown as FunctionResult['phasesMs'],
    billedMs: sum(ran, (row) => Number(row['billed_ms'])),
    gbSeconds: sum(ran, (row) => Number(row['billed_ms']) * memoryMB[row['function']!]!) / (1024 * 1000),
  } satisfies Partial<Record<keyof FunctionResult, unknown>>;
}

describe('the rows of a run', () => {
  const mixed = mkdtempSync(join(tmpdir(), 'coldstart-mixed-'));
  const of = (name: string): string => readFileSync(join(mixed, name), 'utf8');
  const sqlOf = (name: string): string => `'${join(mixed, name)}'`;

  beforeAll(async () => {
    writeFileSync(join(mixed, 's.yaml'), SCENARIO);
    for (const [name, workers] of Object.entries({
      'rows.csv': 2,
      'one.csv': 1,
      'rows.ndjson': 2,
      'rows.parquet': 3,
    })) {
      const args = ['run', 's.yaml', '--quiet', '--out', 'out', '--invocations', name, '--workers', String(workers)];
      const { code, stdout, stderr } = await coldstart(args, { cwd: mixed });
      expect([code, stdout, stderr]).toEqual([0, '', '']);
    }
  });
  afterAll(() => rmSync(mixed, { recursive: true }));

  test('give every count of the result again, by replication, function and trigger', () => {
    const result = JSON.parse(of('out/result.json')) as Result;
    const rows = csvRecords(of('rows.csv'));
    const memoryMB = Object.fromEntries(result.settings.map(({ name, memoryMB: size }) => [name, size]));
    expect(result.runs).toHaveLength(3);
    for (const { replication, functions, triggers, total } of result.runs) {
      const own = rows.filter((row) => row['replication'] === String(replication));
      expect(total).toMatchObject(figuresOf(own, memoryMB));
      for (const [name, figures] of Object.entries(functions)) {
        const called = own.filter((row) => row['function'] === name);
        expect(figures).toMatchObject(figuresOf(called, memoryMB));
        expect(called.map((row) => Number(row['request'])).sort((a, b) => a - b)).toEqual(
          called.map((_, at) => at + 1),
        );
      }
      for (const [name, { events, succeeded, failed, latencyMs }] of Object.entries(triggers)) {
        const called = own.filter((row) => row['trigger'] === name && row['measured'] === 'true');
        const ran = called.filter((row) => row['start'] !== 'throttled');
        expect({ events, succeeded, failed }).toEqual({
          events: called.length,
          succeeded: count(ran, (row) => row['outcome'] === 'ok'),
          failed: count(called, (row) => row['outcome'] !== 'ok'),
        });
        expect(latencyMs).toMatchObject(meanAndMax(ran, 'latency_ms'));
      }
    }
    // Nothing of this holds for want of cases.
    const all = figuresOf(rows, memoryMB);
    const { deployed: _, ...causes } = all.coldStartCauses;
    expect(Math.min(...Object.values(causes))).toBeGreaterThan(0);
    expect(Object.keys(all.throttlesByReason)).toHaveLength(5);
    expect(
      Math.min(all.spilloverInvocations, all.suppressedInits, all.timeouts, all.errors - all.timeouts),
    ).toBeGreaterThan(0);
    expect(all.arrivals).toBeLessThan(rows.length);
  });

  test('come by replication, and within one in order of settling', () => {
    const places = csvRecords(of('rows.csv')).map(
      (row) => [Number(row['replication']), Number(row['ended_ms'])] as const,
    );
    for (const [index, [replication, ended]] of places.slice(1).entries()) {
      const [before, endedBefore] = places[index]!;
      expect(replication > before || (replication === before && ended >= endedBefore)).toBe(true);
    }
  });

  test('do not depend on the number of workers', () => {
    expect(of('rows.csv')).toBe(of('one.csv'));
  });

  test('are the same in every format', async () => {
    const expected = csvRecords(of('rows.csv')).map((row) => Object.entries(row).map(String).join());
    const shown = (row: object): string =>
      Object.entries(row)
        .map(([column, value]) => String([column, value ?? '']))
        .join();
    const objects = of('rows.ndjson').trimEnd().split('\n');
    expect(objects.map((line) => shown(JSON.parse(line) as object))).toEqual(expected);
    expect((await parquet(`SELECT * FROM ${sqlOf('rows.parquet')}`)).map(shown)).toEqual(expected);
  });

  test('have types in Parquet and in JSON', async () => {
    const types = await parquet(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${sqlOf('rows.parquet')})`,
    );
    const inJson: Readonly<Record<string, string>> = {
      BIGINT: 'number',
      DOUBLE: 'number',
      BOOLEAN: 'boolean',
      VARCHAR: 'string',
    };
    const ran = of('rows.ndjson')
      .split('\n', 2000)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find((row) => row['start'] === 'cold')!;
    expect(Object.entries(ran).map(([column, value]) => [column, typeof value])).toEqual(
      types.map((row) => [row['column_name'], inJson[String(row['column_type'])]]),
    );
    expect(Object.fromEntries(types.map((row) => [row['column_name'], row['column_type']]))).toMatchObject({
      ...{ replication: 'BIGINT', request: 'BIGINT', environment: 'BIGINT', billed_ms: 'BIGINT' },
      ...{ arrived_ms: 'DOUBLE', init_ms: 'DOUBLE', spillover: 'BOOLEAN', measured: 'BOOLEAN', cause: 'VARCHAR' },
    });
  });
});

async function parquet(sql: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const SMALL = 'duration: 1m\nfunctions: { f: { handler: 10ms } }\n';
const CALLS = 'type: sdk, target: f, arrivals: { constant: { rate: 1/s } }';

describe('the file', () => {
  const small = (trigger = 't'): void =>
    writeFileSync(join(folder, 's.yaml'), `${SMALL}triggers: { ${JSON.stringify(trigger)}: { ${CALLS} } }\n`);

  // Windows allows no more in a name.
  const strange = process.platform === 'win32' ? "it's, all [1]" : `it's "all", [1]*?`;
  test.each(['csv', 'ndjson', 'parquet'].map((ending) => `${strange}.${ending}`))('may be called %s', async (name) => {
    small();
    const nested = join(folder, "fol'der [a-z]");
    mkdirSync(nested);
    const { code, stderr } = await run('s.yaml', '--invocations', join(nested, name));
    expect([code, stderr]).toEqual([0, '']);
    expect(readdirSync(nested)).toEqual([name]);
  });

  test('holds any trigger name, in every format', async () => {
    const name = 'a "b",\n\'c\'; \t=1 \\ ü€';
    small(name);
    for (const file of ['rows.csv', 'rows.ndjson', 'rows.parquet']) {
      expect((await run('s.yaml', '--invocations', file)).code).toBe(0);
    }
    const [object] = text('rows.ndjson').split('\n', 1);
    expect((JSON.parse(object!) as Row)['trigger']).toBe(name);
    expect(tally(csvRecords(text('rows.csv')).map((row) => row['trigger']!))).toEqual({ [name]: 60 });
    const [row] = await parquet(`SELECT DISTINCT trigger FROM '${join(folder, 'rows.parquet')}'`);
    expect(row).toEqual({ trigger: name });
  });

  test('is the same NDJSON under either of its endings, in capitals too', async () => {
    small();
    for (const file of ['rows.ndjson', 'rows.jsonl', 'rows.NDJSON']) await run('s.yaml', '--invocations', file);
    expect(text('rows.jsonl')).toBe(text('rows.ndjson'));
    expect(text('rows.NDJSON')).toBe(text('rows.ndjson'));
  });

  test('takes the place of an older one, and is not written without the flag', async () => {
    small();
    await run('s.yaml');
    expect(readdirSync(folder).sort()).toEqual(['out', 's.yaml']);
    writeFileSync(join(folder, 'rows.csv'), 'old');
    await run('s.yaml', '--invocations', 'rows.csv');
    expect(csvRecords(text('rows.csv'))).toHaveLength(60);
    expect(readdirSync(folder).sort()).toEqual(['out', 'rows.csv', 's.yaml']);
  });

  test.each([
    ['rows.txt', /^--invocations rows\.txt: .*\.csv, \.ndjson, \.jsonl or \.parquet$/m],
    ['rows', /\.csv, \.ndjson/],
    ['rows.csv.gz', /\.csv, \.ndjson/],
    ['no/such/folder/rows.csv', /^cannot write no\/such\/folder\/rows\.csv: there is no folder no\/such\/folder$/m],
    ['no/such/folder/rows.parquet', /there is no folder/],
    ['taken.csv', /^cannot write taken\.csv: a folder, not a file$/m],
    ['taken.parquet', /a folder, not a file/],
    ['\u001b[2J.txt', /^--invocations \\u001b\[2J\.txt: /m],
  ])('is refused before anything runs where it is called %j', async (name, expected) => {
    // Ten years: whoever simulated first would not answer in time.
    writeFileSync(
      join(folder, 's.yaml'),
      `${SMALL.replace('1m', '3650d')}triggers: { t: { ${CALLS.replace('1/s', '500/s')} } }\n`,
    );
    mkdirSync(join(folder, 'taken.csv'));
    mkdirSync(join(folder, 'taken.parquet'));
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await run('s.yaml', '--invocations', name);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([code, stdout]).toEqual([2, '']);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('needs DuckDB for Parquet alone: without it the fix is named, and nothing runs', async () => {
    small();
    const main = installedWithoutDuckDB();
    const before = readdirSync(folder);
    const refused = await coldstart(['run', 's.yaml', '--invocations', 'rows.parquet'], { cwd: folder, main });
    expect(refused.stderr).toMatch(/^--invocations rows\.parquet: .*npm install @duckdb\/node-api, or write \.csv/m);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(readdirSync(folder)).toEqual(before);
    const { code } = await coldstart(['run', 's.yaml', '--quiet', '--invocations', 'rows.csv'], { cwd: folder, main });
    expect(code).toBe(0);
  });

  /** The built command line beside every installed package but DuckDB's. */
  function installedWithoutDuckDB(): string {
    const app = join(folder, 'app');
    mkdirSync(join(app, 'node_modules'), { recursive: true });
    for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(app, part), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name === '@duckdb' || name.startsWith('.')) continue;
      symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name), 'junction');
    }
    return join(app, 'dist', 'cli', 'main.js');
  }
});

describe('Ctrl-C', () => {
  /** Ctrl-C is pressed as soon as the rows of a replication are begun. */
  const interrupted = (replication: number, scenario: string, ...args: string[]) => {
    writeFileSync(join(folder, 's.yaml'), scenario);
    // They grow in a folder beside the file, a part for each replication.
    const interruptWhen = (): boolean =>
      readdirSync(folder).some((name) => existsSync(join(folder, name, String(replication))));
    return coldstart(['run', 's.yaml', '--quiet', '--out', 'out', ...args], { cwd: folder, interruptWhen });
  };
  const busy = (duration: string): string =>
    `duration: ${duration}\nfunctions: { f: { handler: 10ms } }\ntriggers: { t: { ${CALLS.replace('1/s', '100/s')} } }\n`;

  test.each(['rows.csv', 'rows.parquet'])('leaves nothing of %s where no replication has finished', async (name) => {
    const { code, stderr } = await interrupted(0, busy('3650d'), '--invocations', name);
    expect([code, stderr]).toEqual([130, '']);
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });

  test('keeps the replications that have finished, and no others', async () => {
    // With one worker, twenty have finished by then; what the main thread has not heard of does not count.
    const { code } = await interrupted(
      20,
      busy('2m'),
      '--replications',
      '5000',
      '--workers',
      '1',
      '--invocations',
      'rows.csv',
    );
    expect(code).toBe(130);
    expect(readdirSync(folder).sort()).toEqual(['out', 'rows.csv', 's.yaml']);
    const { runs } = JSON.parse(text('out/result.json')) as Result;
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.length).toBeLessThan(5000);
    const rows = tally(csvRecords(text('rows.csv')).map((row) => row['replication']!));
    expect(rows).toEqual(Object.fromEntries(runs.map((each) => [String(each.replication), each.total.arrivals])));
  });
});
