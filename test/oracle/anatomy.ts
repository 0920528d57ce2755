// Random anatomies of cold starts for the fuzzed functions: every phase, failed inits, crashes, snapshots, processors and
// eager assignment, long enough and often enough to meet each other.
import type { Distribution } from '../../src/scenario/traffic/types.js';
import type { ColdStartSpec, FunctionSpec, SnapStartSpec } from '../../src/scenario/types.js';

const MS = 1000;
const SECOND = 1_000_000;

export const micros = (value: number): Distribution => ({ kind: 'constant', value });

/** A cold start of nothing unless told, with its init given. */
export function coldStart(settings: Partial<ColdStartSpec> = {}): ColdStartSpec {
  return {
    placement: micros(0),
    download: 0,
    load: 0,
    extensionInits: [],
    runtimeInit: micros(0),
    functionInit: micros(0),
    initGiven: true,
    initBilled: true,
    firstInvoke: micros(0),
    errorRate: 0,
    ...settings,
  };
}

/** The function with more of everything that a start can go through, its times on a grid. */
export function withAnatomy(spec: FunctionSpec, next: () => number, grid: number): FunctionSpec {
  const chance = (probability: number): boolean => next() < probability;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const upTo = (high: number): number => Math.round((next() * high) / grid) * grid;
  if (chance(0.2)) return spec;

  const provisioned = [...spec.aliases, ...spec.versions].some((setting) => setting.provisioned.initial > 0);
  // Around the limit of 10 s, and now and then beyond the one of provisioned environments.
  const tooLong = (): number => 10 * SECOND + pick([0, grid, grid, SECOND, 2500 * MS]);
  const isLong = chance(0.15);
  const beyondAll = provisioned && chance(0.06);

  const init = (): Pick<ColdStartSpec, 'initGiven' | 'runtimeInit' | 'functionInit'> => {
    const own = spec.coldStart.functionInit;
    const length = beyondAll ? 131 * SECOND : isLong ? tooLong() : own.kind === 'constant' ? own.value : 0;
    if (chance(0.4)) return { initGiven: true, runtimeInit: micros(0), functionInit: micros(length) };
    const runtime = chance(0.2) ? 0 : upTo(length);
    return { initGiven: false, runtimeInit: micros(runtime), functionInit: micros(length - runtime) };
  };
  const load = (): number =>
    chance(0.3) ? pick([tooLong(), tooLong(), 25 * SECOND]) : upTo(pick([SECOND, 4 * SECOND]));
  const firstInvoke = (): Distribution => micros(chance(0.4) ? upTo(pick([300 * MS, SECOND, 4 * SECOND])) : 0);
  const snapStart = (): SnapStartSpec => ({
    restore: micros(chance(0.25) ? tooLong() : upTo(2 * SECOND)),
    billedShare: pick([0, 0.25, 0.33, 0.5, 1]),
    firstInvoke: firstInvoke(),
  });

  const isEmptyImage = chance(0.25);
  return {
    ...spec,
    memoryMB: chance(0.8) ? spec.memoryMB : 3538,
    timeout: isLong && chance(0.7) ? pick([11, 15, 30]) * SECOND : spec.timeout,
    package: isEmptyImage ? { type: 'image', size: 1, zipped: null, source: 'ecr', chunkCache: 'empty' } : spec.package,
    cpuBound: chance(0.35)
      ? {
          share: pick([0, 0.5, 0.75, 1, 1]),
          threads: pick([1, 1, 2]),
          atMemoryMB: pick([spec.memoryMB, 512, 1024, 1769, 3538]),
        }
      : spec.cpuBound,
    coldStart: {
      placement: spec.coldStart.placement,
      download: !isEmptyImage && chance(0.3) ? upTo(SECOND) : 0,
      load: isEmptyImage ? load() : 0,
      extensionInits: Array.from({ length: chance(0.35) ? 1 + Math.floor(next() * 3) : 0 }, () =>
        micros(upTo(500 * MS)),
      ),
      ...init(),
      initBilled: chance(0.8),
      firstInvoke: firstInvoke(),
      errorRate: chance(0.06) ? 1 : 0,
    },
    snapStart: !provisioned && chance(0.4) ? snapStart() : null,
    eagerAssignment: chance(0.5),
    crashRate: chance(0.1) ? 1 : 0,
  };
}
