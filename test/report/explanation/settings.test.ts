import { expect, test } from 'vitest';
import type { Explanation } from '../../../src/explanation.js';
import { settingsText } from '../../../src/report/explanation/settings.js';
import { HOSTILE_NAMES } from '../fixtures.js';

const EXPLANATION: Explanation = {
  schema: 'coldstart-explanation/1',
  scenario: 'shop',
  coldstartVersion: '1.0.0',
  groups: [
    {
      kind: 'account',
      name: null,
      settings: [
        {
          path: 'account.concurrency',
          key: 'concurrency',
          value: '1000',
          origin: { kind: 'default', assumption: 'M-ACCOUNT' },
        },
      ],
    },
    {
      kind: 'function',
      name: 'api',
      settings: [
        { path: 'functions.api.memory', key: 'memory', value: '512 MB', origin: { kind: 'file', line: 4, column: 13 } },
        {
          path: 'functions.api.timeout',
          key: 'timeout',
          value: '10s',
          origin: { kind: 'flag', text: '--set functions.api.timeout=10s' },
        },
        {
          path: 'functions.api.architecture',
          key: 'architecture',
          value: 'x86_64',
          origin: { kind: 'default', assumption: null },
        },
        {
          path: 'functions.api.init',
          key: 'init',
          value: '5 quantiles, 105ms to 281ms',
          origin: { kind: 'calibrated', assumption: 'M-INIT', measuredAs: 'nodejs22.x zip x86_64' },
        },
      ],
    },
  ],
  assumptions: { 'M-ACCOUNT': 'a new account may run 1,000 at once', 'M-INIT': 'init as measured' },
};

test('settings stand in three columns, group by group, and assumptions below', () => {
  expect(settingsText(EXPLANATION, 80)).toBe(`shop: every setting in force, and where it comes from

the account
  concurrency   1000                                  default (M-ACCOUNT)

function api
  memory        512 MB                                file 4:13
  timeout       10s                                   --set
                                                      functions.api.timeout=10s
  architecture  x86_64                                default
  init          5 quantiles, 105ms to 281ms           calibrated (M-INIT),
                                                      measured as nodejs22.x zip
                                                      x86_64

What the defaults assume (docs/MODEL.md has sources and alternatives)
  M-ACCOUNT  a new account may run 1,000 at once
  M-INIT     init as measured
`);
});

test('a narrow terminal has them one below the other', () => {
  expect(settingsText(EXPLANATION, 40)).toContain('\n  memory: 512 MB\n      file 4:13\n');
});

test('strangers’ text is escaped and every line fits', () => {
  const settings = HOSTILE_NAMES.map((name) => ({
    path: name,
    key: name,
    value: name,
    origin: { kind: 'flag', text: name } as const,
  }));
  const hostile = {
    ...EXPLANATION,
    scenario: HOSTILE_NAMES[2]!,
    groups: [{ kind: 'trigger', name: HOSTILE_NAMES[2]!, settings }] as const,
  };
  for (const width of [40, 64, 80, 200]) {
    const text = settingsText(hostile, width);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(Math.min(80, width));
  }
});
