import { describe, expect, it } from 'vitest';
import type { NumbersFound, ScenarioFiles, TraceInspection } from '../../../src/scenario/files/scenario-files.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { TraceFormat } from '../../../src/scenario/triggers/types.js';
import { problems, sound } from '../example.js';

const text = 'functions:\n  api: {}\ntriggers:\n  t: { type: trace, file: t.csv }\n';

const FOUND: TraceInspection = {
  rows: 3,
  ordered: false,
  firstTime: 0,
  firstLine: 2,
  lastTime: 5_000_000,
  firstDate: null,
  targets: [{ text: 'api', line: 2 }],
  problems: [],
};

/** A folder in which every trace looks like this. */
const files = (change: Partial<TraceInspection> = {}): { readonly files: ScenarioFiles } => ({
  files: {
    trace: () => ({ ...FOUND, ...change }),
    numbers: (): NumbersFound => {
      throw new Error('no numbers were to be read');
    },
  },
});

describe('a trace', () => {
  it('whose duration it gives may have schedules and deployments beside it, which are held against that', () => {
    const inside =
      'aliases: { live: { version: 1, provisionedConcurrency: { max: 3, scheduled: [{ cron: 0 8 * * ? *, min: 2 }, { at: 4s, min: 2 }] } } }, deployments: [{ at: 6s, alias: live, version: 2 }]';
    const beside = text.replace('api: {}', `api: { ${inside} }`);
    const called = files({ targets: [{ text: 'api:live', line: 2 }] });
    expect(problems(beside, called)).toEqual(['2:87 silent-schedule', '2:165 silent-deployment']);
    const { functions } = sound(beside, called);
    expect(functions[0]!.aliases[0]!.provisioned.scaling!.scheduled[0]!.times).toMatchObject({ zone: { name: 'UTC' } });
  });

  it('gives the duration where nothing else does, and what looking at it found', () => {
    const scenario = sound(text, files());
    expect(scenario.duration).toBe(5_000_000);
    expect(scenario.triggers).toEqual([
      {
        name: 't',
        type: 'trace',
        file: 't.csv',
        target: null,
        columns: { time: 'time_ms', target: 'target', duration: 'duration_ms' },
        timeUnit: 'ms',
        durationUnit: 'ms',
        ordered: false,
        rows: 3,
      },
    ]);
    expect(scenario.functions[0]?.handler).toBeNull();
  });

  it('is taken as sound where there are no files, but then the duration must be given', () => {
    expect(problems(text)).toEqual(['1:1 missing-duration']);
    expect(sound(`duration: 1h\n${text}`).triggers[0]).toMatchObject({ ordered: true, rows: 0 });
  });

  it('does not give the duration beside other triggers', () => {
    const mixed = `${text}  w: { type: sdk, target: api, arrivals: { constant: { rate: 1/s } } }\n`.replace(
      '{}',
      '{ handler: 5ms }',
    );
    expect(problems(mixed, files())).toEqual(['1:1 missing-duration']);
  });

  it('has bad rows shown in its own file, and a missing file in the scenario', () => {
    const rows = parseScenario(text, {
      file: 's.yaml',
      ...files({ problems: [{ line: 17, message: 'no duration' }] }),
    });
    expect(rows.diagnostics).toMatchObject([{ code: 'trace-row', file: 't.csv', line: 17, column: 1 }]);
    const missing = files({ rows: 0, lastTime: 0, problems: [{ line: null, message: 'no such file' }] });
    expect(problems(text, missing)).toEqual(['4:27 trace-file']);
  });

  it('has what the scenario says wrongly of it shown there', () => {
    const wrong = {
      line: null,
      message: 'no column ts',
      suggestion: 'timestamp',
      setting: { code: 'unknown-column', path: ['columns', 'time'] },
    } as const;
    const renamed = text.replace('t.csv', 't.csv, columns: { time: ts }, timeUnit: ms');
    expect(parseScenario(renamed, { file: 's.yaml', ...files({ problems: [wrong] }) }).diagnostics).toMatchObject([
      { code: 'unknown-column', line: 4, column: 51, path: 'triggers.t.columns.time', suggestion: 'timestamp' },
    ]);
  });

  it('has twenty bad rows shown, and says how many more there are', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ line: i + 2, message: `row ${i}` }));
    const { diagnostics } = parseScenario(text, { file: 's.yaml', ...files({ problems: rows }) });
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.find(({ code }) => code === 'too-many-problems')?.message).toBe('t.csv: 10 more bad lines');
  });

  it('is looked at once for each way of reading it, with every variant', () => {
    const asked: [string, TraceFormat, string][] = [];
    const trace: ScenarioFiles['trace'] = (...how) => {
      asked.push(how);
      return FOUND;
    };
    const more = `${text}  u: { type: trace, file: t.csv }\n  v: { type: trace, file: t.csv, target: api }\n`;
    sound(`${more}variants: { a: { functions.api.memory: 512 }, b: { warmup: 1s } }\n`, {
      files: { ...files().files, trace },
    });
    expect(asked.map(([file, { columns }, start]) => [file, columns.target, start])).toEqual([
      ['t.csv', 'target', '2025-01-06T00:00:00Z'],
      ['t.csv', null, '2025-01-06T00:00:00Z'],
    ]);
  });

  it('is checked anew against each variant’s names', () => {
    const aliased = text.replace('{}', '{ aliases: { live: { version: 1 } } }');
    const found = files({ targets: [{ text: 'api:live', line: 9 }] });
    expect(problems(aliased, found)).toEqual([]);
    const variant = `${aliased}variants: { v: { functions.api.aliases: { prod: { version: 1 } } } }\n`;
    expect(parseScenario(variant, { file: 's.yaml', ...found }).diagnostics).toMatchObject([
      { code: 'trace-row', file: 't.csv', line: 9, message: expect.stringContaining('variant "v"') as string },
    ]);
  });

  it('may call what is provisioned: it is asked before anything is said', () => {
    const provisioned = text.replace('{}', '{ aliases: { live: { version: 1, provisionedConcurrency: 1 } } }');
    expect(problems(`duration: 1h\n${provisioned}`)).toEqual([]);
    expect(problems(provisioned, files({ targets: [{ text: 'api:live', line: 2 }] }))).toEqual([]);
    expect(problems(provisioned, files())).toEqual(['2:65 idle-provisioned']);
    const all = provisioned.replace('file:', 'target: api:live, file:');
    expect(problems(all, files({ targets: [] }))).toEqual([]);
  });
});

