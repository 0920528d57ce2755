// From the code to provisioned concurrency, step by step as one does it at AWS, and what each step changes: the same calls of one
// function, at first through its name, then through a version, an alias, and an alias with provisioned concurrency. With what AWS
// refuses on the way.
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/scenario.js';
import { type Call, f, PLAIN, served, tally, told } from '../support/told.js';

/** A call at once, two together later, and one after all environments have expired. */
const calls = (target: string): Call[] => [
  [10, target, 2],
  [60, target, 2],
  [60, target, 2],
  [9_000, target, 2],
];
const CODE = { ...PLAIN, memory: 1024 };
const VERSION = { ...CODE, versions: { 1: {} } };
const ALIAS = { ...VERSION, aliases: { live: { version: 1 } } };
const provisioned = (amount: number, version: unknown = 1) => ({
  ...CODE,
  aliases: { live: { version, provisionedConcurrency: amount } },
});
const walked = (spec: object, target: string) => told({ duration: '3h', functions: { f: spec } }, calls(target));
const refused = (spec: object, target?: string): string[] => {
  const triggers = target && { t: { type: 'sdk', target, arrivals: { constant: { rate: '1/m' } } } };
  return problemsOf({ functions: { f: spec }, ...(triggers && { triggers }) });
};
const COLD = ['cold 1 first', 'warm 1', 'cold 2 scaleOut', 'cold 3 expired'];

describe('aws lambda create-function --function-name f', () => {
  it('gives a function that is called as f, and so as $LATEST', () => {
    expect(served(walked(CODE, 'f'))).toEqual(COLD);
    expect(served(walked(CODE, 'f:$LATEST'))).toEqual(COLD);
  });

  it('and neither an alias nor anything else that is provisioned', () => {
    expect(refused(CODE, 'f:live')).toEqual(['unknown-alias: Cannot find alias "live" of function "f"']);
    expect(refused({ ...CODE, provisionedConcurrency: 2 })).toEqual([expect.stringContaining('unknown-key: ')]);
    expect(refused({ ...CODE, versions: { $LATEST: { provisionedConcurrency: 2 } } })).toEqual([
      'provisioned-on-latest: Provisioned Concurrency Configs cannot be applied to unpublished function versions: $LATEST',
    ]);
  });
});

describe('aws lambda publish-version --function-name f', () => {
  it('changes nothing for who calls f, nor for who calls f:1 instead', () => {
    expect(served(walked(VERSION, 'f'))).toEqual(COLD);
    expect(served(walked(VERSION, 'f:1'))).toEqual(COLD);
  });

  it('gives a version environments of its own: what $LATEST has warm is none of them', () => {
    const mixed: Call[] = [
      [10, 'f', 2],
      [20, 'f:1', 2],
      [30, 'f', 2],
    ];
    expect(served(told({ functions: { f: VERSION } }, mixed))).toEqual(['cold 1 first', 'cold 2 first', 'warm 1']);
  });

  it('numbers versions from 1; any number may be called, as which of them are published is not said', () => {
    expect(refused({ ...CODE, versions: { 0: {} } })).toEqual([expect.stringContaining('version-name: ')]);
    expect(refused(CODE, 'f:0')).toEqual([expect.stringContaining('unknown-alias: ')]);
    expect(refused(CODE, 'f:17')).toEqual([]);
  });
});

describe('aws lambda create-alias --function-name f --name live --function-version 1', () => {
  it('changes nothing for who calls f:live in place of f:1: they share their environments', () => {
    expect(served(walked(ALIAS, 'f:live'))).toEqual(COLD);
    const mixed: Call[] = [
      [10, 'f:1', 2],
      [20, 'f:live', 2],
    ];
    expect(served(told({ functions: { f: ALIAS } }, mixed))).toEqual(['cold 1 first', 'warm 1']);
  });

  it('takes no name that reads as a version, and no version that can be none', () => {
    expect(refused({ ...CODE, aliases: { 12: { version: 1 } } })).toEqual([expect.stringContaining('alias-name: ')]);
    for (const version of [0, 'one', '$LATEST.PUBLISHED'])
      expect(refused({ ...CODE, aliases: { live: { version } } })).toHaveLength(1);
  });
});

describe('aws lambda put-provisioned-concurrency-config --function-name f --qualifier live', () => {
  it('leaves no cold start for who calls f:live', () => {
    const walk = walked(provisioned(2), 'f:live');
    expect(tally(served(walk).map((words) => words.split(' ')[0]!))).toEqual({ provisioned: 4 });
    expect(f(walk)).toMatchObject({ coldStarts: 0, provisionedInvocations: 4, spilloverInvocations: 0 });
  });

  it('spills over, cold, where more come at once than are provisioned', () => {
    expect(served(walked(provisioned(1), 'f:live')).map((words) => words.replace(/ \d+/, ''))).toEqual([
      ...['provisioned', 'provisioned', 'cold first spillover', 'provisioned'],
    ]);
  });

  it('changes nothing for who calls f or f:1, and is warned about where nobody calls f:live', () => {
    for (const target of ['f', 'f:1']) {
      const causes = served(walked(provisioned(2), target)).map((words) => words.replace(/ \d+/, ''));
      expect(causes, target).toEqual(COLD.map((words) => words.replace(/ \d+/, '')));
      const triggers = { t: { type: 'sdk', target, arrivals: { constant: { rate: '1/m' } } } };
      const warnings = problemsOf({ functions: { f: provisioned(2) }, triggers }, 'warning');
      expect(warnings).toEqual([expect.stringContaining('idle-provisioned: no trigger targets f:live')]);
    }
  });

  it('is refused on an alias of $LATEST, with SnapStart, beside the version’s own, and beyond what is reserved', () => {
    const codes = (spec: object): string[] => refused(spec).map((each) => each.split(':')[0]!);
    expect(codes(provisioned(2, '$LATEST'))).toEqual(['provisioned-on-latest']);
    expect(codes({ ...provisioned(2), runtime: 'java21', snapStart: true })).toEqual(['snapstart-with-provisioned']);
    expect(codes({ ...provisioned(2), versions: { 1: { provisionedConcurrency: 1 } } })).toEqual([
      'version-provisioned-twice',
    ]);
    expect(codes({ ...provisioned(2), reservedConcurrency: 1 })).toEqual(['provisioned-beyond-reserved']);
  });
});
