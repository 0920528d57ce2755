// `coldstart run` and `coldstart validate` as a user meets them: what they print, write and answer to bad input.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { coldstart } from '../support/built.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SCENARIO = `
name: small
seed: 5
duration: 10m
functions:
  api: { handler: { exponential: { mean: 100ms } }, init: 200ms, aliases: { live: { version: 1, provisionedConcurrency: 2 } } }
  worker: { handler: 1s, init: 300ms }
triggers:
  http: { type: apiGateway, target: 'api:live', arrivals: { poisson: { rate: 5/s } } }
  jobs: { type: sdk, target: worker, arrivals: { poisson: { rate: 30/m } } }
`;

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const run = (...args: string[]) => coldstart(['run', ...args], { cwd: folder });

describe('coldstart run', () => {
  test('prints a summary within 80 columns, names the report and writes it', async () => {
    const { code, stdout, stderr } = await run(file('s.yaml', SCENARIO));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('reports/small/report.html');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    expect(readdirSync(join(folder, 'reports/small')).sort()).toEqual([
      'report.html',
      'result.json',
      'summary.json',
      'summary.md',
    ]);
  });

  test('--format json prints one document, the same as result.json, byte for byte the same twice', async () => {
    file('s.yaml', SCENARIO);
    const first = await run('s.yaml', '--format', 'json');
    const second = await run('s.yaml', '--format', 'json', '--workers', '1');
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout).toBe(readFileSync(join(folder, 'reports/small/result.json'), 'utf8'));
    expect((JSON.parse(first.stdout) as Result).schema).toBe('coldstart-result/1');
  });

  test('the number of workers does not matter', async () => {
    file('s.yaml', SCENARIO);
    const runs = await Promise.all(
      ['1', '2', '4'].map((workers) =>
        run('s.yaml', '--format', 'json', '--replications', '5', '--workers', workers, '--out', `w${workers}`),
      ),
    );
    const [one, two, four] = runs.map(({ stdout }) => JSON.parse(stdout) as Result);
    expect(two!.runs).toEqual(one!.runs);
    expect(four!.runs).toEqual(one!.runs);
    expect(one!.summary['functions.api.latencyMs.p99']!.ci95).toBeGreaterThan(0);
  });

  test('--seed and --set change the run, and the report says how to repeat it', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--seed', 'other', '--set', 'functions.api.memory=512');
    const result = JSON.parse(stdout) as Result;
    expect(result.seed).toBe('other');
    expect(result.settings[0]!.memoryMB).toBe(512);
    expect(result.reproduce.command).toBe('coldstart run s.yaml --seed other --set functions.api.memory=512');
  });

  test('adding a function leaves the others as they were', async () => {
    file('s.yaml', SCENARIO);
    file(
      'more.yaml',
      `${SCENARIO.replace('functions:', 'functions:\n  extra: { handler: 2s }')}  other: { type: sdk, target: extra, arrivals: { poisson: { rate: 3/s } } }\n`,
    );
    const [before, after] = await Promise.all([
      run('s.yaml', '--format', 'json'),
      run('more.yaml', '--format', 'json', '--out', 'more'),
    ]);
    const [a, b] = [before, after].map(({ stdout }) => (JSON.parse(stdout) as Result).runs[0]!);
    expect(b!.functions['api']).toEqual(a!.functions['api']);
    expect(b!.functions['worker']).toEqual(a!.functions['worker']);
    expect(b!.series.functions['api']).toEqual(a!.series.functions['api']);
  });

  test('--events writes one line an event, as many as the result says', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--events', 'events.tsv');
    const lines = readFileSync(join(folder, 'events.tsv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('time_ms\tkind\tfunction\tenvironment\trequest\twhy');
    expect(lines.length - 1).toBe((JSON.parse(stdout) as Result).runs[0]!.events);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('--check answers a failed slo with exit code 1', async () => {
    file('s.yaml', `${SCENARIO}slo:\n  - functions.api.latencyMs.p50 < 1\n`);
    expect((await run('s.yaml', '--check')).code).toBe(1);
    expect((await run('s.yaml')).code).toBe(0);
  });

  test('replays a trace and streams it', async () => {
    file('t.csv', 'time_ms,target,duration_ms\n0,f,100\n50,f,100\n500,f,100\n');
    file(
      't.yaml',
      'functions: { f: { init: 1s, placementLatency: 0ms } }\ntriggers: { t: { type: trace, file: t.csv } }\n',
    );
    const { stdout } = await run('t.yaml', '--format', 'json');
    const { total } = (JSON.parse(stdout) as Result).runs[0]!;
    expect(total).toMatchObject({ invocations: 3, coldStarts: 3 });
  });

  test('Ctrl-C ends a long run with exit code 130 and leaves nothing half-written', async () => {
    file('long.yaml', SCENARIO.replace('10m', '3650d'));
    const { code, stderr } = await coldstart(['run', 'long.yaml', '--events', 'events.tsv'], {
      cwd: folder,
      interruptAfterMs: 2500,
    });
    expect(code).toBe(130);
    expect(stderr).not.toContain('    at ');
    expect(readdirSync(folder)).toEqual(['long.yaml']);
  });
});

describe('files that a scenario names', () => {
  const ROWS = [
    'id,"@timestamp",fn,"took, ms"',
    'a,2025-11-24 09:00:00.250,f,120.5',
    'b,2025-11-24T10:00:01.000500+01:00,f:live,80',
    'c,2025-11-24 09:00:02,f,99.25',
  ].join('\r\n');
  const columns = '{ time: "@timestamp", target: fn, duration: "took, ms" }';
  const text = `start: 2025-11-24T09:00:00Z
