// What other settings would cost: each claim is checked by simulating the other setting.
import { describe, expect, it } from 'vitest';
import type { FunctionResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const run = (inside: string, arrivals = '{ constant: { rate: 2/s } }'): FunctionResult =>
  simulate(
    sound(`
duration: 2h
functions:
  api:
    runtime: java21
    placementLatency: 0ms
    timeout: 60s
    ${inside.replaceAll('\n', '\n    ')}
triggers:
  web: { type: sdk, target: 'api:1', arrivals: ${arrivals} }
`),
    0,
  ).functions['api']!;

describe('the other architecture', () => {
  it.each(['x86_64', 'arm64'] as const)('costs what it would, at the same times, seen from %s', (architecture) => {
    const other = architecture === 'x86_64' ? 'arm64' : 'x86_64';
    const text = (of: string) => `memory: 1024\narchitecture: ${of}\nhandler: 200ms\ninit: 1s\nlogBytes: 1KB`;
    const { architecture: there } = run(text(architecture)).breakEven!;
    expect(there).toMatchObject({ to: other });
    expect(there!.cost).toBeCloseTo(run(text(other)).cost.total, 12);
  });

  it('costs the same where all takes as many times as long as the break-even says', () => {
    const { breakEven, cost } = run('memory: 1024\nhandler: 200ms\ninit: 0ms');
    const { slowdown } = breakEven!.architecture!;
    const slower = run(`memory: 1024\narchitecture: arm64\nhandler: ${Math.round(200 * slowdown)}ms\ninit: 0ms`);
    expect(slowdown).toBeCloseTo(1.25, 4);
    expect(slower.cost.total).toBeCloseTo(cost.total, 5);
  });

  it('is not guessed where its provisioned concurrency has no price', () => {
    const text = `memory: 512\nhandler: 200ms\ninit: 1s\nregion: eu-west-1\nversions: { 1: { provisionedConcurrency: 1 } }`;
    expect(run(text).breakEven!.architecture).toMatchObject({ to: 'arm64', cost: null });
    expect(run(text.replace('region: eu-west-1\n', '')).breakEven!.architecture!.cost).toBeGreaterThan(0);
  });
});

describe('another memory size', () => {
  const text = (memory: number) =>
    `memory: ${memory}\nhandler: 200ms\ninit: 0ms\ncpuBound: { share: 0.6, threads: 1, atMemory: 512 }`;

  it.each([128, 256, 1024, 1769])('of %d MB costs what cpuBound says it would', (memory) => {
    const there = run(text(512)).breakEven!.memory.find(({ memoryMB }) => memoryMB === memory)!;
    const seen = run(text(memory));
    expect(there.slowdown).toBe(512 / memory);
    expect(there.handler! * 200).toBeCloseTo(seen.durationMs.mean!, 2);
    // Of lengths that are no whole milliseconds, a bill rounds each up.
    expect(there.cost! / seen.cost.total).toBeCloseTo(1, 1.9);
  });

  it('is not guessed without cpuBound: only how much faster it would have to be', () => {
    const { memory } = run('memory: 512\nhandler: 200ms\ninit: 0ms').breakEven!;
    expect(memory.find(({ memoryMB }) => memoryMB === 1024)).toEqual({
      memoryMB: 1024,
      slowdown: 0.5,
      handler: null,
      cost: null,
    });
    expect(memory.some(({ memoryMB }) => memoryMB === 512)).toBe(false);
  });
});

describe('SnapStart', () => {
  const text = 'memory: 1024\nhandler: 200ms\ninit: 3s\nfirstInvoke: 0ms';
  const rare = '{ constant: { rate: 4/h } }';

  it('costs a cold start less than its init, for Java, which has snapshots free', () => {
    const without = run(text, rare);
    const { snapStart } = without.breakEven!;
    const restored = run(`${text}\nsnapStart: true`, rare);
    expect(snapStart).toMatchObject({ cachePerHour: 0, coldStartsPerHour: 0 });
    const saved = (without.cost.total - restored.cost.total) / without.coldStarts;
    // The mean of a few restores is not that of all.
    expect(-snapStart!.perColdStart / saved).toBeCloseTo(1, 1.3);
    expect(snapStart!.savedMsPerColdStart).toBeCloseTo(
      without.coldLatencyMs.mean! - restored.coldLatencyMs.mean!,
      -2.5,
    );
  });

  it('is no question of a runtime without it, of one that has it, and of a run without cold starts', () => {
    expect(run(`${text}\nsnapStart: true`).breakEven!.snapStart).toBeNull();
    expect(run(`${text}\nephemeralStorage: 1024`).breakEven!.snapStart).toBeNull();
    expect(run(`${text}\npackage: { type: image }`).breakEven!.snapStart).toBeNull();
    expect(run(`${text}\nreservedConcurrency: 0`).breakEven!.snapStart).toBeNull();
  });
});
