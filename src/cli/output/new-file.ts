// A file that is written whole or not at all, and never over another one unless that is wanted.
import { accessSync, closeSync, constants, lstatSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';
import { cannotWrite, unfinishedFile } from './unfinished-file.js';

/** Throws `BadInput` where `writeNew` would fail, as far as that can be known beforehand. */
export function refuseUnlessNew(file: string, force: boolean): void {
  try {
    const kind = lstatSync(file, { throwIfNoEntry: false });
    if (kind !== undefined && !kind.isFile()) throw new Error('not a plain file');
    if (kind !== undefined && !force) throw exists(file);
    const folder = statSync(dirname(file), { throwIfNoEntry: false });
    if (!folder?.isDirectory()) throw new Error(`there is no folder ${dirname(file)}`);
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof BadInput ? error : cannotWrite(file, error);
  }
}

export function writeNew(file: string, text: string, force: boolean): void {
  // Taking the name first leaves no moment in which another's file could be replaced.
  if (!force) take(file);
  try {
    const unfinished = unfinishedFile(file);
    try {
      writeFileSync(unfinished.path, text);
      unfinished.finish();
    } finally {
      unfinished.discard();
    }
  } catch (error) {
    if (!force) rmSync(file, { force: true });
    throw error instanceof BadInput ? error : cannotWrite(file, error);
  }
}

function take(file: string): void {
  try {
    closeSync(openSync(file, 'wx'));
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw isThere ? exists(file) : cannotWrite(file, error);
  }
}

const exists = (file: string): BadInput =>
  new BadInput(`${show(file, 200)} exists already: name another file, or replace it with --force`);
