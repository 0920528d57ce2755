// A folder of its own for each test of the command line, with what is written into it and what is there afterwards.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Call, coldstart, type Ended } from '../support/built.js';

export interface Folder {
  /** Its path; another for each test. */
  readonly path: () => string;
  /** Writes a file and returns its name. */
  readonly file: (name: string, text: string | Uint8Array) => string;
  readonly read: (name: string) => string;
  /** What lies in it, or in a folder within, in order. */
  readonly names: (within?: string) => string[];
  /** Runs the built command line in it. */
  readonly coldstart: (args: readonly string[], call?: Omit<Call, 'cwd'>) => Promise<Ended>;
}

export function folderOfItsOwn(): Folder {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'coldstart-cli-'));
  });
  afterEach(() => rmSync(path, { recursive: true }));
  return {
    path: () => path,
    file: (name, text) => {
      writeFileSync(join(path, name), text);
      return name;
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    names: (within = '.') => readdirSync(join(path, within)).sort(),
    coldstart: (args, call) => coldstart(args, { ...call, cwd: path }),
  };
}

/** Two functions, one of them with provisioned concurrency; no warning. */
export const SCENARIO = `
name: small
seed: 5
duration: 10m
functions:
  api: { handler: { exponential: { mean: 100ms } }, init: 200ms, aliases: { live: { version: 1, provisionedConcurrency: 2 } } }
  worker: { handler: 1s, init: 300ms }
triggers:
  http: { type: apiGateway, target: 'api:live', arrivals: { poisson: { rate: 5/s } } }
  jobs: { type: sdk, target: worker, arrivals: { poisson: { rate: 30/m } } }
`;

/** The same under another name. */
export const named = (name: string): string => SCENARIO.replace('name: small', `name: ${name}`);

/** So long that it has to be interrupted. */
export const endless = (name: string): string => named(name).replace('10m', '3650d');
