// Whether intervals hold the truth as often as they say: what `npm run coverage` found in 2,000 experiments of each kind, and some of
// them again.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Coverage, coverageOf, kinds, shareHeld } from './coverage.js';

const FOUND = JSON.parse(readFileSync(new URL('coverage.json', import.meta.url), 'utf8')) as Coverage[];
const AGAIN = 20;

const { fixed, stopping } = kinds();
const found = (what: string): Coverage => FOUND.find((each) => each.what === what)!;

describe('intervals at 95 %', () => {
  it('were counted in 2,000 experiments of each kind', () => {
    expect(FOUND.map(({ what, experiments }) => [what, experiments])).toEqual(
      [...fixed, ...stopping].map(({ what }) => [what, 2000]),
    );
  });

  it.each(fixed.map(({ what }) => what))('hold in 93.4 to 96.6 %%: %s', (what) => {
    expect(shareHeld(found(what))).toBeGreaterThanOrEqual(0.934);
    expect(shareHeld(found(what))).toBeLessThanOrEqual(0.966);
  });

  it.each(stopping.map(({ what }) => what))(
    'hold in 92 %% at least where they stopped the replications: %s',
    (what) => {
      expect(shareHeld(found(what))).toBeGreaterThanOrEqual(0.92);
    },
  );

  // A regression of the engine or of the intervals shows in any twenty of them: fewer than 15 happen once in 3,000 times.
  it.each([fixed[0]!, fixed[3]!, ...stopping].map((kind) => [kind.what, kind] as const))(
    'hold in the first twenty again: %s',
    (_, kind) => {
      const again = coverageOf(kind, AGAIN);
      expect(again.truth).toBe(found(kind.what).truth);
      expect(again.held).toBeGreaterThanOrEqual(15);
    },
  );
});
