// `coldstart run` as a user meets it: what it prints, writes and answers to bad input.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { endless, folderOfItsOwn, named, SCENARIO } from './folder.js';

const { coldstart, file, names, path, read } = folderOfItsOwn();
const run = (...args: string[]) => coldstart(['run', ...args]);
const result = (text: string): Result => JSON.parse(text) as Result;

describe('coldstart run', () => {
  test('prints a summary within 80 columns, names the report and writes it', async () => {
    const { code, stdout, stderr } = await run(file('s.yaml', SCENARIO));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('reports/small/report.html');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    expect(names('reports/small')).toEqual(['report.html', 'result.json', 'summary.json', 'summary.md']);
  });

  test('--format json prints one document, the same as result.json, byte for byte the same twice', async () => {
    file('s.yaml', SCENARIO);
    const first = await run('s.yaml', '--format', 'json');
    const second = await run('s.yaml', '--format', 'json', '--workers', '1');
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout).toBe(read('reports/small/result.json'));
    expect(result(first.stdout).schema).toBe('coldstart-result/1');
  });

  test('the number of workers does not matter', async () => {
    file('s.yaml', SCENARIO);
    const runs = await Promise.all(
      ['1', '2', '4'].map((workers) =>
        run('s.yaml', '--format', 'json', '--replications', '5', '--workers', workers, '--out', `w${workers}`),
      ),
    );
    const [one, two, four] = runs.map(({ stdout }) => result(stdout));
    expect(two!.runs).toEqual(one!.runs);
    expect(four!.runs).toEqual(one!.runs);
    expect(one!.summary['functions.api.latencyMs.p99']!.ci95).toBeGreaterThan(0);
  });

  test('--seed and --set change the run, and the report says how to repeat it', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--seed', 'other', '--set', 'functions.api.memory=512');
    const changed = result(stdout);
    expect(changed.seed).toBe('other');
    expect(changed.settings[0]!.memoryMB).toBe(512);
    expect(changed.reproduce.command).toBe('coldstart run s.yaml --seed other --set functions.api.memory=512');
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
    const [a, b] = [before, after].map(({ stdout }) => result(stdout).runs[0]!);
    expect(b!.functions['api']).toEqual(a!.functions['api']);
    expect(b!.functions['worker']).toEqual(a!.functions['worker']);
    expect(b!.series.functions['api']).toEqual(a!.series.functions['api']);
  });

  test('--events writes one line an event, as many as the result says', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--events', 'events.tsv');
    const lines = read('events.tsv').trimEnd().split('\n');
    expect(lines[0]).toBe('time_ms\tkind\tfunction\tenvironment\trequest\twhy');
    expect(lines.length - 1).toBe(result(stdout).runs[0]!.events);
    expect(names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('--trace writes the first replication as a Chrome trace, with every invocation of the result', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--replications', '2', '--trace', 'trace.json');
    const { traceEvents } = JSON.parse(read('trace.json')) as { traceEvents: { ph: string; cat?: string }[] };
    const invocations = traceEvents.filter(({ ph, cat }) => ph === 'X' && cat === 'invocation');
    expect(invocations).toHaveLength(result(stdout).runs[0]!.total.invocations);
    expect(names()).toEqual(['reports', 's.yaml', 'trace.json']);
  });

  test('--timeline writes the first replication as a page of its own, of which the report shows what it has room for', async () => {
    file('s.yaml', SCENARIO);
    const plain = await run('s.yaml', '--format', 'json');
    const { stdout } = await run('s.yaml', '--format', 'json', '--replications', '2', '--timeline', 'lives.html');
    expect(result(stdout).runs[0]).toEqual(result(plain.stdout).runs[0]);
    expect(names()).toEqual(['lives.html', 'reports', 's.yaml']);
    const [alone, report] = [read('lives.html'), read('reports/small/report.html')];
    const packed = (page: string): string => /id="timeline-bytes">([^<]*)</.exec(page)![1]!;
    expect(packed(report).length).toBeGreaterThan(10_000);
    expect(packed(alone).startsWith(packed(report).slice(0, 1000))).toBe(true);
    expect(alone).not.toContain('vega');
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
    const { total } = result(stdout).runs[0]!;
    expect(total).toMatchObject({ invocations: 3, coldStarts: 3 });
  });

  test('--duration is the simulated time, and part of what repeats the report', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await run('s.yaml', '--format', 'json', '--duration', '1h30m', '--replications', '2');
    const longer = result(stdout);
    expect(longer.horizonMs).toBe(5_400_000);
    expect(longer.reproduce.command).toBe('coldstart run s.yaml --duration 1h30m --replications 2');
    const again = await run(...longer.reproduce.command.split(' ').slice(2), '--format', 'json');
    expect(again.stdout).toBe(stdout);
  });

  test('of a flag that is given twice the last counts; --set is given as often as one likes', async () => {
    file('s.yaml', SCENARIO);
    const seeds = ['--seed', '1', '--seed', '2', '--format', 'csv', '--format', 'json', '--out', 'a', '--out', 'b'];
    const { stdout } = await run(...seeds, '--set', 'functions.api.memory=256', '--set', 'seed=9', 's.yaml');
    expect(result(stdout)).toMatchObject({ seed: '2', settings: [{ memoryMB: 256 }, {}] });
    expect(names()).toEqual(['b', 's.yaml']);
  });

  test('warnings go to standard error with their place, once; --quiet leaves nothing but what is asked for', async () => {
    file('s.yaml', SCENARIO.replace("'api:live'", 'api'));
    const loud = await run('s.yaml');
    expect(loud.stderr).toMatch(/^s\.yaml:6:\d+: warning: no trigger targets api:live/);
    expect(loud.stdout).not.toContain('warning');
    expect(await run('s.yaml', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    const json = await run('s.yaml', '--quiet', '--format', 'json');
    expect(json).toEqual({ code: 0, stdout: read('reports/small/result.json'), stderr: '' });
  });

  test('colours only for a terminal, or where they are asked for', async () => {
    file('s.yaml', SCENARIO);
    const plain = await coldstart(['run', 's.yaml'], { env: { FORCE_COLOR: undefined } });
    const coloured = await coldstart(['run', 's.yaml'], { env: { FORCE_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b[');
    expect(coloured.stdout).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(plain.stdout);
  });

  test('Ctrl-C ends a long run with exit code 130 and leaves nothing half-written', async () => {
    file('long.yaml', endless('long'));
    const { code, stdout, stderr } = await coldstart(['run', 'long.yaml', '--events', 'events.tsv'], {
      // The log is begun.
      interruptWhen: () => names().length > 1,
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: '',
      stderr: 'Interrupted: nothing is written of long.yaml\n',
    });
    expect(names()).toEqual(['long.yaml']);
  });
});

describe('several scenarios', () => {
  const slo = (bound: number): string => `slo: [functions.api.latencyMs.p50 < ${bound}]\n`;

  test('run one after another, each with its summary and report', async () => {
    const { code, stdout } = await run(file('b.yaml', named('beta')), file('a.yaml', named('alpha')));
    expect(code).toBe(0);
    expect(stdout.match(/^\w+: 10 min simulated|^Report: .*$/gm)).toEqual([
      'beta: 10 min simulated',
      `Report: ${join('reports', 'beta', 'report.html')}`,
      'alpha: 10 min simulated',
      `Report: ${join('reports', 'alpha', 'report.html')}`,
    ]);
    expect(stdout).toContain('report.html\n\nalpha:');
    expect(names('reports')).toEqual(['alpha', 'beta']);
  });

  test('report to a folder each under --out', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta'));
    await run('a.yaml', 'b.yaml', '--out', 'there', '--quiet');
    expect(names()).toEqual(['a.yaml', 'b.yaml', 'there']);
    expect(names('there')).toEqual(['alpha', 'beta']);
    expect(names('there/beta')).toContain('report.html');
  });

  test('are one JSON array, each result as if it had run alone', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta'));
    const { stdout } = await run('a.yaml', 'b.yaml', '--format', 'json', '--seed', '8');
    const results = JSON.parse(stdout) as Result[];
    expect(results.map(({ scenario }) => scenario)).toEqual(['alpha', 'beta']);
    expect(results.map(({ reproduce }) => reproduce.command)).toEqual([
      'coldstart run a.yaml --seed 8',
      'coldstart run b.yaml --seed 8',
    ]);
    const alone = await run('b.yaml', '--format', 'json', '--seed', '8');
    expect(results[1]).toEqual(result(alone.stdout));
  });

  test('are one CSV table with the scenario first, and Markdown one after another', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta'));
    const csv = await run('a.yaml', 'b.yaml', '--format', 'csv');
    const rows = csv.stdout.trimEnd().split('\r\n');
    expect(rows[0]).toBe('scenario,metric,mean,ci95,min,max');
    expect(new Set(rows.slice(1).map((row) => row.split(',')[0]))).toEqual(new Set(['alpha', 'beta']));
    expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([6]));
    const markdown = await run('a.yaml', 'b.yaml', '--format', 'markdown');
    expect(markdown.stdout).toBe(`${read('reports/alpha/summary.md')}\n${read('reports/beta/summary.md')}`);
  });

  test('fail under --check if an slo of any fails, and all are run', async () => {
    file('a.yaml', `${named('alpha')}${slo(1)}`);
    file('b.yaml', `${named('beta')}${slo(10_000)}`);
    expect((await run('a.yaml', 'b.yaml', '--check', '--quiet')).code).toBe(1);
    expect(names('reports')).toEqual(['alpha', 'beta']);
    expect((await run('b.yaml', '--check', '--quiet')).code).toBe(0);
  });

  test('are all checked before the first runs, and every problem of each is listed', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta').replace('init: 200ms', 'init: 200').replace('handler: 1s', 'hadler: 1s'));
    file('c.yaml', '');
    const { code, stdout, stderr } = await run('a.yaml', 'b.yaml', 'c.yaml', 'nowhere.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/: .*$/, '')),
    ).toEqual([
      expect.stringMatching(/^b\.yaml:6:/),
      expect.stringMatching(/^b\.yaml:7:/),
      'c.yaml:1:1',
      'nowhere.yaml',
    ]);
    expect(names()).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  });

  test('are each named in what is wrong with a flag', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta').replace('worker:', 'other:').replace('target: worker', 'target: other'));
    const { code, stderr } = await run('a.yaml', 'b.yaml', '--set', 'functions.worker.memory=256');
    expect(code).toBe(2);
    expect(stderr).toBe('b.yaml: --set functions.worker.memory=256: there is no function "worker"\n');
  });

  test.each([
    ['a name twice', named('same'), named('same')],
    ['names that differ in case alone', named('same'), named('Same')],
    ['names that make one folder name', named('a b'), named('a-b')],
  ])('are refused where two would share a folder: %s', async (_, a, b) => {
    file('a.yaml', a);
    file('b.yaml', b);
    const { code, stderr } = await run('a.yaml', 'b.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^a\.yaml and b\.yaml would both report to reports.*another name:, or .* --out$/m);
    expect(names()).toEqual(['a.yaml', 'b.yaml']);
  });

  test.each(['--events', '--invocations', '--trace', '--timeline'])('have no common log: %s', async (flag) => {
    file('a.yaml', named('alpha'));
    file('b.yaml', named('beta'));
    const { code, stderr } = await run('a.yaml', 'b.yaml', flag, 'e.csv');
    expect(code).toBe(2);
    expect(stderr).toContain(`run each by itself, for example coldstart run a.yaml ${flag} e.csv\n`);
    expect(names()).toEqual(['a.yaml', 'b.yaml']);
  });

  test('keep what has finished when Ctrl-C ends the rest', async () => {
    file('a.yaml', named('alpha'));
    file('b.yaml', endless('beta'));
    file('c.yaml', named('gamma'));
    const { code, stdout, stderr } = await coldstart(['run', 'a.yaml', 'b.yaml', 'c.yaml', '--format', 'json'], {
      interruptWhen: () => existsSync(join(path(), 'reports/alpha/result.json')),
    });
    expect(code).toBe(130);
    expect((JSON.parse(stdout) as Result[]).map(({ scenario }) => scenario)).toEqual(['alpha']);
    expect(stderr).toBe('Interrupted: nothing is written of b.yaml, c.yaml\n');
    expect(names('reports')).toEqual(['alpha']);
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
    const events = read('events.tsv').split('\n');
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
    expect(result(packed.stdout).runs).toEqual(result(plain.stdout).runs);
  });
});

