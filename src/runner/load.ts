// A scenario from its file, checked together with the files that it names.
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Diagnostic } from '../scenario/diagnostics.js';
import { readOnce } from '../scenario/files/scenario-files.js';
import { type ParseOptions, parseScenario } from '../scenario/parse.js';
import type { SourceNode } from '../scenario/source/tree.js';
import type { Scenario } from '../scenario/types.js';
import { scenarioFiles } from './checks/scenario-files.js';
import { fileOpener } from './files.js';
import { reasonOf } from './reason.js';

export interface Loaded {
  /** `null` where there is an error among the diagnostics. */
  readonly scenario: Scenario | null;
  /** Each of its `variants:` as a scenario of its own. */
  readonly variants: ReadonlyMap<string, Scenario>;
  /** As written, flags included. */
  readonly source: SourceNode | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What the scenario's file names are relative to. */
  readonly directory: string;
}

/** A file that cannot be read at all. */
export class UnreadableFile extends Error {}

/** Throws `UnreadableFile` where there is nothing to parse. */
export function loadScenario(path: string, options: LoadOptions): Loaded {
  return scenarioLoader(path)(options);
}

export type LoadOptions = Pick<ParseOptions, 'set' | 'flags' | 'seed' | 'variant' | 'alone' | 'steady'>;

/** Loads one scenario again and again under other settings, and reads each file once. */
export function scenarioLoader(path: string): (options: LoadOptions) => Loaded {
  const directory = dirname(path);
  const text = readText(path);
  const files = readOnce(scenarioFiles(fileOpener(directory)));
  return (options) => ({ ...parseScenario(text, { ...options, file: path, files }), directory });
}

function readText(path: string): string {
  try {
    // A device or a pipe might never end; a scenario is a plain file.
    if (!statSync(path).isFile()) throw new UnreadableFile(`${path}: not a file`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`${path}: ${reasonOf(error)}`);
  }
}
