// The tables of src/lambda/calibrated.ts: which rows make which of them.
import { ARCHITECTURES, KNOWN, MEMORIES, type Measured, PACKAGES } from './measured.js';
import { type Pool, pool, shrunk } from './pooled.js';

/** The rows that the tables of init are tested on, and therefore made without. */
export const HELD_OUT_MB = 512;

/** Where the medians of small and large memory differ by more than this, they are not pooled. */
const SAME = 0.05;

/** The geometric middle of 256 MB and 1,024 MB: from here on memory counts as large. */
export const LARGE_FROM_MB = 512;

export interface InitTables {
  /** For every memory size, or for the large ones where `small` has an entry too. */
  readonly all: readonly Pool[];
  readonly small: readonly Pool[];
}

const ofOneKind = (rows: readonly Measured[]): Measured[][] =>
  KNOWN.flatMap((runtime) =>
    PACKAGES.flatMap((packageType) =>
      ARCHITECTURES.map((architecture) =>
        rows.filter(
          (row) => row.runtime === runtime && row.packageType === packageType && row.architecture === architecture,
        ),
      ),
    ),
  ).filter((kind) => kind.length > 0);

/** Init by runtime, package type and architecture. M-INIT. */
export function initTables(rows: readonly Measured[]): InitTables {
  const kinds = ofOneKind(rows.filter((row) => !row.snapStart && row.memoryMB !== HELD_OUT_MB));
  const parted = kinds.map(bySize);
  const pools = PACKAGES.flatMap((packageType) =>
    shrunk(parted.flatMap(({ small, large }) => [...small, large]).filter((each) => each.packageType === packageType)),
  );
  const isSmall = ({ rows: [row] }: Pool): boolean =>
    parted.some(({ small }) => small.some(({ rows: [first] }) => first === row));
  return { all: pools.filter((each) => !isSmall(each)), small: pools.filter(isSmall) };
}

/** One pool, or two where memory makes a difference. */
function bySize(rows: readonly Measured[]): { readonly small: readonly Pool[]; readonly large: Pool } {
  const small = pool(rows.filter((row) => row.memoryMB < LARGE_FROM_MB));
  const large = pool(rows.filter((row) => row.memoryMB >= LARGE_FROM_MB));
  const ratio = large.quantiles[3]! / small.quantiles[3]!;
  return Math.abs(ratio - 1) > SAME ? { small: [small], large } : { small: [], large: pool(rows) };
}

/** Restore by runtime, over all memory sizes. M-RESTORE. */
export function restoreTables(rows: readonly Measured[]): Pool[] {
  return ofOneKind(rows.filter((row) => row.snapStart)).map(pool);
}

export interface FirstInvokes {
  readonly runtime: string;
  readonly packageType: string;
  readonly architecture: string;
  /** By memory size, as `MEMORIES`. */
  readonly extra: readonly number[];
}

/**
 * What the first invocation takes beyond the handler's own time. That is not in the data; taken for it is what the fastest
 * runtime of all needs at the same size. M-FIRST-INVOKE.
 */
export function firstInvokes(rows: readonly Measured[], snapStart: boolean): FirstInvokes[] {
  return ofOneKind(rows.filter((row) => row.snapStart === snapStart)).map((kind) => {
    const [{ runtime, packageType, architecture }] = kind as [Measured];
    const extra = MEMORIES.map((memoryMB) => {
      const row = kind.find((each) => each.memoryMB === memoryMB);
      if (row === undefined) throw new Error(`${runtime} was not measured at ${memoryMB} MB`);
      return Math.max(0, row.firstInvoke - fastest(rows, row));
    });
    return { runtime, packageType, architecture, extra };
  });
}

function fastest(rows: readonly Measured[], like: Measured): number {
  const same = rows.filter(
    (row) =>
      row.current &&
      /^(rust|c\+\+)/.test(row.runtime) &&
      row.packageType === like.packageType &&
      row.architecture === like.architecture &&
      row.memoryMB === like.memoryMB,
  );
  if (same.length === 0) throw new Error(`no native runtime was measured at ${like.memoryMB} MB`);
  return Math.min(...same.map((row) => row.firstInvoke));
}