describe('bad input is answered with exit code 2, its place, no stack trace, and nothing written:', () => {
  /** What is written for each case, under names that begin as no other's. */
  const all = new Map<string, Readonly<Record<string, string | Uint8Array>>>();
  let together: Promise<ReadonlyMap<string, string>> | null = null;

  /** All are checked before the first runs, so one command has the answer to each: what it says of one's files. */
  function refused(name: string, files: Readonly<Record<string, string | Uint8Array>>, expected: RegExp): void {
    const own = `case${all.size}-`;
    all.set(own, files);
    test(name, async () => {
      together ??= answers();
      expect((await together).get(own)).toMatch(expected);
    });
  }

  async function answers(): Promise<ReadonlyMap<string, string>> {
    for (const [own, files] of all) {
      for (const [name, content] of Object.entries(files)) {
        file(`${own}${name}`, typeof content === 'string' ? content.replace(/\b[tn]\.csv\b/, `${own}$&`) : content);
      }
    }
    const before = names();
    const { code, stdout, stderr } = await run(...[...all.keys()].map((own) => `${own}s.yaml`));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(names()).toEqual(before);
    const lines = stderr.split('\n');
    const of = (own: string): string => lines.filter((line) => line.startsWith(own)).join('\n');
    return new Map([...all.keys()].map((own) => [own, of(own).replaceAll(own, '')]));
  }

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
  for (const [name, text, expected] of cases) refused(name, { 's.yaml': text }, expected);

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
  for (const [name, settings, rows, expected] of traces) {
    refused(name, { 's.yaml': replaying(settings), ...(rows !== null && { 't.csv': rows }) }, expected);
  }

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
  for (const [name, settings, content, expected] of numbers) {
    const text = SCENARIO.replace('{ exponential: { mean: 100ms } }', `{ empirical: { file: n.csv${settings} } }`);
    refused(name, { 's.yaml': text, ...(content !== null && { 'n.csv': content }) }, expected);
  }

  test('a scenario by itself', async () => {
    file('s.yaml', SCENARIO.replace('duration:', 'duratoin:'));
    const { code, stdout, stderr } = await run('s.yaml');
    expect(stderr).toMatch(/^s\.yaml:4:1: .*duration/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(names()).toEqual(['s.yaml']);
  });

  test.each([
    [['nowhere.yaml'], /^nowhere\.yaml: no such file$/m],
    [['.'], /not a file/],
    [[], /^Which scenario\? .*coldstart run /],
    [['s.yaml', '--replications', '0'], /^--replications 0: replications is 0; it must lie between 1 and /],
    [['s.yaml', '--replications', 'many'], /^--replications many: replications is "many"; expected a number$/m],
    [['s.yaml', '--duration', '2'], /^--duration 2: duration is 2; .*did you mean 2s\?/],
    [['s.yaml', '--duration', '2 hours'], /^--duration 2 hours: duration: "2 hours" .*did you mean 2h\?/],
    [['s.yaml', '--duration', '0s'], /^--duration 0s: duration must be above 0s$/m],
    [['s.yaml', '--duration', ''], /^--duration : duration is given no value$/m],
    [['s.yaml', '--seed', ''], /^--seed: takes 1 to 200 characters$/m],
    [['s.yaml', '--workers', '1.5'], /^--workers must be a whole number/],
    [['s.yaml', '--workers', '0'], /^--workers must be a whole number/],
    [['s.yaml', '--format', 'xml'], /^--format is "xml"; expected table, json, csv, markdown$/m],
    [['s.yaml', '--format', 'jason'], /\(did you mean json\?\)$/m],
    [['s.yaml', '--set'], /^--set needs a value$/m],
    [['s.yaml', '--set', 'functions.api.memroy=3'], /^--set functions\.api\.memroy=3: .*did you mean "memory"\?/],
    [['s.yaml', '--set', 'slo.4=x'], /^--set slo\.4=x: slo is a list without index "4"; it has 0, and 1 appends$/m],
    [['s.yaml', '--events', 'no/such/folder/e.tsv'], /^cannot write .*: there is no folder no\/such\/folder$/m],
    [['s.yaml', '--events', 's.yaml/e.tsv'], /^cannot write s\.yaml\/e\.tsv: /],
    [['s.yaml', '--events', '/dev/null'], /^cannot write \/dev\/null: not a plain file$/m],
    [['s.yaml', '--events', '.'], /^cannot write \.: a folder, not a file$/m],
    [['s.yaml', '--timeline', 'no/such/folder/e.html'], /^cannot write .*: there is no folder no\/such\/folder$/m],
    [['s.yaml', '--out', 's.yaml/reports'], /^cannot write the report to s\.yaml\/reports: /],
  ])('%j', async (args, expected) => {
    file('s.yaml', `${SCENARIO}slo: [total.errors < 1]\n`);
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(names()).toEqual(['s.yaml']);
  });

  test('a report folder that is a file is refused before anything is simulated', async () => {
    file('s.yaml', SCENARIO);
    mkdirSync(join(path(), 'reports'));
    file('reports/small', 'mine');
    const { code, stderr } = await run('s.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('reports/small');
    expect(read('reports/small')).toBe('mine');
  });
});
