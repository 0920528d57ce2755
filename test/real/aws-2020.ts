// Five real experiments on AWS Lambda, replayed: how many cold starts AWS had, and how many the preset `aws-2020` predicts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioFiles } from '../../src/runner/checks/scenario-files.js';
import { fileOpener } from '../../src/runner/files.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';

/** Real data lies beside the project and is never part of it. */
export const SHARED = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared');
const FOLDER = join(SHARED, 'data', 'aws-lambda-2020');
export const HAS_DATA = existsSync(FOLDER);

export interface Replay {
  readonly experiment: string;
  readonly requests: number;
  /** Cold starts on AWS, under the preset, and under one idle limit of 640 s. */
  readonly measured: number;
  readonly preset: number;
  readonly oneLimit: number;
}

export function replays(): Replay[] {
  const files = readdirSync(FOLDER).filter((file) => /^\d{4}-\d{2}-\d{2}\.csv$/.test(file));
  return files.sort().map((file) => {
    const rows = readFileSync(join(FOLDER, file), 'utf8').trim().split('\n');
    const cold = rows[0]!.split(',').indexOf('cold');
    return {
      experiment: file.replace('.csv', ''),
      requests: rows.length - 1,
      measured: rows.slice(1).filter((row) => row.split(',')[cold] === '1').length,
      preset: coldStarts(file, 'aws-2020'),
      oneLimit: coldStarts(file, '640s'),
    };
  });
}

/** Σ|predicted − measured| / Σ measured. */
export function summedError(all: readonly Replay[], of: (replay: Replay) => number): number {
  const error = all.reduce((sum, replay) => sum + Math.abs(of(replay) - replay.measured), 0);
  return error / all.reduce((sum, replay) => sum + replay.measured, 0);
}

function coldStarts(file: string, keepAlive: string): number {
  const open = fileOpener(FOLDER);
  const text = JSON.stringify({
    functions: { probe: { runtime: 'python3.13', memory: 128, timeout: '60s', init: '250ms', keepAlive } },
    triggers: { replay: { type: 'trace', file, target: 'probe' } },
  });
  const { scenario, diagnostics } = parseScenario(text, {
    file: join(FOLDER, 'scenario.yaml'),
    files: scenarioFiles(open),
  });
  if (scenario === null) throw new Error(diagnostics.map((each) => each.message).join('\n'));
  return simulate(scenario, 0, { open }).total.coldStarts;
}