functions: { f: { init: { empirical: { file: init.txt } }, placementLatency: 0ms, aliases: { live: { version: 1 } } } }
triggers: { t: { type: trace, file: export.csv, columns: ${columns}, durationUnit: ms } }
`;

  test('are replayed and sampled, packed or not', async () => {
    file('s.yaml', text);
    file('init.txt', '300\n');
    file('export.csv', ROWS);
    const plain = await run('s.yaml', '--format', 'json', '--events', 'events.tsv', '--quiet');
    expect(plain.stderr).toBe('');
    const events = readFileSync(join(folder, 'events.tsv'), 'utf8').split('\n');
    expect(events.filter((line) => /\t(cold|warm|initialised)\t/.test(line))).toEqual([
      '250\tcold\tf\t1\t1\tfirst',
      '550\tinitialised\tf\t1\t1\t',
      '1000.5\tcold\tf\t2\t2\tfirst',
      '1300.5\tinitialised\tf\t2\t2\t',
      '2000\twarm\tf\t1\t3\t',
    ]);
    file('export.csv', gzipSync(ROWS));
    file('init.txt', gzipSync('init_s\n0.3\n'));
    const packed = await run('s.yaml', '--format', 'json', '--quiet');
    expect((JSON.parse(packed.stdout) as Result).runs).toEqual((JSON.parse(plain.stdout) as Result).runs);
  });
});

describe('bad input is answered with exit code 2, its place, no stack trace, and nothing written:', () => {
  const nested = '['.repeat(100_000);
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
    .split('')
    .map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)
    .join('\n')}\n`;
  const replaced = (from: string | RegExp, to: string): string => SCENARIO.replace(from, to);
  const cases: readonly (readonly [name: string, text: string | Uint8Array, expected: RegExp])[] = [
    ['an unknown key', replaced('duration:', 'duratoin:'), /^s\.yaml:4:1: .*duration/m],
    ['a wrong unit', replaced('init: 200ms', 'init: 200mb'), /^s\.yaml:6:/m],
    ['a bare number', replaced('init: 300ms', 'init: 300'), /^s\.yaml:7:.*300/m],
    ['a negative rate', replaced('5/s', '-5/s'), /^s\.yaml:9:/m],
    ['a rate that is no number', replaced('5/s', '.nan'), /^s\.yaml:9:/m],
    ['a function twice', replaced('  worker:', '  api: { handler: 1s }\n  worker:'), /^s\.yaml:7:/m],
    ['an alias that does not exist', replaced("'api:live'", "'api:prod'"), /^s\.yaml:9:.*prod/m],
    ['provisioned concurrency on $LATEST', replaced('version: 1,', 'version: $LATEST,'), /^s\.yaml:6:.*\$LATEST/m],
    ['an empty file', '', /^s\.yaml:1:1: /m],
    ['nesting without end', nested, /^s\.yaml:1:\d+: /m],
    ['aliases that explode', bomb, /^s\.yaml:\d+:\d+: /m],
    ['bytes that are no text', new Uint8Array([0, 255, 254, 0, 1, 2, 3]), /^s\.yaml:\d+:\d+: /m],
  ];
  test.each(cases)('%s', async (_, text, expected) => {
    file('s.yaml', text);
    const { code, stdout, stderr } = await run('s.yaml');
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });

  const replaying = (settings: string): string =>
    `functions: { f: { init: 1s } }\ntriggers: { t: { type: trace, file: t.csv${settings} } }\n`;
  const HEADER = 'time_ms,target,duration_ms\n';
  const packed = gzipSync(
    `${HEADER}${Array.from({ length: 5000 }, (_, i) => `${i},f,${(i * 7919) % 1000}\n`).join('')}`,
  );
  const traces: readonly (readonly [
    name: string,
    settings: string,
    rows: string | Uint8Array | null,
    expected: RegExp,
  ])[] = [
    ['a missing trace', '', null, /^s\.yaml:2:\d+: .*t\.csv/m],
    ['an empty trace', '', '', /^t\.csv:1:/m],
    ['a trace of a header alone', '', HEADER, /^t\.csv:1:/m],
    ['a trace without a column', '', 'time_ms,target\n1,f\n', /^t\.csv:1:.*duration_ms.*\(name it with columns/m],
    ['a row that is no number', '', `${HEADER}0,f,1\n1,f,abc\n`, /^t\.csv:3:.*duration_ms/m],
    ['a row that calls an unknown function', '', `${HEADER}0,g,1\n`, /^t\.csv:2:/m],
    ['a row with a negative time', '', `${HEADER}-1,f,1\n`, /^t\.csv:2:/m],
    [
      'a column of another name',
      ', columns: { time: tsms }',
      'ts_ms,target,duration_ms\n1,f,1\n',
      /^s\.yaml:2:\d+: no column tsms; the first line of t\.csv names ts_ms, target, duration_ms \(did you mean "ts_ms"\?\)$/m,
    ],
    [
      'a column without a unit',
      ', columns: { duration: took }',
      'time_ms,target,took\n',
      /^s\.yaml:2:\d+: .*took is unknown \(add durationUnit: ms/m,
    ],
    [
      'a time without a unit',
      ', columns: { time: ts }',
      'ts,target,duration_ms\n5,f,1\n',
      /^s\.yaml:2:\d+: .*"5" \(add timeUnit: ms/m,
    ],
    ['two units', ', timeUnit: s', HEADER, /^s\.yaml:2:\d+: timeUnit is s.*\(leave timeUnit out\)/m],
    ['two targets', ', target: f, columns: { target: fn }', HEADER, /^s\.yaml:2:\d+: .*columns\.target/m],
    [
      'a row before the start',
      '',
      `${HEADER}2025-01-07T00:00:00Z,f,1\n2024-12-24 18:30:00.5,f,1\n`,
      /^t\.csv:3:.*\(did you mean start: 2024-12-24T18:30:00Z\?\)/m,
    ],
    ['a row that is no date', '', `${HEADER}2025-02-30T00:00:00Z,f,1\n`, /^t\.csv:2:.*2025-02-30/m],
    ['times from 1970 on', '', `${HEADER}1736154000000,f,1\n`, /^s\.yaml:2:\d+: .*\(.*1970/m],
    [
      'a gzip file that is cut off',
      '',
      packed.subarray(0, 9000),
      /^t\.csv:\d+:1: the gzip file ends too early, at byte 9000/m,
    ],
    [
      'a gzip file with a wrong check sum',
      '',
      packed.map((byte, at) => (at === packed.length - 8 ? byte ^ 1 : byte)),
      /^t\.csv:5002:1: the gzip file ends too early or is corrupt/m,
    ],
    ['escape sequences in a trace', '', `${HEADER}1,\u001b[31m\u009b,1\n`, /^t\.csv:2:1: [ -~]*$/m],
  ];
  test.each(traces)('%s', async (_, settings, rows, expected) => {
    file('s.yaml', replaying(settings));
    if (rows !== null) file('t.csv', rows);
    await refused(expected);
  });

  const numbers: readonly (readonly [name: string, settings: string, content: string | null, expected: RegExp])[] = [
    ['a missing file of numbers', '', null, /^s\.yaml:6:\d+: n\.csv: no such file/m],
    ['an empty file of numbers', '', '', /^n\.csv:1:1: the file is empty/m],
    ['a line that is no number', '', '1\n2\nx\n', /^n\.csv:3:1: "x" is not a number/m],
    ['a negative number', '', '1\n\n-2\n', /^n\.csv:3:1: -2ms is negative/m],
    [
      'a column that is not there',
      ', column: b_ms',
      'a_ms,c\n1,2\n',
      /^s\.yaml:6:\d+: no column b_ms.*\(did you mean "a_ms"\?\)/m,
    ],
    ['several columns', '', 'a_ms,c\n1,2\n', /^n\.csv:1:1: .*a_ms, c \(name one with column:\)/m],
    ['numbers without a unit', '', 'took\n1\n', /^s\.yaml:6:\d+: .*took is unknown \(add unit: ms/m],
    ['too many numbers', '', '1\n'.repeat(100_001), /^s\.yaml:6:\d+: .*100000 numbers \(take a sample/m],
  ];
  test.each(numbers)('%s', async (_, settings, content, expected) => {
    file('s.yaml', SCENARIO.replace('{ exponential: { mean: 100ms } }', `{ empirical: { file: n.csv${settings} } }`));
    if (content !== null) file('n.csv', content);
    await refused(expected);
  });

  /** Exit code 2, the message, and no other file than before. */
  async function refused(expected: RegExp): Promise<void> {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await run('s.yaml');
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  }

  test.each([
    [['run', 'nowhere.yaml'], /nowhere\.yaml: no such file/],
    [['run', '.'], /not a file/],
    [['run'], /Which scenario/],
    [['rnu', 's.yaml'], /Did you mean run/],
    [[], /Which command/],
    [['run', 's.yaml', '--sede', '4'], /sede/],
    [['run', 's.yaml', '--replications', '0'], /--replications/],
    [['run', 's.yaml', '--replications', 'many'], /--replications/],
    [['run', 's.yaml', '--workers', '1.5'], /--workers/],
    [['run', 's.yaml', '--format', 'xml'], /format/i],
    [['run', 's.yaml', '--set', 'functions.api.memroy=3'], /--set functions\.api\.memroy/],
    [['run', 's.yaml', '--events', 'no/such/folder/e.tsv'], /there is no folder no\/such\/folder/],
    [['run', 's.yaml', '--events', '.'], /cannot write \.: a folder, not a file/],
    [['validate', 'nowhere.yaml'], /no such file/],
  ])('%j', async (args, expected) => {
    file('s.yaml', SCENARIO);
    const { code, stderr } = await coldstart(args, { cwd: folder });
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });

  test('a report folder that is a file is refused before anything is simulated', async () => {
    file('s.yaml', SCENARIO);
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports/small'), 'mine');
    const { code, stderr } = await run('s.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('reports/small');
    expect(readFileSync(join(folder, 'reports/small'), 'utf8')).toBe('mine');
  });
});

describe('coldstart validate', () => {
  test('says that a scenario is valid, without running it', async () => {
    file('s.yaml', SCENARIO);
    const { code, stdout } = await coldstart(['validate', 's.yaml'], { cwd: folder });
    expect(stdout).toBe('s.yaml: valid (2 functions, 2 triggers)\n');
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });
});

describe('coldstart schema', () => {
  test('prints a JSON Schema that describes every key', async () => {
    const { code, stdout } = await coldstart(['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout) as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['name', 'seed', 'duration', 'functions', 'triggers']),
    );
  });
});
