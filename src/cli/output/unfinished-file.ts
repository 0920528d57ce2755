// A file that a command writes bit by bit and that appears under its name only once it is whole.
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../../runner/reason.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';

export interface UnfinishedFile {
  /** Where to write until it is whole. */
  readonly path: string;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves no trace of it. */
  discard(): void;
}

/** Throws `BadInput` where nothing can be written there. */
export function unfinishedFile(target: string): UnfinishedFile {
  const path = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const there = statSync(target, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new Error('a folder, not a file');
    // A device or a pipe would be replaced by the file.
    if (there?.isFile() === false) throw new Error('not a plain file');
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    throw cannotWrite(target, error);
  }
  return { path, finish: () => renameSync(path, target), discard: () => rmSync(path, { force: true }) };
}

export function cannotWrite(target: string, error: unknown): BadInput {
  return new BadInput(`cannot write ${show(target, 200)}: ${show(reasonOf(error), 300)}`);
}
