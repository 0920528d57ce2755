// What is known of the aliases and versions of a function, in whole runs.
import { describe, expect, it } from 'vitest';
import { type Call, f, PLAIN, served, told } from '../../support/told.js';

const QUICK = { ...PLAIN, init: '0ms' };

describe('the aliases of a result', () => {
  it('are all that are declared, and the versions with provisioned concurrency, by name', () => {
    const aliases = { live: { version: 1 }, next: { version: 2, provisionedConcurrency: 1 } };
    const versions = { 3: { provisionedConcurrency: 1 }, 4: { provisionedConcurrency: 0 } };
    const { result } = told({ duration: '1m', functions: { f: { ...QUICK, aliases, versions }, g: QUICK } });
    expect(Object.keys(result.functions['f']!.aliases).sort()).toEqual(['3', 'live', 'next']);
    expect(result.functions['g']!.aliases).toEqual({});
    expect(Object.keys(result.series.aliases).sort()).toEqual(['f:3', 'f:next']);
    expect(result.total.aliases).toEqual({});
  });

  it('have the version that they are on at the end', () => {
    const deployments = [
      { at: '10m', alias: 'live', version: 2 },
      { at: '20m', alias: 'live', version: 5 },
    ];
    const aliases = { live: { version: 1 }, old: { version: 1 }, latest: { version: '$LATEST' } };
    const versions = { 9: { provisionedConcurrency: 1 } };
    const at = (duration: string) =>
      Object.entries(f(told({ duration, functions: { f: { ...QUICK, aliases, versions, deployments } } })).aliases).map(
        ([name, { version }]) => `${name} ${version}`,
      );
    expect(at('9m').sort()).toEqual(['9 9', 'latest $LATEST', 'live 1', 'old 1']);
    expect(at('10m')).toContain('live 2');
    expect(at('1h')).toContain('live 5');
  });

  it('count what went through them, throttled requests too, and nothing else', () => {
    const aliases = { live: { version: 1, provisionedConcurrency: 1 }, other: { version: 1 } };
    const functions = { f: { ...QUICK, reservedConcurrency: 2, aliases } };
    const calls: Call[] = [
      ...['f:live', 'f:live', 'f:live', 'f:other'].map((target): Call => [0, target, 1]),
      ...['f:live', 'f:other', 'f'].map((target, index): Call => [10 * (index + 1), target, 1]),
    ];
    const counts = (name: string) => {
      const { arrivals, invocations, coldStarts, warmStarts, provisionedInvocations, spilloverInvocations, throttles } =
        f(told({ functions }, calls)).aliases[name]!;
      return { arrivals, invocations, coldStarts, warmStarts, provisionedInvocations, spilloverInvocations, throttles };
    };
    expect(counts('live')).toEqual({
      ...{ arrivals: 4, invocations: 3, coldStarts: 1, warmStarts: 0, provisionedInvocations: 2 },
      ...{ spilloverInvocations: 1, throttles: 1 },
    });
    expect(counts('other')).toEqual({
      ...{ arrivals: 2, invocations: 1, coldStarts: 0, warmStarts: 1, provisionedInvocations: 0 },
      ...{ spilloverInvocations: 0, throttles: 1 },
    });
  });

  it('leave out the warm-up', () => {
    const aliases = { live: { version: 1, provisionedConcurrency: 1 } };
    const calls: Call[] = [5, 10, 20].map((at) => [at, 'f:live', 1]);
    const { arrivals, provisionedInvocations } = f(
      told({ warmup: '10s', functions: { f: { ...QUICK, aliases } } }, calls),
    ).aliases['live']!;
    expect([arrivals, provisionedInvocations]).toEqual([2, 2]);
  });

  it('count a cold start that became a warm one as warm', () => {
    const aliases = { live: { version: 1 } };
    const functions = { f: { ...PLAIN, init: '5s', eagerAssignment: true, aliases } };
    const eager = f(
      told({ functions }, [
        [0, 'f:live', 1],
        [5.5, 'f:live', 1],
      ]),
    );
    expect(eager.aliases['live']).toMatchObject({ coldStarts: 1, warmStarts: 1 });
  });
});

describe('a qualifier', () => {
  it('leads to its version, on whose environments all that lead there meet', () => {
    const aliases = { live: { version: 1 }, same: { version: 1 }, latest: { version: '$LATEST' } };
    const calls = ['f:live', 'f:same', 'f:1', 'f:latest', 'f:$LATEST', 'f', 'f:2'].map(
      (target, i): Call => [i * 10, target, 1],
    );
    expect(served(told({ functions: { f: { ...QUICK, aliases } } }, calls))).toEqual([
      'cold 1 first',
      'warm 1',
      'warm 1',
      'cold 2 first',
      'warm 2',
      'warm 2',
      'cold 3 first',
    ]);
  });

  it('spills over only where something is provisioned on itself', () => {
    const grows = {
      min: 0,
      max: 1,
      preparation: '60s',
      scheduled: [
        { at: '1m', min: 1 },
        { at: '5m', min: 0, max: 0 },
      ],
    };
    const aliases = { live: { version: 1, provisionedConcurrency: grows }, same: { version: 1 } };
    const calls = [30, 70, 130, 400].flatMap((at): Call[] => [
      [at, 'f:same', 5],
      [at + 1, 'f:live', 1],
    ]);
    expect(
      served(told({ functions: { f: { ...QUICK, aliases } } }, calls)).filter((_, index) => index % 2 === 1),
    ).toEqual([
      'cold 2 scaleOut', // nothing is configured yet
      'warm 2 spillover', // on its way
      'provisioned 1',
      'warm 2', // no longer
    ]);
  });
});
