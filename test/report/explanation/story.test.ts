import { describe, expect, test } from 'vitest';
import type { RequestFacts, RequestStory } from '../../../src/explanation.js';
import { exactly, percentileText } from '../../../src/report/explanation/exactly.js';
import { requestStory, storyText } from '../../../src/report/explanation/story.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import { explainSettings } from '../../../src/scenario/settings/explain.js';
import { bytesOf } from '../../support/bytes.js';
import { HOSTILE_NAMES } from '../fixtures.js';

const BASE = {
  name: 'shop',
  duration: '1h',
  functions: {
    api: {
      memory: 512,
      init: '250ms',
      placementLatency: '100ms',
      timeout: '2s',
      handler: '90ms',
      keepAlive: '10s',
    },
  },
  triggers: { web: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '5/m' } } } },
};

/** `trace` is what every file of the scenario holds. */
function told(text: object, request: number, change: Partial<RequestFacts> = {}, trace = ''): RequestStory {
  const { scenario, source, diagnostics } = parseScenario(JSON.stringify(text, null, 1), { file: 'shop.json' });
  if (scenario === null || source === null) throw new Error(JSON.stringify(diagnostics));
  const name = scenario.functions[0]!.name;
  const facts = requestFacts(scenario, { function: name, request, replication: 0 }, () => bytesOf(trace));
  if ('requests' in facts) throw new Error('no such request');
  const { groups } = explainSettings(scenario, source, undefined);
  return requestStory(scenario, { ...facts, ...change }, groups.find(({ kind }) => kind === 'function')!.settings);
}

const withFunction = (change: object, arrivals: object = BASE.triggers.web.arrivals) => ({
  ...BASE,
  functions: { api: { ...BASE.functions.api, ...change } },
  triggers: { web: { ...BASE.triggers.web, arrivals } },
});

const sentences = ({ story }: RequestStory): string[] => story.flatMap(({ text, details }) => [text, ...details]);
const plain = (story: RequestStory): string => storyText(story, 80);

