// Files for the runs of this machine: scenarios, trace files, event logs.
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeEvent, type EventSink } from '../lambda/events.js';
import type { ByteSource } from '../workload/csv.js';

/** Opens files named relative to `directory` as bytes in pieces. */
export function fileOpener(directory: string): (file: string) => ByteSource {
  return (file) => {
    const descriptor = openSync(resolve(directory, file), 'r');
    let open = true;
    return {
      read: (into) => readSync(descriptor, into),
      close: () => {
        if (open) closeSync(descriptor);
        open = false;
      },
    };
  };
}

/** An event log on its way to its file. */
export interface EventFile {
  readonly sink: EventSink;
  /** Puts the whole log in its place. */
  commit(): void;
  /** Leaves no trace of it. */
  discard(): void;
}

const FLUSH_AT = 1 << 16;

/** Tab-separated lines under a header. The file appears under its name only once it is whole. */
export function eventFile(path: string): EventFile {
  const temporary = resolve(dirname(path), `.${process.pid}-${Date.now()}.events.tmp`);
  const descriptor = openSync(temporary, 'wx');
  let text = 'time_ms\tkind\tfunction\tenvironment\trequest\twhy\n';
  const flush = (): void => {
    writeSync(descriptor, text);
    text = '';
  };
  return {
    sink: (now, name, code, environment, request) => {
      const { kind, why } = describeEvent(code);
      text += `${now / 1000}\t${kind}\t${name}\t${environment || ''}\t${request || ''}\t${why}\n`;
      if (text.length > FLUSH_AT) flush();
    },
    commit: () => {
      flush();
      closeSync(descriptor);
      renameSync(temporary, path);
    },
    discard: () => {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    },
  };
}
