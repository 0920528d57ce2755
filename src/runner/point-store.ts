// What a sweep has finished, one file a point, so that it can go on where it was ended. A point's name says everything that decides
// its figures, so sweeps may share a folder: what one has finished the other need not run. Files are written whole or not at all.
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Scenario } from '../scenario/types.js';
import { VERSION } from '../version.js';

const SCHEMA = 'coldstart-point/1';
/** What an ended sweep left half written is swept away after so long; another one may still be writing. */
const STALE_MS = 3_600_000;

interface Header {
  readonly schema: typeof SCHEMA;
  readonly version: string;
  readonly key: string;
  /** Of the second line. */
  readonly sha256: string;
}

export class PointStore {
  readonly #folder: string;
  readonly #complain: (problem: string) => void;

  /** `complain` is told of each file that is not what its name says; its point is run again, and the file replaced. */
  constructor(folder: string, complain: (problem: string) => void) {
    this.#folder = folder;
    this.#complain = complain;
    mkdirSync(folder, { recursive: true });
    this.#sweepUp();
  }

  /** What was stored, or `null`. */
  read(key: string): unknown {
    const text = this.#textOf(key);
    if (text === null) return null;
    const end = text.indexOf('\n');
    const header = parsed(text.slice(0, end)) as Partial<Header> | null;
    const body = text.slice(end + 1);
    if (header?.schema !== SCHEMA) return this.#refuse(key, end < 0 ? 'is cut off' : 'is not a point of a sweep');
    if (header.version !== VERSION) return this.#refuse(key, 'is of another version of coldstart');
    if (header.key !== key) return this.#refuse(key, 'is the point of another name');
    if (header.sha256 !== sha256(body)) return this.#refuse(key, 'is cut off or was changed');
    return parsed(body);
  }

  write(key: string, value: unknown): void {
    const body = `${JSON.stringify(value)}\n`;
    const header: Header = { schema: SCHEMA, version: VERSION, key, sha256: sha256(body) };
    const unfinished = join(this.#folder, `.${key}.${randomUUID()}.tmp`);
    writeFileSync(unfinished, `${JSON.stringify(header)}\n${body}`, { flag: 'wx' });
    renameSync(unfinished, this.#fileOf(key));
  }

  #textOf(key: string): string | null {
    try {
      return readFileSync(this.#fileOf(key), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  #refuse(key: string, why: string): null {
    this.#complain(`${this.#fileOf(key)} ${why}: its point is simulated again`);
    return null;
  }

  #fileOf(key: string): string {
    return join(this.#folder, `${key}.json`);
  }

  #sweepUp(): void {
    for (const name of readdirSync(this.#folder)) {
      if (!/^\.[0-9a-f]{32}\.[0-9a-f-]{36}\.tmp$/.test(name)) continue;
      const path = join(this.#folder, name);
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
      if (age > STALE_MS) rmSync(path, { force: true });
    }
  }
}

/** The name of a point: everything that decides its figures, the content of its traces and our version included. */
export function pointKeys(directory: string): (scenario: Scenario, monthly: boolean) => string {
  const known = new Map<string, string>();
  const contentOf = (file: string): string => {
    const found = known.get(file) ?? fileHash(resolve(directory, file));
    known.set(file, found);
    return found;
  };
  return (scenario, monthly) => {
    const files = scenario.triggers.flatMap((trigger) => (trigger.type === 'trace' ? [contentOf(trigger.file)] : []));
    return sha256(JSON.stringify([VERSION, scenario, monthly, files])).slice(0, 32);
  };
}

function fileHash(path: string): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(1 << 20);
  const descriptor = openSync(path, 'r');
  try {
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
