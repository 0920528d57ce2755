import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INIT_MS } from '../../../src/lambda/calibrated.js';
import { predictedFirstInvoke, predictedInit, predictedRestore } from '../../../src/lambda/cold-start/predicted.js';
import { DEPRECATED_RUNTIMES, RUNTIMES } from '../../../src/lambda/cold-start/runtimes.js';
import type { Distribution } from '../../../src/scenario/traffic/types.js';

const ALL = [...RUNTIMES, ...DEPRECATED_RUNTIMES, 'unheard-of'];
const KINDS = ALL.flatMap((runtime) =>
  (['zip', 'image'] as const).flatMap((packageType) =>
    (['x86_64', 'arm64'] as const).map((architecture) => ({ runtime, packageType, architecture })),
  ),
);

type Points = readonly (readonly [probability: number, value: number])[];

function pointsOf(distribution: Distribution): Points {
  if (distribution.kind !== 'quantiles') throw new Error(distribution.kind);
  return distribution.points;
}

const median = (distribution: Distribution): number => pointsOf(distribution).find(([p]) => p === 0.5)![1];

/** Whole microseconds over 0 that never fall, from probability 0 to 1. */
function isSound(points: Points): boolean {
  const rising = points.every(([p, value], at) => at === 0 || (p > points[at - 1]![0] && value >= points[at - 1]![1]));
  const whole = points.every(([, value]) => Number.isSafeInteger(value) && value > 0);
  return rising && whole && points[0]![0] === 0 && points.at(-1)![0] === 1;
}

describe('predicted init', () => {
  it('is a distribution for every runtime, package type, architecture and memory size', () => {
    const unsound = KINDS.filter(({ runtime, packageType, architecture }) =>
      [128, 511, 512, 10_240].some(
        (memoryMB) => !isSound(pointsOf(predictedInit(runtime, packageType, architecture, memoryMB))),
      ),
    );
    expect(unsound).toEqual([]);
  });

  it('is the calibrated table in microseconds', () => {
    const points = pointsOf(predictedInit('python3.13', 'zip', 'arm64', 128));
    expect(points.map(([, value]) => value / 1000)).toEqual(INIT_MS['python3.13']!['zip']!['arm64']);
  });

  it('does not depend on memory, but for Ruby on arm64', () => {
    const changing = KINDS.filter(
      ({ runtime, packageType, architecture }) =>
        median(predictedInit(runtime, packageType, architecture, 128)) !==
        median(predictedInit(runtime, packageType, architecture, 512)),
    );
    expect(changing.length).toBeGreaterThan(0);
    expect(changing.every(({ runtime, architecture }) => runtime.startsWith('ruby') && architecture === 'arm64')).toBe(
      true,
    );
  });

  it('changes for Ruby on arm64 at 512 MB', () => {
    const at = (memoryMB: number): number => median(predictedInit('ruby3.2', 'zip', 'arm64', memoryMB));
    expect(at(511)).toBe(at(128));
    expect(at(512)).toBe(at(10_240));
    expect(at(512)).toBeGreaterThan(1.1 * at(511));
  });

  it('is that of the other architecture where one was not measured', () => {
    expect(predictedInit('go1.x', 'zip', 'arm64', 128)).toEqual(predictedInit('go1.x', 'zip', 'x86_64', 128));
  });
});

describe('a predicted restore', () => {
  it('is a distribution for every runtime', () => {
    expect(ALL.filter((runtime) => !isSound(pointsOf(predictedRestore(runtime))))).toEqual([]);
  });

  it('takes longer than the init of the fastest runtimes', () => {
    expect(median(predictedRestore('java21'))).toBeGreaterThan(
      median(predictedInit('provided.al2023', 'zip', 'arm64', 512)),
    );
  });
});

describe('the predicted first invocation', () => {
  const dotnet = (memoryMB: number): number => predictedFirstInvoke('dotnet8', 'zip', 'x86_64', memoryMB, false);

  it('takes about 720 ms at 128 MB and about 165 ms at 512 MB for .NET 8', () => {
    expect(Math.abs(dotnet(128) - 720_000)).toBeLessThan(10_000);
    expect(Math.abs(dotnet(512) - 165_000)).toBeLessThan(5_000);
  });

  it('is a straight line over 1769 / memory between the measured sizes', () => {
    const slowness = (memoryMB: number): number => 1769 / memoryMB;
    const share = (slowness(300) - slowness(512)) / (slowness(256) - slowness(512));
    expect(dotnet(300)).toBe(Math.round(dotnet(512) + share * (dotnet(256) - dotnet(512))));
  });

  it('goes on to a whole vCPU and changes no more', () => {
    expect(dotnet(1769)).toBeLessThan(dotnet(1024));
    expect(dotnet(10_240)).toBe(dotnet(1769));
  });

  it('is a whole number of microseconds, never below 0, for every function', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.integer({ min: 128, max: 10_240 }),
        fc.boolean(),
        ({ runtime, packageType, architecture }, memoryMB, snapStart) => {
          const extra = predictedFirstInvoke(runtime, packageType, architecture, memoryMB, snapStart);
          expect(Number.isSafeInteger(extra) && extra >= 0).toBe(true);
        },
      ),
    );
  });

  it('after a restore is as measured for Java, and as after an init for the others', () => {
    const extra = (runtime: string, snapStart: boolean): number =>
      predictedFirstInvoke(runtime, 'zip', 'x86_64', 512, snapStart);
    expect(extra('java25', true)).toBe(extra('java21', true));
    expect(extra('java21', true)).not.toBe(extra('java21', false));
    expect(extra('python3.13', true)).toBe(extra('python3.13', false));
    expect(extra('dotnet8', true)).toBe(extra('dotnet8', false));
  });
});
