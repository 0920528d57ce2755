// The story of a request whose alias moves or divides, that spills over, or that a changing limit throttles.
import { describe, expect, test } from 'vitest';
import type { RequestFacts } from '../../../src/explanation.js';
import { requestStory, storyText } from '../../../src/report/explanation/story.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import { scenario } from '../../support/scenario.js';
import { HOSTILE_NAMES } from '../fixtures.js';

const BASE = scenario({
  name: 'shop',
  duration: '10m',
  functions: {
    api: {
      init: '250ms',
      placementLatency: '100ms',
      handler: '90ms',
      aliases: { live: { version: 1, provisionedConcurrency: 5 } },
    },
  },
  triggers: { web: { type: 'sdk', target: 'api:live', arrivals: { constant: { rate: '5/m' } } } },
});

const SPILLED = { start: 'cold', cause: 'first', spillover: true, spilloverReason: 'concurrency' } as const;

/** The story of the second request, with other facts; its sentences and their details, one after the other. */
function sentences(change: Partial<RequestFacts>, of = BASE): string[] {
  const facts = requestFacts(of, { function: 'api', request: 2, replication: 0 }, undefined);
  if ('requests' in facts) throw new Error('no such request');
  return requestStory(of, { ...facts, ...change }, []).story.flatMap(({ text, details }) => [text, ...details]);
}

describe('a request through an alias', () => {
  test('is sent to its version', () => {
    expect(sentences({})).toContain('live is an alias of version 1.');
  });

  test('is sent to one of two by chance, and the draw decides', () => {
    const routing = { version: '1', other: '2', share: 0.1, draw: 0.042317 };
    expect(sentences({ version: '2', routing })).toEqual(
      expect.arrayContaining([
        'live sends 10 % of its requests to version 2, the others to version 1.',
        'The draw for this one, 0.04232, is below that: it goes to version 2.',
      ]),
    );
    expect(sentences({ routing: { ...routing, draw: 0.5 } })).toContain(
      'The draw for this one, 0.5, is not below that: it goes to version 1.',
    );
  });

  const deployment = { from: '1', to: '2', strategy: 'canary: 10 % for 5m', beganMs: 12_000, isShifting: false };

  test('waits for nothing while the next version is being provisioned', () => {
    expect(sentences({ deployment })).toEqual(
      expect.arrayContaining([
        'A deployment of live from version 1 to 2 (canary: 10 % for 5m) is under way since 00:00:12.',
        'live is an alias of version 1, until version 2 has its provisioned environments.',
      ]),
    );
  });

  test('is part of the share that has moved, or of the rest', () => {
    const routing = { version: '1', other: '2', share: 0.1, draw: 0.6 };
    const told = sentences({ deployment: { ...deployment, isShifting: true }, routing });
    expect(told[1]).toMatch(/^A deployment of live from version 1 to 2/);
    expect(told[2]).toBe('live sends 10 % of its requests to version 2, the others to version 1.');
  });

  test('lets nothing of the names through to the terminal', () => {
    const [name = ''] = HOSTILE_NAMES.slice(-1);
    const facts = requestFacts(BASE, { function: 'api', request: 2, replication: 0 }, undefined);
    if ('requests' in facts) throw new Error('no such request');
    const routing = { version: '1', other: '2', share: 0.1, draw: 0.6 };
    const change = { qualifier: name, routing, deployment: { ...deployment, strategy: name } };
    const text = storyText(requestStory(BASE, { ...facts, ...change }, []), 80);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    expect(text).toContain('\\x1b[2J');
  });
});

