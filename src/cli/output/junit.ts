// `--junit`: what became of the objectives, for CI systems.
import { writeFileSync } from 'node:fs';
import type { Result } from '../../result.js';
import { GROUP, text } from '../input/flags.js';
import type { UnfinishedFile } from './unfinished-file.js';

export const JUNIT = text(GROUP.output, 'Write the outcome of each slo to this file (JUnit XML)');

type Reported = Pick<Result, 'slo' | 'runs'> & { readonly name: string };

/** Nothing is written of results that there are not. */
export async function writeJunit(file: UnfinishedFile | null, results: readonly Reported[]): Promise<void> {
  if (file === null || results.length === 0) return file?.discard();
  const { junitXml } = await import('../../report/files/junit.js');
  writeFileSync(file.path, junitXml(results.map(({ name, slo, runs }) => ({ name, slo, isBound: runs.length > 1 }))));
  file.finish();
}
