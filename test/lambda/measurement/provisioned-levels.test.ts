import { describe, expect, it } from 'vitest';
import { ProvisionedLevels } from '../../../src/lambda/measurement/provisioned-levels.js';

const windowOf = (from: number, to: number, step = to) => ({ from, to, step, steps: Math.ceil(to / step) });

/** The usual way of environments: requested at 0, available at 10. */
function filled(count: number, levels: ProvisionedLevels): ProvisionedLevels {
  levels.request(0, count);
  levels.allocate(10, count);
  levels.makeAvailable(10, count);
  return levels;
}

describe('levels of provisioned environments', () => {
  it('are of what is requested, allocated, available and in use', () => {
    const levels = filled(4, new ProvisionedLevels(windowOf(0, 100), null));
    levels.use(50, 1);
    levels.use(70, 2);
    levels.use(90, -3);
    levels.finish();
    const means = [levels.requested, levels.allocated, levels.available, levels.used].map(({ mean }) => mean);
    expect(means).toEqual([4, 3.6, 3.6, (20 * 1 + 20 * 3) / 100]);
    expect(levels.used.max).toBe(3);
  });

  it('have utilisation as what is in use over what is available at each moment', () => {
    const levels = filled(4, new ProvisionedLevels(windowOf(0, 100), null));
    levels.use(20, 2); // 0.5 until 60
    levels.makeAvailable(60, 4); // 0.25 until the end
    levels.finish();
    expect(levels.utilization.area).toBe(0.5 * 40 + 0.25 * 40);
    expect(levels.utilization.max).toBe(0.5);
    expect(levels.isAvailable.area).toBe(90);
  });

  it('have no utilisation where nothing is available', () => {
    const levels = new ProvisionedLevels(windowOf(0, 100), null);
    levels.request(0, 4);
    levels.finish();
    expect([levels.utilization.max, levels.isAvailable.max]).toEqual([0, 0]);
  });

  it('release at one moment what is neither wanted nor in use any more', () => {
    const levels = filled(4, new ProvisionedLevels(windowOf(0, 100), null));
    levels.use(20, 3);
    levels.release(60, 3, 2); // an idle one and two busy ones: one of one is left
    levels.use(80, -1);
    levels.finish();
    const values = [levels.requested, levels.allocated, levels.available, levels.used].map(({ value }) => value);
    expect(values).toEqual([1, 1, 1, 0]);
    // In between it was never one of four, or three of one.
    expect(levels.utilization.area).toBe(0.75 * 40 + 1 * 20);
    expect(levels.utilization.max).toBe(1);
  });

  it('end with none of them', () => {
    const levels = filled(2, new ProvisionedLevels(windowOf(0, 100), null));
    levels.use(20, 2);
    levels.release(50, 2, 2);
    levels.finish();
    expect([levels.utilization.value, levels.isAvailable.value]).toEqual([0, 0]);
    expect([levels.utilization.area, levels.isAvailable.area]).toEqual([30, 40]);
  });
});

describe('the least value', () => {
  it('is that from the warm-up on', () => {
    const levels = new ProvisionedLevels(windowOf(50, 100), null);
    levels.request(0, 5);
    levels.release(10, 4, 0);
    levels.request(20, 7);
    levels.makeAvailable(30, 9);
    levels.release(70, 2, 0);
    levels.request(80, 4);
    expect([levels.leastRequested, levels.leastAvailable]).toEqual([6, 3]);
  });

  it('is not one that ends with the warm-up', () => {
    const levels = new ProvisionedLevels(windowOf(50, 100), null);
    levels.request(50, 3);
    levels.makeAvailable(50, 3);
    expect([levels.leastRequested, levels.leastAvailable]).toEqual([3, 3]);
    const before = new ProvisionedLevels(windowOf(50, 100), null);
    before.request(51, 3);
    before.makeAvailable(51, 3);
    expect([before.leastRequested, before.leastAvailable]).toEqual([0, 0]);
  });

  it('of what never changes is what there is', () => {
    const levels = filled(3, new ProvisionedLevels(windowOf(0, 100), null));
    const constant = new ProvisionedLevels(windowOf(0, 100), null);
    constant.request(0, 2);
    expect([levels.leastAvailable, constant.leastRequested]).toEqual([0, 2]);
  });
});

describe('levels of a whole', () => {
  it('are the sums of its parts, utilisation that of all together', () => {
    const whole = new ProvisionedLevels(windowOf(0, 100), null);
    const [a, b] = [new ProvisionedLevels(whole.window, whole), new ProvisionedLevels(whole.window, whole)];
    filled(4, a);
    filled(2, b);
    a.use(20, 3);
    b.use(20, 1);
    b.release(60, 2, 1);
    a.use(80, -3);
    for (const levels of [whole, a, b]) levels.finish();
    for (const name of ['requested', 'allocated', 'available', 'used'] as const) {
      expect([name, whole[name].area]).toEqual([name, a[name].area + b[name].area]);
    }
    expect(whole.utilization.area).toBeCloseTo((4 / 6) * 40 + (3 / 4) * 20, 12);
  });
});

describe('a watcher', () => {
  it('is told each change of utilisation, and what it is at first', () => {
    const levels = new ProvisionedLevels(windowOf(0, 100), null);
    const told: unknown[] = [];
    levels.watch({ change: (...change) => told.push(change) });
    levels.request(0, 4);
    levels.makeAvailable(10, 4);
    levels.use(20, 3);
    levels.release(30, 3, 2);
    expect(told).toEqual([
      [0, 0, false],
      [10, 0, true],
      [20, 0.75, true],
      [30, 1, true],
    ]);
  });
});
