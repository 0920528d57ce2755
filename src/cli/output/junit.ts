// `--junit`: what became of the objectives, for CI systems.
import { writeFileSync } from 'node:fs';
import type { Suite } from '../../report/files/junit.js';
import { GROUP, text } from '../input/flags.js';
import type { UnfinishedFile } from './unfinished-file.js';

export const JUNIT = text(GROUP.output, 'Write the outcome of each slo to this file (JUnit XML)');

/** Nothing is written of results that there are not. */
export async function writeJunit(file: UnfinishedFile | null, suites: readonly Suite[]): Promise<void> {
  if (file === null || suites.length === 0) return file?.discard();
  const { junitXml } = await import('../../report/files/junit.js');
  writeFileSync(file.path, junitXml(suites));
  file.finish();
}
