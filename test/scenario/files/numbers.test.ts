import { describe, expect, it } from 'vitest';
import type { NumbersFound, ScenarioFiles } from '../../../src/scenario/files/scenario-files.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { Distribution } from '../../../src/scenario/traffic/types.js';
import { problems, small, sound } from '../example.js';

interface Asked {
  readonly file: string;
  readonly column: string | null;
  readonly limit: number;
}

/** A folder whose one file of numbers looks like this. */
function files(change: Partial<NumbersFound> = {}): { readonly files: ScenarioFiles; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const values = change.values ?? [80.5, 7];
  const found: NumbersFound = {
    values,
    lines: values.map((_, i) => i + 1),
    column: null,
    more: false,
    problems: [],
    ...change,
  };
  const numbers: ScenarioFiles['numbers'] = (file, column, limit) => {
    asked.push({ file, column, limit });
    return found;
  };
  const trace = () => {
    throw new Error('no trace was to be read');
  };
  return { files: { trace, numbers }, asked };
}

const init = (empirical: string): string => small(`init: { empirical: ${empirical} }`);

describe('values from a file', () => {
  it('are in the scenario as whole microseconds, in order, and the file is not', () => {
    const scenario = sound(init('{ file: d.csv }'), files());
    expect(scenario.functions[0]?.coldStart.functionInit).toEqual({ kind: 'values', values: [7_000, 80_500] });
    expect(JSON.stringify(scenario)).not.toContain('d.csv');
  });

  it('stand wherever a distribution may', () => {
    const empirical = '{ empirical: { file: d.csv } }';
    const values: Distribution = { kind: 'values', values: [7_000, 80_500] };
    const lines = [
      `init: ${empirical}`,
      `placementLatency: ${empirical}`,
      `keepAlive: { idle: 5m, spare: ${empirical}, maxLifetime: ${empirical} }`,
    ];
    const text = small(lines.join('\n')).replace(
      'handler: 80ms',
      'handler: { mixture: [{ weight: 1, constant: 1s }, { weight: 2, empirical: { file: d.csv } }] }',
    );
    const [spec] = sound(text, files()).functions;
    expect(spec).toMatchObject({
      coldStart: { functionInit: values, placement: values },
      keepAlive: { idle: 300_000_000, spare: values, maxLifetime: values },
    });
    expect(spec?.handler).toEqual({
      kind: 'mixture',
      parts: [
        { weight: 1, of: { kind: 'constant', value: 1_000_000 } },
        { weight: 2, of: values },
      ],
    });
    expect(sound(small(`keepAlive: ${empirical}`), files()).functions[0]?.keepAlive).toMatchObject({ spare: values });
  });

  it('are asked for by file, column and limit, once each, with every variant', () => {
    const { files: folder, asked } = files({ column: 'b_ms' });
    const text = `${init('{ file: d.csv, column: b_ms }')}variants: { v: { functions.api.memory: 512 } }\n`;
    sound(text.replace('handler: 80ms', 'handler: { empirical: { file: d.csv, column: b_ms } }'), { files: folder });
    expect(asked).toEqual([{ file: 'd.csv', column: 'b_ms', limit: 100_000 }]);
  });

  it('may come in by a variant or by --set', () => {
    const text = `${small()}variants: { v: { functions.api.init: { empirical: { file: v.csv } } } }\n`;
    const { files: folder, asked } = files();
    const set = ['functions.api.handler={ empirical: { file: set.csv } }'];
    expect(sound(text, { files: folder, set }).functions[0]?.handler).toMatchObject({ kind: 'values' });
    expect(asked.map(({ file }) => file)).toEqual(['set.csv', 'v.csv']);
  });

  it.each([
    ['{ file: d.csv }', null, 1_000],
    ['{ file: d.csv, unit: us }', null, 1],
    ['{ file: d.csv, unit: s }', null, 1_000_000],
    ['{ file: d.csv }', 'took_s', 1_000_000],
    ['{ file: d.csv, column: took_us }', 'took_us', 1],
    ['{ file: d.csv, column: took, unit: s }', 'took', 1_000_000],
    ['{ file: d.csv, unit: ms }', 'took_ms', 1_000],
  ])('%s, whose column is %s, has numbers of %d µs', (empirical, column, micros) => {
    const { functions } = sound(init(empirical), files({ column, values: [3] }));
    expect(functions[0]?.coldStart.functionInit).toEqual({ kind: 'values', values: [3 * micros] });
  });

  it('are rounded to the nearest microsecond', () => {
    const found = files({ values: [0.0004, 0.0006, 12.345, 0.1] });
    expect(sound(init('{ file: d.csv }'), found).functions[0]?.coldStart.functionInit).toEqual({
      kind: 'values',
      values: [0, 1, 100, 12_345],
    });
  });

  it('are refused where their unit is left open or said twice', () => {
    const open = files({ column: 'took' });
    expect(problems(init('{ file: d.csv }'), open)).toEqual(['5:32 missing-unit']);
    expect(parseScenario(init('{ file: d.csv }'), { file: 's.yaml', ...open }).diagnostics[0]?.hint).toBe(
      'add unit: ms, or us or s',
    );
    expect(problems(init('{ file: d.csv, unit: s }'), files({ column: 'took_ms' }))).toEqual(['5:45 bad-unit']);
  });

  it('are refused where they are none, or too many to travel with the scenario', () => {
    const many = parseScenario(init('{ file: d.csv }'), { file: 's.yaml', ...files({ more: true }) });
    expect(many.diagnostics).toMatchObject([
      { code: 'numbers-file', line: 5, message: 'the file holds more than 100000 numbers' },
    ]);
    expect(many.diagnostics[0]?.hint).toContain('quantiles');
    const none = parseScenario(init('{ file: d.csv }'), { file: 's.yaml', ...files({ values: [] }) });
    expect(none.diagnostics).toMatchObject([{ code: 'numbers-row', file: 'd.csv', line: 1 }]);
  });

  it('are refused at their lines where they are no durations', () => {
    const found = files({ values: [1, -2, 4e11, -0.5], lines: [2, 3, 9, 10] });
    expect(parseScenario(init('{ file: d.csv }'), { file: 's.yaml', ...found }).diagnostics).toMatchObject([
      { code: 'numbers-row', file: 'd.csv', line: 3, message: '-2ms is negative' },
      {
        code: 'numbers-row',
        file: 'd.csv',
        line: 9,
        message: '400000000000ms is longer than 3650d, the longest duration',
      },
      { code: 'numbers-row', file: 'd.csv', line: 10, message: '-0.5ms is negative' },
    ]);
  });

  it('have what was wrong with the file shown where it is', () => {
    const row = files({ problems: [{ line: 8, message: '"x" is not a number' }] });
    expect(parseScenario(init('{ file: d.csv }'), { file: 's.yaml', ...row }).diagnostics).toMatchObject([
      { code: 'numbers-row', file: 'd.csv', line: 8 },
    ]);
    const setting = { code: 'unknown-column', path: ['column'] } as const;
    const column = files({ problems: [{ line: null, message: 'no column x', setting }] });
    expect(problems(init('{ file: d.csv, column: x }'), column)).toEqual(['5:47 unknown-column']);
    expect(problems(init('{ file: d.csv }'), files({ problems: [{ line: null, message: 'no such file' }] }))).toEqual([
      '5:32 numbers-file',
    ]);
  });

  it('are refused as the distance of bursts where all of them are 0: those would never end', () => {
    const text =
      'duration: 1h\nfunctions: { api: { handler: 5ms } }\ntriggers:\n' +
      '  t: { type: sdk, target: api, arrivals: { bursts: { every: { empirical: { file: d.csv } }, size: 1 } } }\n';
    expect(problems(text, files({ values: [0, 0] }))).toEqual(['4:74 bad-arrivals']);
    expect(problems(text, files({ values: [0, 1] }))).toEqual([]);
    // A name is no place.
    const named = small('init: { empirical: { file: d.csv } }').replaceAll('api', 'every');
    expect(problems(named, files({ values: [0, 0] }))).toEqual([]);
  });

  it('are refused where there are no files, as in a browser', () => {
    const { diagnostics } = parseScenario(init('{ file: d.csv }'), { file: 's.yaml' });
    expect(diagnostics).toMatchObject([{ code: 'numbers-file', line: 5, message: 'files cannot be read here' }]);
    expect(diagnostics[0]?.hint).toBe('write what the file holds into the scenario instead');
  });

  it('are not read for a setting that is wrong itself', () => {
    const { files: folder, asked } = files();
    expect(problems(init('{ file: d.csv, unit: min }'), { files: folder })).toEqual(['5:45 unknown-value']);
    expect(asked).toEqual([]);
  });
});
