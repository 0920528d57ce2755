// The experiments as a user's own program has them: a TypeScript file beside an installed package, type-checked as strictly as can be,
// and run by Node.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, Sweep } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { SCENARIO } from '../cli/folder.js';
import { coldstart, ROOT } from '../support/built.js';

const USER = `
import { parseScenario } from 'coldstart';
import {
  compare, type Comparison, type Difference, ExperimentError, loadScenario, replicate, type Result, sweep, type Sweep,
} from 'coldstart/experiments';

const { scenario, variants } = loadScenario('s.yaml', { set: ['duration=5m'] });
const more = variants.get('more');
if (scenario === null || more === undefined) throw new Error('the scenario is sound');

const result: Result = await replicate(scenario, { replications: 3 });
const precise: Result = await replicate(scenario, {
  precision: { metric: 'functions.worker.latencyMs.mean', relative: 0.05, limit: 20 },
  sensitivity: ['traffic'],
});
const comparison: Comparison = await compare({ base: scenario, more }, { replications: 3, workers: 1 });
const difference: Difference | undefined = comparison.differences['more']?.['total.cost.total'];
const grid: Sweep = await sweep(
  's.yaml',
  { variants: ['base', 'more'], 'functions.worker.memory': [128, 256] },
  { set: ['duration=5m'], replications: 3, metrics: ['latencyMs.p99'], store: 'points' },
);

const refused: string[] = [];
const refuses = async (experiment: () => Promise<unknown>): Promise<void> => {
  try {
    await experiment();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    refused.push(error.message);
  }
};
await refuses(async () => replicate(scenario, { precision: { metric: 'latencyMs.p98', relative: 0.05 } }));
await refuses(async () => compare({ alone: scenario }));
await refuses(async () => sweep('s.yaml', { 'functions.worker.memory': [1, 2] }));

// What is ended before anything has finished is told apart.
const abort = new AbortController();
abort.abort();
const ended: string = await replicate(scenario, { signal: abort.signal }).then(
  () => 'finished',
  (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
);

const parsed: boolean = parseScenario('functions: {', { file: 'x.yaml' }).scenario === null;
console.log(JSON.stringify({ result, precise, comparison, difference, grid, refused, ended, parsed }));
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-user-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/coldstart'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 's.yaml'), `${SCENARIO}variants:\n  more: { functions.worker.memory: 512 }\n`);
  writeFileSync(join(folder, 'user.ts'), USER);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the user's program printed. */
interface Printed {
  readonly result: Result;
  readonly precise: Result;
  readonly comparison: Comparison;
  readonly difference: unknown;
  readonly grid: Sweep;
  readonly refused: readonly string[];
  readonly ended: string;
  readonly parsed: boolean;
}

describe('a program of a user', () => {
  it('has the types of every experiment', () => {
    // The build that the tests run has no declarations: the types are taken from what they are made of.
    const options: ts.CompilerOptions = {
      ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
      ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], skipLibCheck: true, types: ['node'] },
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
      typeRoots: [join(ROOT, 'node_modules/@types')],
      paths: {
        coldstart: [join(ROOT, 'src/index.ts')],
        'coldstart/experiments': [join(ROOT, 'src/experiments-api.ts')],
      },
    };
    const declared = ['src/metrics/jstat.d.ts', 'src/runner/duckdb.d.ts'].map((path) => join(ROOT, path));
    const program = ts.createProgram([join(folder, 'user.ts'), ...declared], options);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  });

  it('has the figures that the command line has', async () => {
    const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
    writeFileSync(join(folder, 'user.js'), ts.transpileModule(USER, { compilerOptions }).outputText);
    const text = execFileSync(process.execPath, ['user.js'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    const printed = JSON.parse(text) as Printed;
    const given = ['--set', 'duration=5m', '--replications', '3', '--format', 'json'];
    const of = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await coldstart([...args, ...given], { cwd: folder })).stdout);
    const run = (await of('run', 's.yaml')) as Result;
    expect({ ...printed.result, reproduce: run.reproduce }).toEqual(run);
    const comparison = (await of('compare', 's.yaml')) as Comparison;
    expect(printed.comparison.differences).toEqual(comparison.differences);
    expect(printed.comparison.variants['more']!.runs).toEqual(comparison.variants['more']!.runs);
    expect(printed.difference).toEqual(comparison.differences['more']!['total.cost.total']);
    const vary = ['--vary', 'variants=base,more', '--vary', 'functions.worker.memory=128,256'];
    const sweep = (await of('sweep', 's.yaml', ...vary, '--metric', 'latencyMs.p99')) as Sweep;
    expect({ ...printed.grid, reproduce: sweep.reproduce }).toEqual(sweep);
    expect(printed.precise.precision).toMatchObject({ wanted: 0.05, stoppedBy: 'precision' });
    expect(Object.keys(printed.precise.sensitivity!.traffic!)).toEqual(['20 % less', 'as given', '20 % more']);
    expect(printed.refused).toEqual([
      expect.stringContaining('latencyMs needs one of'),
      'compare needs two scenarios or more',
      expect.stringContaining('at functions.worker.memory=1: '),
    ]);
    expect(printed.ended).toBe('Interrupted');
    expect(printed.parsed).toBe(true);
  });
});