describe('a target in a trace', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:api:live';

  it.each(['api', 'api:7', 'api:$LATEST', 'api:live', arn, 'function:api'])('%j is known', (target) => {
    const aliased = text.replace('{}', '{ aliases: { live: { version: 1 } } }');
    expect(problems(aliased, files({ targets: [{ text: target, line: 2 }] }))).toEqual([]);
  });

  it('that is not known is refused at its first row, each with the likely name', () => {
    const targets = [
      { text: 'apo', line: 3 },
      { text: 'api:x', line: 5 },
      { text: '', line: 7 },
      { text: 'arn:aws:lambda:eu-west-1:123456789012:function:api', line: 9 },
    ];
    expect(parseScenario(text, { file: 's.yaml', ...files({ targets }) }).diagnostics).toMatchObject([
      { code: 'trace-row', file: 't.csv', line: 3, message: 'Function not found: "apo"', suggestion: 'api' },
      { code: 'trace-row', file: 't.csv', line: 5, message: 'Cannot find alias "x" of function "api"' },
      {
        code: 'trace-row',
        file: 't.csv',
        line: 7,
        message: '"" is not function, function:alias, function:version or an ARN of them',
      },
      { code: 'trace-row', file: 't.csv', line: 9, hint: 'write api' },
    ]);
  });
});

describe('the times of a trace', () => {
  const dated = { firstDate: '2025-11-24T09:00:00Z' };
  const YEAR = 365 * 86_400_000_000;

  it('before the start are refused at the earliest row, with the start to write', () => {
    const early = files({ ...dated, firstTime: -1, firstLine: 40 });
    expect(parseScenario(text, { file: 's.yaml', ...early }).diagnostics).toMatchObject([
      { code: 'trace-row', file: 't.csv', line: 40, hint: 'did you mean start: 2025-11-24T09:00:00Z?' },
    ]);
  });

  it('are not judged by a start that is wrong itself', () => {
    const early = files({ ...dated, firstTime: -1, firstLine: 40 });
    expect(problems(`start: monday\n${text}`, early)).toEqual(['1:8 bad-start']);
  });

  it('beyond the longest duration are refused: they are most likely counted from 1970', () => {
    const since1970 = { firstTime: 55 * YEAR, lastTime: 55 * YEAR + 1 };
    const { diagnostics } = parseScenario(text, { file: 's.yaml', ...files(since1970) });
    expect(diagnostics).toMatchObject([
      { code: 'trace-file', line: 4, column: 27, hint: expect.stringContaining('1970') as string },
    ]);
    const late = parseScenario(text, { file: 's.yaml', ...files({ ...dated, ...since1970 }) });
    expect(late.diagnostics).toMatchObject([
      { code: 'trace-file', hint: expect.stringContaining('start: 2025') as string },
    ]);
  });

  it('that all lie beyond the duration are a warning', () => {
    const late = files({ firstTime: 3_600_000_001, lastTime: 4_000_000_000 });
    expect(problems(`duration: 1h\n${text}`, late)).toEqual(['5:27 late-trace']);
    expect(problems(`duration: 1h\n${text}`, files({ firstTime: 3_600_000_000 }))).toEqual([]);
  });

  it('of the calendar that begin late are a warning with the start to write: it was most likely forgotten', () => {
    const late = files({ ...dated, firstTime: YEAR, lastTime: YEAR + 3_600_000_000 });
    const { scenario, diagnostics } = parseScenario(text, { file: 's.yaml', ...late });
    expect(scenario).not.toBeNull();
    expect(diagnostics).toMatchObject([
      { code: 'late-trace', severity: 'warning', hint: 'did you mean start: 2025-11-24T09:00:00Z?' },
    ]);
    expect(problems(text, files({ firstTime: YEAR, lastTime: YEAR + 3_600_000_000 }))).toEqual([]);
    expect(problems(text, files({ ...dated, firstTime: YEAR, lastTime: 2 * YEAR }))).toEqual([]);
  });
});
