// A job at a steady distance, under the policy that learns and under every fixed keep-alive from a minute to four hours.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FunctionResult } from '../../../src/result.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

const TEXT = readFileSync(new URL('../../../scenarios/hybrid-histogram.yaml', import.meta.url), 'utf8');
const BOOK = parse(TEXT, { merge: true }) as {
  functions: { learned: object };
  triggers: { 'to-learned': object };
};

/** The job of the book's scenario, alone, under a keep-alive. */
function job(keepAlive: string): FunctionResult {
  const { learned } = BOOK.functions;
  const text = {
    ...BOOK,
    functions: { learned: { ...learned, keepAlive } },
    triggers: { calls: BOOK.triggers['to-learned'] },
  };
  return simulate(scenario(text), 0).total;
}

test('every fixed keep-alive has more cold starts than the hybrid histogram, and idles more unless it never starts warm', () => {
  const learned = job('hybrid-histogram');
  const fixed = Array.from({ length: 240 }, (_, minutes) => job(`${minutes + 1}m`));
  expect(fixed.filter(({ coldStarts }) => coldStarts <= learned.coldStarts)).toEqual([]);
  const everWarm = fixed.filter(({ warmStarts }) => warmStarts > 0);
  expect(everWarm.length).toBeGreaterThan(100);
  expect(everWarm.filter(({ environments }) => environments.meanIdle <= learned.environments.meanIdle)).toEqual([]);
});
