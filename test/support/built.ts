// Runs the built command line, as a user's shell does.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

const LOOK_EVERY_MS = 20;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  readonly cwd?: string;
  /** Another installation's command line, instead of the one that was built here. */
  readonly main?: string;
  /** In place of variables of this process, and besides them; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ctrl-C is pressed this long after the start. */
  readonly interruptAfterMs?: number;
  /** Ctrl-C is pressed as soon as this holds: surer, where there is something to see. */
  readonly interruptWhen?: () => boolean;
  /** Sent in the place of Ctrl-C. */
  readonly signal?: NodeJS.Signals;
}

export function coldstart(
  args: readonly string[],
  { cwd = ROOT, main = MAIN, env, interruptAfterMs, interruptWhen, signal = 'SIGINT' }: Call = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    if (interruptAfterMs !== undefined) setTimeout(() => child.kill(signal), interruptAfterMs);
    const look = setInterval(() => {
      if (interruptWhen?.() !== true) return;
      clearInterval(look);
      child.kill(signal);
    }, LOOK_EVERY_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(look);
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}
