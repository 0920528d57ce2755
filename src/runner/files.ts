// Files for the runs of this machine: trace files to read, event logs to write.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeEvent, type EventSink } from '../lambda/events.js';
import type { ByteSource } from '../workload/files/bytes.js';

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

/** An event log that is being written. */
export interface EventFile {
  readonly sink: EventSink;
  /** Writes what is left. */
  close(): void;
}

const FLUSH_AT = 1 << 16;

/** Tab-separated lines under a header, in place of what the file held. */
export function eventFile(path: string): EventFile {
  const descriptor = openSync(path, 'w');
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
    close: () => {
      flush();
      closeSync(descriptor);
    },
  };
}
