// `--series`: the series of a run as a table, in the format of the file's name.
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { extname } from 'node:path';
import { forCsv } from '../../report/escape.js';
import { SERIES_COLUMNS, SERIES_HEADER, seriesLines } from '../../report/files/series.js';
import type { Result } from '../../result.js';
import { csvCell } from '../../runner/invocation-rows.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';
import { parquetOrAdvice } from './parquet.js';
import { cannotWrite, type UnfinishedFile, unfinishedFile } from './unfinished-file.js';

export interface SeriesFile {
  /** Writes the series and puts the file in its place. */
  finish(result: Result): Promise<void>;
}

type Writer = (result: Result, file: UnfinishedFile) => Promise<void>;

/** Throws `BadInput` where the file cannot be written, in this format or at all. */
export async function seriesFile(target: string): Promise<SeriesFile> {
  const write = await writerOf(target);
  const file = unfinishedFile(target);
  return {
    finish: async (result) => {
      try {
        await write(result, file);
        file.finish();
      } catch (error) {
        throw cannotWrite(target, error);
      }
    },
  };
}

async function writerOf(target: string): Promise<Writer> {
  const flag = `--series ${show(target, 200)}`;
  switch (extname(target).toLowerCase()) {
    case '.csv':
      return async (result, { path }) => writeText(path, SERIES_HEADER, seriesLines(result, forCsv));
    case '.parquet': {
      const write = await parquetOrAdvice(flag, '.csv', SERIES_COLUMNS);
      return async (result, file) => {
        // A program reads the names as they are.
        writeText(file.part(0), '', seriesLines(result, csvCell));
        await write([file.part(0)], file.path);
      };
    }
    default:
      throw new BadInput(`${flag}: its name must end in .csv or .parquet`);
  }
}

/** Piece by piece: of long runs the whole would be a text of gigabytes. */
function writeText(path: string, header: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    appendFileSync(file, header);
    for (const piece of pieces) appendFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}
