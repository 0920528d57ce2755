// Functions that AWS accepts and that can never work: a warning says so before anything runs.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.js';
import { small } from './example.js';

const warnings = (inside: string): readonly string[] =>
  parseScenario(small(inside), { file: 's.yaml' })
    .diagnostics.filter(({ code }) => code === 'never-fits' || code === 'init-too-long')
    .map(({ code, message, hint }) => `${code}: ${message} (${hint ?? ''})`);

describe('a warning', () => {
  it('names an environment that could not recover from a reset: init and handler together pass the timeout', () => {
    expect(warnings('timeout: 1s\ninit: 920ms')).toEqual([]);
    expect(warnings('timeout: 1s\ninit: 921ms')).toEqual([
      'never-fits: api: an environment that was reset by a timeout or a crash never recovers: within the invocation ' +
        'init takes at least 921ms and the handler 80ms: together they never fit the timeout of 1s (a timeout of 3s would do)',
    ]);
  });

  it('names an init beyond 10 s whose second run cannot fit either: no cold start succeeds', () => {
    expect(warnings('timeout: 11s\ninit: 10.1s')).toEqual([]);
    const [only] = warnings('timeout: 10s\ninit: 10.1s');
    expect(only).toMatch(/^never-fits: api: no cold start can succeed: its init is stopped after 10s and runs again/);
  });

  it('counts a predicted init at the processor share of the memory, a given one as it is', () => {
    // Measured Java inits begin near 200 ms: 14 times as long at 128 MB.
    expect(warnings('runtime: java21\nmemory: 128\ntimeout: 2s').join()).toMatch(/never recovers/);
    expect(warnings('runtime: java21\nmemory: 1769\ntimeout: 2s')).toEqual([]);
    expect(warnings('init: 900ms\nmemory: 128\ntimeout: 1s')).toEqual([]);
  });

  it('counts the longest extension, and one’s own start-up code on top of the runtime’s', () => {
    const extensions = 'extensions: [{ init: 300ms }, { init: 500ms }]';
    expect(warnings(`init: 420ms\n${extensions}\ntimeout: 1s`)).toEqual([]);
    expect(warnings(`init: 421ms\n${extensions}\ntimeout: 1s`)).toHaveLength(1);
    expect(warnings('memory: 1769\nfunctionInit: 3s').join()).toMatch(/never recovers/);
  });

  it('says nothing of what is only unlikely to fit', () => {
    expect(warnings('timeout: 1s\ninit: { exponential: { mean: 20s } }')).toEqual([]);
  });

  it('names provisioned concurrency and snapshots whose init passes 130 s and the timeout', () => {
    const provisioned = 'aliases: { live: { version: 1, provisionedConcurrency: 1 } }';
    expect(warnings(`timeout: 150s\ninit: 130s\n${provisioned}`)).toEqual([]);
    expect(warnings(`timeout: 150s\ninit: 151s\n${provisioned}`).join()).toMatch(/^init-too-long: .* never allocated/);
    expect(warnings('runtime: java21\nsnapStart: true\ninit: 131s').join()).toMatch(/no version ever becomes active/);
  });

  it('is not made on defaults in the place of settings that were wrong', () => {
    expect(warnings('runtime: java21\nmemory: 1GB\ntimeout: 2s')).toEqual([]);
    expect(warnings('timeout: 5\ninit: 9s')).toEqual([]);
  });
});
