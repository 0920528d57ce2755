// Files for the runs of this machine: trace files to read, event logs and invocations to write.
import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeEvent, type EventSink } from '../lambda/events.js';
import type { InvocationSink } from '../lambda/measurement/invocation-log.js';
import type { ByteSource } from '../workload/files/bytes.js';
import type { RowText } from './invocation-rows.js';
import { ChromeTrace } from './timeline/chrome-trace.js';
import { Lives } from './timeline/life.js';

/** Opens files named relative to `directory` as bytes in pieces. */
export function fileOpener(directory: string): (file: string) => ByteSource {
  return (file) => {
    const path = resolve(directory, file);
    // A pipe would wait for a writer, and could not be read twice: by the check and by the run.
    if (!statSync(path).isFile())
      throw new Error(statSync(path).isDirectory() ? 'a folder, not a file' : 'not a plain file');
    const descriptor = openSync(path, 'r');
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

/** A file that is being written by what its sink takes. */
export interface SinkFile<Sink> {
  readonly sink: Sink;
  /** Writes what is left. */
  close(): void;
}

/** An event log: tab-separated lines under a header, in place of what the file held. */
export function eventFile(path: string): SinkFile<EventSink> {
  const { write, close } = textFile(path);
  write('time_ms\tkind\tfunction\tenvironment\trequest\twhy\n');
  return {
    sink: (now, name, code, environment, request) => {
      const { kind, why } = describeEvent(code);
      write(`${now / 1000}\t${kind}\t${name}\t${environment || ''}\t${request || ''}\t${why}\n`);
    },
    close,
  };
}

/** The rows of one replication, without a header: they are to be joined with those of others. */
export function invocationFile(path: string, rowText: RowText): SinkFile<InvocationSink> {
  const { write, close } = textFile(path);
  return { sink: (record) => write(rowText(record)), close };
}

/** What a trace says of the run it is of. */
interface Traced {
  readonly name: string;
  readonly seed: string;
  /** Microseconds. */
  readonly duration: number;
}

/** The lives of the environments as a Chrome trace. */
export function traceFile(path: string, { name, seed, duration }: Traced, replication: number): SinkFile<Lives> {
  const { write, close } = textFile(path);
  const trace = new ChromeTrace(write, { scenario: name, seed, replication });
  const lives = new Lives(trace);
  return {
    sink: lives,
    close: () => {
      lives.finish(duration);
      trace.end();
      close();
    },
  };
}

const FLUSH_AT = 1 << 16;

function textFile(path: string): { readonly write: (text: string) => void; readonly close: () => void } {
  const descriptor = openSync(path, 'w');
  let text = '';
  const flush = (): void => {
    writeFileSync(descriptor, text); // unlike `writeSync` it never stops half-way without an error
    text = '';
  };
  return {
    write: (more) => {
      text += more;
      if (text.length > FLUSH_AT) flush();
    },
    close: () => {
      try {
        flush();
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
