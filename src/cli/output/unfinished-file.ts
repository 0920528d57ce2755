// A file that a command writes bit by bit and that appears under its name only once it is whole.
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf } from '../../runner/reason.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';

export interface UnfinishedFile {
  /** Where to write until it is whole, as an absolute path. */
  readonly path: string;
  /** A numbered piece of it, which is gone when the file is finished. */
  part(index: number): string;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves no trace of it. The end of the process does the same. */
  discard(): void;
}

/** Throws `BadInput` where nothing can be written there. */
export function unfinishedFile(target: string): UnfinishedFile {
  const folder = folderBeside(target);
  const discard = (): void => {
    process.off('exit', discard);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', discard);
  const path = join(folder, 'whole');
  return {
    path,
    part: (index) => join(folder, String(index)),
    finish: () => {
      renameSync(path, target);
      discard();
    },
    discard,
  };
}

/** A new folder on the same disk as what is to be written, so that the file only has to be renamed. */
function folderBeside(target: string): string {
  try {
    const there = statSync(target, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new Error('a folder, not a file');
    // A device or a pipe would be replaced by the file.
    if (there?.isFile() === false) throw new Error('not a plain file');
    if (!existsSync(dirname(target))) throw new Error(`there is no folder ${dirname(target)}`);
    return mkdtempSync(join(resolve(dirname(target)), `.${basename(target)}.`));
  } catch (error) {
    throw cannotWrite(target, error);
  }
}

export function cannotWrite(target: string, error: unknown): BadInput {
  return new BadInput(`cannot write ${show(target, 200)}: ${show(reasonOf(error), 300)}`);
}