describe('the story of a request', () => {
  test('is told from the call to the end of its environment, with times that add up', () => {
    expect(plain(told(BASE, 2))).toBe(`shop: request 2 of api (seed 42, replication 0)

   0.000 s  Trigger web calls api, on 2025-01-06 at 00:00:24.000 UTC, 24 s after
            the start of the simulation.
              No alias is named: the call goes to $LATEST.
   0.000 s  There is room: 0 of at most 1,000 executions on demand.
              The limit is what the account has left for functions that reserve
              nothing.
   0.000 s  No environment of $LATEST is idle: a new one is made, environment 2,
            a cold start.
              Cause: expired. Environment 1, the last to end, did so at
              00:00:22, 10 s after its last use: its keep-alive was over.
   0.000 s  Placement: Lambda finds room for it in 100 ms (not billed, in no
            log).
              placementLatency: 100ms – file 8:24.
   0.100 s  Init: runtime and function initialise in 250 ms (billed).
              init: 250ms – file 7:12.
   0.350 s  The handler runs for 90 ms (billed).
              handler: 90ms – file 10:15.
   0.440 s  It returns: the client has waited 440 ms.
   0.440 s  Billed: init 250 ms + duration 90 ms, rounded up to 340 ms.
              At list price for 512 MB on x86_64: $0.0000030 (duration
              $0.0000028, the request $0.00000020).
  10.440 s  Environment 2 ends at 00:00:34.440, after 10 s idle: its keep-alive
            was over.

In the log (the memory used is not simulated):
  REPORT RequestId: <request 2> Duration: 90.00 ms Billed Duration: 340 ms
    Memory Size: 512 MB Init Duration: 250.00 ms
`);
  });

  test('says which setting would have spared the client a throttle', () => {
    const story = told(withFunction({ reservedConcurrency: 0 }), 1);
    expect(sentences(story)).toContain('Throttled: reservedConcurrency of 0 stops the function');
    expect(sentences(story)).toContain('Avoided by a reservedConcurrency above 0, or none.');
    expect({ log: story.log, cost: story.costUsd }).toEqual({ log: [], cost: null });
  });

  test('says why this environment of several', () => {
    const two = { bursts: { every: '1s', size: 2 } };
    const story = told(withFunction({ init: '0ms', placementLatency: '0ms' }, two), 3);
    expect(sentences(story)).toContain('Of 2 idle ones, mru takes the one that became idle last.');
    expect(sentences(story)).toContain('Made for request 2, 1 s ago; 1 request served; idle for 910 ms.');
  });

  test('tells of an init over the limit, of its second run and of the timeout', () => {
    const story = told(withFunction({ init: '11s', timeout: '5s' }), 1);
    expect(sentences(story)).toContain('Init is not over after 10 s, AWS’s limit: it is stopped (not billed)');
    expect(sentences(story)).toContain(
      'Init again, now within the invocation: 5 s (billed as duration, under the timeout)',
    );
    expect(sentences(story).filter((text) => text.startsWith('The handler runs'))).toEqual([]);
    expect(sentences(story)).toContain('The timeout of 5 s stops it: the client has waited 15.1 s for an error');
    expect(story.log).toEqual([
      'INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout',
      'REPORT RequestId: <request 1>\tDuration: 5000.00 ms\tBilled Duration: 5000 ms\tMemory Size: 512 MB\tStatus: timeout',
    ]);
  });

  test('tells what of a restore is billed, in words and in the log', () => {
    const snapStart = { restore: '600ms', billedShare: 0.5 };
    const text = withFunction({ init: undefined, runtime: 'java21', snapStart });
    const live = { ...text, triggers: { web: { ...BASE.triggers.web, target: 'api:1' } } };
    const story = told(live, 1);
    expect(sentences(story)).toContain(
      'Restore: SnapStart restores the version’s snapshot in 600 ms (300 ms of it billed)',
    );
    expect(story.log[0]).toMatch(/\tRestore Duration: 600\.00 ms\tBilled Restore Duration: 300 ms$/);
    expect(story.log[0]).not.toContain('Init Duration');
  });

  test('names the first invocation after a restore as such, and that of an init within as usual', () => {
    const snapStart = { restore: '600ms', billedShare: 0.5 };
    const text = withFunction({ init: undefined, runtime: 'java21', timeout: '20s', crashRate: 1, snapStart });
    const live = { ...text, triggers: { web: { ...BASE.triggers.web, target: 'api:1' } } };
    const named = (request: number) => sentences(told(live, request)).filter((each) => each.startsWith('firstInvoke'));
    expect(named(1)).toEqual([expect.stringMatching(/^firstInvoke after a restore: .* calibrated \(M-RESTORE\)/)]);
    const kept = { ...live, functions: { api: { ...live.functions.api, keepAlive: '10m' } } };
    expect(sentences(told(kept, 2)).filter((each) => each.startsWith('firstInvoke'))).toEqual([
      expect.stringMatching(/^firstInvoke: .* calibrated \(M-FIRST-INVOKE\)/),
    ]);
  });

  test('names the trace row, not the file’s handler, where the row decides', () => {
    const trace = { type: 'trace', file: 'calls.csv', target: 'api' };
    const both = (change: object) => ({
      ...withFunction(change),
      triggers: { log: trace, web: { ...BASE.triggers.web, target: 'api' } },
    });
    const cpuBound = { share: 0.5, atMemory: 1024 };
    const of = (change: object) =>
      sentences(told(both({ ...change, timeout: '9s' }), 1, {}, 'time_ms,duration_ms\n5,70\n'));
    expect(of({})).toContain('handler: as the trace row says.');
    expect(of({}).filter((each) => each.includes('90ms'))).toEqual([]);
    expect(of({ cpuBound })).toContain(
      'cpuBound: about 70 ms in the trace row, taken for 1024 MB, times 1.5 at 512 MB.',
    );
  });

  test('says why an init failed to be in time, and what of an image its second run reads', () => {
    const slow = sentences(told(withFunction({ init: '12s', timeout: '50s' }), 1));
    expect(slow).toContain('It would have taken 12 s.');
    expect(slow).toContain('init: 12s – file 7:12.');
    const image = { type: 'image', size: '200MB', chunkCache: 'empty' };
    const text = withFunction({ package: image, init: undefined, functionInit: '1s', timeout: '50s' });
    const large = sentences(told({ ...text, duration: '3m' }, 1));
    for (const key of ['package.size', 'image load', 'init', 'functionInit'])
      expect(large.filter((each) => each.startsWith(`${key}: `)).length, key).toBe(1);
    expect(large).toContainEqual(expect.stringMatching(/^The rest of the image load takes .* s of that\.$/));
    const cut = sentences(told({ ...withFunction({ package: image, timeout: '5s' }), duration: '3m' }, 1));
    expect(cut).toContain('The rest of the image load alone would take 8.5 s.');
    const failed = sentences(told(withFunction({ initErrorRate: 1 }), 1));
    expect(failed).toContainEqual(expect.stringMatching(/^initErrorRate: 1 – file/));
    expect(failed).toContain('init: 250ms – file 7:12.');
  });

  test('says why a suppressed init takes what it takes', () => {
    const text = withFunction({ crashRate: 1, keepAlive: '10m' });
    expect(sentences(told(text, 2))).toContain('init: 250ms – file 7:12.');
  });

  test('logs an error type with each error', () => {
    const { log } = told(withFunction({ initErrorRate: 1 }), 1);
    expect(log.length).toBe(3);
    for (const line of log) expect(line).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError$/);
  });

  test('says that a request which waited takes the environment at once', () => {
    const afterwards = { kind: 'used', atMs: 12_440, request: 2, waited: true } as const;
    expect(told(BASE, 1, { afterwards }).story.at(-1)).toEqual({
      afterMs: 440,
      text: 'Request 2, which waits for an environment of its own (eagerAssignment), takes environment 1 at once',
      details: [],
    });
  });

  test('says that the warm-up is not in the statistics', () => {
    const text = { ...BASE, warmup: '24s' };
    const said = 'It lies in the warm-up of 24 s, so it is not in the statistics.';
    expect([1, 2].map((request) => sentences(told(text, request)).includes(said))).toEqual([true, false]);
    expect(sentences(told(BASE, 1)).filter((each) => each.includes('warm-up'))).toEqual([]);
  });

  test('tells of the memory that slows a handler down', () => {
    const story = told(withFunction({ cpuBound: { share: 0.5, atMemory: 1024 } }), 1);
    expect(sentences(story)).toContain('cpuBound: about 90 ms at 1024 MB, times 1.5 at 512 MB.');
  });

  test('names how a runtime init compares with what was measured', () => {
    const init = { loadMs: 0, extensionMs: 0, runtimeMs: 250, runtimeShare: 0.83, functionMs: 0 };
    const story = told(withFunction({ init: undefined }), 1, { init });
    expect(sentences(story)).toContain('At the 83rd percentile of what was measured.');
  });

  test('has no request id that could be taken for a real one', () => {
    for (const request of [1, 2, 3]) expect(told(BASE, request).log.join('\n')).not.toMatch(/[0-9a-f]{8}-/);
  });

  test('has lines whose times never fall', () => {
    for (const text of [BASE, withFunction({ initErrorRate: 1 }), withFunction({ crashRate: 1 })]) {
      for (const request of [1, 2, 3]) {
        const times = told(text, request).story.map(({ afterMs }) => afterMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
    }
  });

  test('fits any terminal, and lets no stranger’s text through to it', () => {
    const triggers = Object.fromEntries(HOSTILE_NAMES.map((name) => [name, BASE.triggers.web]));
    for (const request of [1, 2, 3]) {
      for (const width of [40, 60, 80, 200]) {
        const text = storyText(told({ ...BASE, triggers }, request), width);
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
        for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(Math.min(80, width));
      }
    }
  });
});

test.each([
  [0, '0 ms'],
  [0.004, '0 ms'],
  [141.274, '141.27 ms'],
  [999.99, '999.99 ms'],
  [1932.5, '1.933 s'],
  [59_999, '59.999 s'],
  [62_000, '1 min 2 s'],
])('%d ms reads %s', (ms, text) => {
  expect(exactly(ms)).toBe(text);
});

test.each([
  [0, '1st'],
  [0.02, '2nd'],
  [0.11, '11th'],
  [0.5, '50th'],
  [0.83, '83rd'],
  [1, '99th'],
])('the share %d reads %s percentile', (share, text) => {
  expect(percentileText(share)).toBe(`${text} percentile`);
});
