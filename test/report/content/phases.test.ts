import { describe, expect, it } from 'vitest';
import { resultOf as measured } from '../../../src/experiments/result.js';
import { PAGE_STYLE } from '../../../src/report/browser/style.js';
import { subjects } from '../../../src/report/content/figures.js';
import { anatomies, anatomyText, initRemarks, PARTS, phaseTable } from '../../../src/report/content/phases.js';
import type { Result } from '../../../src/result.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';
import { busyFunction, idleFunction, oneFunction, resultOf } from '../fixtures.js';

const CALLS = { web: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '10/m' } } } };

/** A function with known lengths, simulated. */
function run(change: object, target = 'api'): Result {
  const of = scenario({
    duration: '30m',
    functions: { api: { memory: 1769, placementLatency: '100ms', handler: '50ms', keepAlive: '3s', ...change } },
    triggers: { web: { ...CALLS.web, target } },
  });
  return measured(of, [simulate(of, 0)], { command: '', warnings: [], interrupted: false });
}

const of = (result: Result) => anatomies(subjects(result)[0]!);

describe('the anatomy of a cold start', () => {
  it('adds up to what a cold start takes beside its handler', () => {
    const result = run({ functionInit: '300ms', extensions: [{ init: '60ms' }], firstInvoke: '20ms' });
    const [anatomy] = of(result);
    expect(anatomy!.parts.map(({ name }) => name)).toEqual([
      'placement',
      'extensionInit',
      'runtimeInit',
      'functionInit',
      'firstInvoke',
    ]);
    expect(anatomy!.ms).toBeCloseTo(
      anatomy!.parts.reduce((sum, { ms }) => sum + ms, 0),
      9,
    );
    const cold = result.runs[0]!.functions['api']!.coldLatencyMs.mean!;
    expect(anatomy!.ms + 50).toBeCloseTo(cold, 3);
    expect(anatomy!.billedMs + 100).toBeCloseTo(anatomy!.ms, 9);
  });

  it('says how its mean is made up, and how much of it is billed', () => {
    const [anatomy] = of(run({ init: '200ms' }));
    expect(anatomyText(anatomy!)).toBe('300 ms on average = placement 100 ms + init 200 ms; 200 ms of it billed');
    const [free] = of(run({ init: '0ms' }));
    expect(anatomyText(free!)).toBe('100 ms on average = placement 100 ms; none of it billed');
  });

  it('tells the billed reading of an image from the unbilled download of a zip', () => {
    const zip = of(run({ init: '200ms', placementLatency: undefined, package: { size: '100MB' } }))[0]!;
    expect(zip.parts.map(({ name, billed }) => [name, billed])).toEqual([
      ['placement', false],
      ['download', false],
      ['functionInit', true],
    ]);
    const image = { type: 'image', size: '100MB', chunkCache: 'empty' };
    const read = of(run({ init: '200ms', package: image }))[0]!;
    expect(read.parts.map(({ name, billed }) => [name, billed])).toEqual([
      ['placement', false],
      ['load', true],
      ['functionInit', true],
    ]);
    expect(read.ms).toBeCloseTo(run({ init: '200ms', package: image }).runs[0]!.total.coldLatencyMs.mean! - 50, 3);
  });

  it('splits a restore by the share that is billed', () => {
    const snapStart = { restore: '600ms', billedShare: 0.25 };
    const [restored] = of(run({ runtime: 'java21', snapStart, firstInvoke: '0ms' }, 'api:1'));
    expect(restored!.parts.map(({ name, ms }) => [name, ms])).toEqual([
      ['placement', 100],
      ['restoreUnbilled', 450],
      ['restore', 150],
    ]);
    expect(restored!.billedMs).toBe(150);
  });

  it('keeps apart those whose init fails: only its second run, within the invocation, is billed', () => {
    const [good, failed] = of(run({ init: '200ms', initErrorRate: 0.5 }));
    expect(good!.way).toBe('');
    expect(failed).toMatchObject({ way: 'where the init fails', ms: 500, billedMs: 200 });
  });

  it('is none where nothing starts cold', () => {
    expect(of(resultOf({ functions: { idle: idleFunction() } }))).toEqual([]);
    expect(phaseTable(resultOf({ functions: { idle: idleFunction() } })).rows).toEqual([]);
    expect(of(resultOf({ functions: { warm: busyFunction({ coldStarts: 0 }) } }))).toEqual([]);
  });
});

describe('the table of phases', () => {
  it('has a column for each phase that occurs, after the sums', () => {
    const { head, rows } = phaseTable(oneFunction());
    expect(head).toEqual([
      'Function',
      'Together',
      'Billed',
      'Placement',
      'Download',
      'Runtime init',
      'Function init',
      'First invoke',
    ]);
    expect(rows).toEqual([[{ name: 'checkout' }, '671 ms', '451 ms', '198 ms', '22 ms', '154 ms', '286 ms', '11 ms']]);
  });
});

describe('what is said of inits beside the phases', () => {
  const remarks = (change: object) =>
    initRemarks(subjects(resultOf({ functions: { api: busyFunction(change) } }))[0]!).map(
      ({ label, text }) => `${label}: ${text}`,
    );

  it('is nothing where there is nothing to say', () => {
    expect(remarks({})).toEqual([]);
  });

  it('is how many failed and how, how many were suppressed, how many ran ahead', () => {
    expect(remarks({ initTimeouts: 3, initErrors: 2, suppressedInits: 9, proactiveInits: 4 })).toEqual([
      'failed inits: 3 stopped at AWS’s limit, 2 in error; unbilled, and run again within the invocation',
      'resets: 9 suppressed inits, each within the invocation after a timeout, a crash or a failed init',
      'spares: 4 environments initialised with no request waiting for them',
    ]);
    expect(remarks({ initErrors: 1 })).toEqual([
      'failed inits: 1 in error; unbilled, and run again within the invocation',
    ]);
  });
});

describe('each part', () => {
  it('has a colour of its own on the page', () => {
    for (const [name] of PARTS) expect(PAGE_STYLE).toMatch(new RegExp(`\\.part-${name}\\b[^}]*fill: #`));
  });
});
