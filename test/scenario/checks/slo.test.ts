// Conditions on what goes through an alias or version.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import { small } from '../example.js';

const inside = [
  'aliases:',
  '  live: { version: 1, provisionedConcurrency: { min: 0, max: 5, targetUtilization: 0.7, scheduled: [{ at: 1m, min: 1 }] } }',
  '  bare: { version: 2 }',
  'versions: { 3: { provisionedConcurrency: 1 } }',
].join('\n');

const said = (metric: string): string[] =>
  parseScenario(small(inside, `slo: [functions.api.aliases${metric} < 5]`), { file: 's.yaml' })
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, message, hint }) => `${code} ${message}${hint === undefined ? '' : ` (${hint})`}`);

describe('an objective', () => {
  it.each([
    '.live.arrivals',
    '.live.spilloverInvocations',
    '.live.spilloverByReason.concurrency',
    '.live.spilloverByReason.requestRate',
    '.live.provisioned.utilizationMean',
    '.live.provisioned.requested.max',
    '.live.provisioned.available.end',
    '.live.provisioned.cost.onDemandInstead',
    '.live.provisioned.breakEvenUtilization',
    '.3.provisioned.wastedMean',
    '.bare.throttles',
  ])('may be about functions.api.aliases%s', (metric) => {
    expect(said(metric)).toEqual([]);
  });

  it.each([
    ['', 'aliases needs the name of an alias after it'],
    ['.liv.throttles', 'function "api" has no alias or provisioned version "liv" (did you mean "live"?)'],
    ['.4.throttles', 'function "api" has no alias or provisioned version "4"'],
    ['.live.throtles', 'unknown metric "throtles" (did you mean "throttles"?)'],
    ['.live.version', 'unknown metric "version"'],
    ['.live.spilloverByReason', 'spilloverByReason needs one of concurrency, requestRate'],
    ['.live.provisioned.status', 'unknown metric "status"'],
    ['.live.provisioned.activities.0.atMs', 'unknown metric "activities"'],
    ['.live.provisioned.usedMaen', 'unknown metric "usedMaen" (did you mean "usedMean"?)'],
    ['.live.provisioned.cost', 'cost needs one of capacity, duration, onDemandInstead'],
    ['.bare.provisioned.usedMean', 'nothing is ever provisioned on "bare"'],
  ])('cannot be about functions.api.aliases%s', (metric, message) => {
    expect(said(metric)).toEqual([expect.stringContaining(`bad-slo ${message}`)]);
  });
});