describe('a request that spills over', () => {
  test('says that all are busy, and what is on its way', () => {
    const busy = { requested: 5, available: 5, used: 5 };
    expect(sentences({ ...SPILLED, provisioned: busy })).toContain(
      'All 5 provisioned on live are busy: it spills over and runs on demand',
    );
    const told = sentences({ ...SPILLED, provisioned: { ...busy, requested: 12 } });
    expect(told).toContain('7 more are on their way.');
  });

  test('says that nothing is there yet', () => {
    expect(sentences({ ...SPILLED, provisioned: { requested: 5, available: 0, used: 0 } })).toEqual(
      expect.arrayContaining([
        'Nothing provisioned on live is ready yet: it spills over and runs on demand',
        '5 more are on their way.',
      ]),
    );
  });

  test('says that the request rate is used up while some are idle', () => {
    const provisioned = { requested: 5, available: 5, used: 2 };
    expect(sentences({ ...SPILLED, spilloverReason: 'requestRate', provisioned })).toEqual(
      expect.arrayContaining([
        '3 of 5 provisioned on live are idle, but more than 50 requests a second came: it spills over and runs on demand',
        'Each provisioned environment adds 10 a second, busy or not.',
      ]),
    );
  });

  test('does not say so where nothing is provisioned', () => {
    const plain = scenario({
      duration: '10m',
      functions: { api: { handler: '90ms' } },
      triggers: { web: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '5/m' } } } },
    });
    expect(sentences({}, plain).filter((text) => text.includes('spills'))).toEqual([]);
  });
});

describe('a limit that changes', () => {
  const concurrency = (limit: number) => ({ inFlight: 3, limit, limitAtStart: 995 });

  test('is told with what it was', () => {
    expect(sentences({ ...SPILLED, concurrency: concurrency(955) })).toEqual(
      expect.arrayContaining([
        'There is room: 3 of at most 955 executions on demand',
        'It was 995 at the start; provisioned concurrency has claimed 40 since.',
      ]),
    );
    expect(sentences({ ...SPILLED, concurrency: concurrency(1000) })).toContain(
      'It was 995 at the start; provisioned concurrency has given back 5 since.',
    );
    expect(sentences({ ...SPILLED, concurrency: concurrency(995) }).join()).not.toContain('at the start;');
  });

  test('throttles with that said', () => {
    const throttled = {
      start: 'throttled',
      cause: 'ConcurrentInvocationLimitExceeded',
      concurrency: { inFlight: 955, limit: 955, limitAtStart: 995 },
    } as const;
    expect(sentences(throttled)).toContain('It was 995 at the start; provisioned concurrency has claimed 40 since.');
    const [function_] = BASE.functions;
    const of = { ...BASE, functions: [{ ...function_!, reservedConcurrency: 5 }] };
    const reserved = {
      start: 'throttled',
      cause: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      concurrency: { inFlight: 0, limit: 0, limitAtStart: 0 },
    } as const;
    expect(sentences(reserved, of)).toEqual(
      expect.arrayContaining([
        'Throttled: reservedConcurrency 5 is all provisioned and leaves nothing on demand',
        'Avoided by a higher reservedConcurrency, or none, or less provisionedConcurrency.',
      ]),
    );
  });

  test('names the region where it is not the account’s own', () => {
    const [function_] = BASE.functions;
    const account = { ...BASE.account, prices: { 'eu-west-1': BASE.account.prices['us-east-1']! } };
    const of = { ...BASE, account, functions: [{ ...function_!, region: 'eu-west-1' }] };
    expect(sentences(SPILLED, of)).toContain(
      'The limit is what the account has left in eu-west-1 for functions that reserve nothing.',
    );
  });

  test('may be the burst of old, which a whole region shares', () => {
    const burst = { region: 'eu-central-1', size: 1000, perMinute: 500 };
    expect(sentences({ start: 'throttled', cause: 'ScalingRateExceeded', burst })).toContain(
      'Throttled: it needs a new environment, and the burst of eu-central-1 allows no more for now (1,000 at once, then 500 a minute, for all functions there together)',
    );
  });
});

test('a provisioned environment ends because fewer are wanted, or because its alias has moved', () => {
  const ended = (why: string) => sentences({ afterwards: { kind: 'ended', atMs: 30_000, why } }).at(-1);
  expect(ended('scaled in')).toMatch(/: fewer provisioned environments are wanted$/);
  expect(ended('deployment')).toMatch(/: its alias has moved to another version$/);
});
