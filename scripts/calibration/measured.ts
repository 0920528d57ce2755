// The measured cold starts of lambda-perf, one row a runtime, package type, architecture and memory size, as the
// calibration reads them. Milliseconds throughout.
import { readFileSync } from 'node:fs';
import { DEPRECATED_RUNTIMES, RUNTIMES } from '../../src/lambda/cold-start/runtimes.js';
import type { PackageType } from '../../src/lambda/defaults.js';
import type { Architecture } from '../../src/scenario/types.js';

export const PACKAGES: readonly PackageType[] = ['zip', 'image'];
export const ARCHITECTURES: readonly Architecture[] = ['x86_64', 'arm64'];
export const MEMORIES = [128, 256, 512, 1024] as const;
export const PROBABILITIES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;
const COLUMNS = ['min', 'p10', 'p25', 'median', 'p75', 'p90', 'p95', 'p99', 'max'];

/** OS-only runtimes run whatever one brings: Go's standard handler stands for it. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  'go (provided)': 'provided',
  'go (prov.al2)': 'provided.al2',
  'go (prov.al2023)': 'provided.al2023',
};

/** Oldest first, so that of two equally near stand-ins the later is the newer. */
export const KNOWN: readonly string[] = [...DEPRECATED_RUNTIMES, ...RUNTIMES];

export interface Measured {
  /** As AWS names it; for what runs on an OS-only runtime but stands for none, as lambda-perf does. */
  readonly runtime: string;
  readonly packageType: string;
  readonly architecture: string;
  readonly memoryMB: number;
  /** The quantiles are of `Restore Duration`, not of `Init Duration`. */
  readonly snapStart: boolean;
  /** Measured in 2026, not only before. */
  readonly current: boolean;
  readonly from: string;
  readonly to: string;
  readonly quantiles: readonly number[];
  readonly mean: number;
  /** The first invocation's duration. */
  readonly firstInvoke: number;
}

export function readMeasured(file: string): Measured[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => measured(new Map(line.split(',').map((cell, at) => [names[at] ?? '', cell]))));
}

function measured(cells: ReadonlyMap<string, string>): Measured {
  const text = (name: string): string => {
    const cell = cells.get(name);
    if (cell === undefined) throw new Error(`no column ${name}`);
    return cell;
  };
  const number = (name: string): number => {
    const value = Number(text(name));
    if (text(name) === '' || !Number.isFinite(value)) throw new Error(`${name} is no number: ${text(name)}`);
    return value;
  };
  const name = text('runtime').replace(/ snapstart$/, '');
  return {
    runtime: STANDS_FOR[name] ?? name,
    packageType: text('package'),
    architecture: text('arch'),
    memoryMB: number('memoryMB'),
    snapStart: text('snapstart') === 'True',
    current: text('current') === 'True',
    from: text('from'),
    to: text('to'),
    quantiles: COLUMNS.map(number),
    mean: number('mean'),
    firstInvoke: number('cold_invoke_ms'),
  };
}
