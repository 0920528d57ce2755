// `--invocations`: the format by the file's name, and the joining of what the workers wrote into one file.
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { COLUMNS, CSV_HEADER, type RowFormat } from '../../runner/invocation-rows.js';
import type { Job } from '../../runner/job.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput, EXIT } from '../fail.js';
import { parquetOrAdvice } from './parquet.js';
import { cannotWrite, unfinishedFile } from './unfinished-file.js';

export interface InvocationsFile {
  /** What the worker of a replication writes. */
  part(replication: number): NonNullable<Job['invocations']>;
  /** Joins the parts of these replications, in this order, and puts the file in its place. */
  finish(replications: readonly number[]): Promise<void>;
}

interface Format {
  readonly ofParts: RowFormat;
  readonly join: (parts: readonly string[], path: string) => Promise<void>;
}

/** Throws `BadInput` where the file cannot be written, in this format or at all. */
export async function invocationsFile(target: string): Promise<InvocationsFile> {
  const { ofParts, join } = await formatOf(target);
  const file = unfinishedFile(target);
  return {
    part: (replication) => ({ path: file.part(replication), format: ofParts }),
    finish: async (replications) => {
      // Ctrl-C ends the joining too; the unfinished file goes with the process.
      const interrupt = (): never => process.exit(EXIT.interrupted);
      process.on('SIGINT', interrupt);
      try {
        await join(replications.map(file.part), file.path);
        file.finish();
      } catch (error) {
        throw cannotWrite(target, error);
      } finally {
        process.off('SIGINT', interrupt);
      }
    },
  };
}

async function formatOf(target: string): Promise<Format> {
  switch (extname(target).toLowerCase()) {
    case '.csv':
      return { ofParts: 'csv', join: (parts, path) => joinText(CSV_HEADER, parts, path) };
    case '.ndjson':
    case '.jsonl':
      return { ofParts: 'ndjson', join: (parts, path) => joinText('', parts, path) };
    case '.parquet':
      return {
        ofParts: 'plain',
        join: await parquetOrAdvice(`--invocations ${show(target, 200)}`, '.csv or .ndjson', COLUMNS),
      };
    default:
      throw new BadInput(`--invocations ${show(target, 200)}: its name must end in .csv, .ndjson, .jsonl or .parquet`);
  }
}

async function joinText(header: string, parts: readonly string[], path: string): Promise<void> {
  await writeFile(path, header);
  for (const part of parts) {
    await pipeline(createReadStream(part), createWriteStream(path, { flags: 'a' }));
    await rm(part);
  }
}
