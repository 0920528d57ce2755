import { describe, expect, it } from 'vitest';
import { keyedStream } from '../../../src/engine/random.js';
import { InitEnd } from '../../../src/lambda/cold-start/phases.js';
import { ProvisionedInits } from '../../../src/lambda/provisioned/provisioned-inits.js';
import { scenario } from '../../support/scenario.js';

const SECOND = 1_000_000;
const streamOf = (purpose: string) => keyedStream(['inits', purpose]);

function inits(settings: object, timeout = '3s'): ProvisionedInits {
  const { functions } = scenario({ duration: '1h', functions: { f: { timeout, ...settings } } });
  return new ProvisionedInits(functions[0]!.coldStart, functions[0]!.timeout, streamOf);
}

describe('the init of a provisioned environment', () => {
  it('takes what an init takes, the longest of the extensions included, and is billed so', () => {
    const given = inits({ init: '2s', extensions: [{ init: '400ms' }, { init: '700ms' }] });
    expect(given.next(0)).toEqual({ length: 2.7 * SECOND, billed: 2.7 * SECOND, end: InitEnd.ok });
  });

  it('reads what of the image no cache holds', () => {
    expect(inits({ init: '2s' }).next(SECOND)).toEqual({ length: 3 * SECOND, billed: 3 * SECOND, end: InitEnd.ok });
  });

  it('is drawn under the next number, and under the same one for every setting', () => {
    const one = inits({ init: { exponential: { mean: '2s' } } });
    const drawn = Array.from({ length: 5 }, () => one.next(0).length);
    expect(new Set(drawn).size).toBe(5);
    const other = inits({ init: { exponential: { mean: '2s' } }, memory: 512 });
    expect(Array.from({ length: 5 }, () => other.next(0).length)).toEqual(drawn);
  });

  it('may take 130 s, or the timeout if that is longer, and no microsecond more', () => {
    expect(inits({ init: '130s' }).next(0).end).toBe(InitEnd.ok);
    expect(inits({ init: '130000001us' }).next(0)).toEqual({ length: 130 * SECOND, billed: 0, end: InitEnd.timeout });
    expect(inits({ init: '200s' }, '200s').next(0)).toEqual({
      length: 200 * SECOND,
      billed: 200 * SECOND,
      end: InitEnd.ok,
    });
    expect(inits({ init: '201s' }, '200s').next(0)).toEqual({ length: 200 * SECOND, billed: 0, end: InitEnd.timeout });
  });

  it('that always fails is given up at the end of the first attempt', () => {
    expect(inits({ init: '2s', initErrorRate: 1 }).next(0)).toEqual({
      length: 2 * SECOND,
      billed: 0,
      end: InitEnd.error,
    });
    // Stopped at the limit before it could fail.
    expect(inits({ init: '131s', initErrorRate: 1 }).next(0).end).toBe(InitEnd.timeout);
  });

  describe('that fails now and then', () => {
    const errors = streamOf('provisionedInitError');
    const fails = (key: number): boolean => errors.at(key)() < 0.5;

    it('is tried again at once under the next number, and billed for the attempt that succeeds', () => {
      const given = inits({ init: '2s', initErrorRate: 0.5 });
      let key = 0;
      for (let environment = 0; environment < 50; environment++) {
        let attempts = 1;
        while (fails(++key)) attempts += 1;
        expect(given.next(0)).toEqual({ length: attempts * 2 * SECOND, billed: 2 * SECOND, end: InitEnd.ok });
      }
      expect(key).toBeGreaterThan(70);
    });

    it('is given up when its attempts together take more than the limit', () => {
      const given = inits({ init: '50s', initErrorRate: 0.5 });
      let [key, gaveUp] = [0, 0];
      for (let environment = 0; environment < 50; environment++) {
        const failed = [fails(key + 1), fails(key + 2)];
        const attempts = failed[0] ? (failed[1] ? 3 : 2) : 1;
        key += attempts;
        if (attempts === 3) gaveUp += 1;
        const ok = { length: attempts * 50 * SECOND, billed: 50 * SECOND, end: InitEnd.ok };
        expect(given.next(0)).toEqual(attempts === 3 ? { length: 130 * SECOND, billed: 0, end: InitEnd.timeout } : ok);
      }
      expect(gaveUp).toBeGreaterThan(5);
    });
  });
});
