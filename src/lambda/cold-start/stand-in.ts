// Which measured runtime stands in for one that was not measured: the nearest version of its family.
// M-INIT-FAMILY is assumed, and so is M-RESTORE for all but Java.
import { INIT_MS, RESTORE_MS } from '../calibrated.js';
import { DEFAULT_RUNTIME, type PackageType } from '../defaults.js';

interface Name {
  readonly family: string;
  /** Major version times 1,000 plus minor; 0 where the name has none. */
  readonly version: number;
}

const FAMILIES = ['nodejs', 'python', 'java', 'dotnet', 'ruby', 'provided', 'go'] as const;

/** Restores were measured of this family alone; the newest of it stands for the others. */
const RESTORED = 'java';
const RESTORED_RUNTIME = 'java21';

function nameOf(runtime: string): Name | null {
  const family = FAMILIES.find((each) => runtime.startsWith(each));
  if (family === undefined) return null;
  const [, major = '0', minor = '0'] = /^\D*(\d+)(?:\.(\d+))?/.exec(runtime.replace(/\.al\d*$/, '')) ?? [];
  return { family, version: 1_000 * Number(major) + Number(minor) };
}

/** The measured runtime nearest to a runtime in its family, of two equally near the later one; `null` without family. */
function nearest(runtime: string, measured: readonly string[]): string | null {
  if (measured.includes(runtime)) return runtime;
  const name = nameOf(runtime);
  if (name === null) return null;
  const distance = (other: string): number => {
    const { family, version } = nameOf(other)!;
    return family === name.family ? Math.abs(version - name.version) : Infinity;
  };
  const least = Math.min(...measured.map(distance));
  return least === Infinity ? null : (measured.findLast((other) => distance(other) === least) ?? null);
}

/** The runtime whose measured init is taken for a runtime's. An unknown runtime counts as the default one. */
export function measuredAs(runtime: string, packageType: PackageType): string {
  const measured = Object.keys(INIT_MS).filter((each) => INIT_MS[each]?.[packageType] !== undefined);
  return nearest(runtime, measured) ?? DEFAULT_RUNTIME;
}

/** The runtime whose measured restore is taken for a runtime's: all but Java are assumed to restore as Java 21. */
export function restoredAs(runtime: string): string {
  return runtime.startsWith(RESTORED)
    ? (nearest(runtime, Object.keys(RESTORE_MS)) ?? RESTORED_RUNTIME)
    : RESTORED_RUNTIME;
}
