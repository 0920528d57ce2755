// What AWS refuses when functions are configured, in scenarios that are well-formed otherwise.
import { describe, expect, it } from 'vitest';
import { problems } from './example.js';

const scenario = (functions: string, account = '', triggers = '') =>
  `duration: 1h\n${account}functions:\n${functions}\n${triggers}`;

/** Without warnings, which such small scenarios cannot avoid. */
const errors = (text: string) => problems(text).filter((problem) => !/idle-|no-triggers|deprecated/.test(problem));

describe('AWS refuses', () => {
  it('provisioned concurrency on $LATEST, by version or by alias', () => {
    expect(errors(scenario('  a: { versions: { $LATEST: { provisionedConcurrency: 1 } } }'))).toEqual([
      '3:55 provisioned-on-latest',
    ]);
    expect(errors(scenario('  a: { aliases: { l: { version: $LATEST, provisionedConcurrency: 1 } } }'))).toEqual([
      '3:66 provisioned-on-latest',
    ]);
    expect(errors(scenario('  a: { aliases: { l: { version: $LATEST } } }'))).toEqual([]);
  });

  it('reserved concurrency that leaves less than min(100, account) unreserved', () => {
    expect(errors(scenario('  a: { reservedConcurrency: 600 }\n  b: { reservedConcurrency: 300 }'))).toEqual([]);
    expect(errors(scenario('  a: { reservedConcurrency: 600 }\n  b: { reservedConcurrency: 301 }'))).toEqual([
      '4:29 reserved-too-high',
    ]);
    expect(errors(scenario('  a: { reservedConcurrency: 1 }', 'account: { concurrency: 50 }\n'))).toEqual([
      '4:29 reserved-too-high',
    ]);
  });

  it('provisioned concurrency beyond the function’s reserved concurrency, over all its versions', () => {
    const text = (second: number) =>
      scenario(
        `  a: { reservedConcurrency: 10, aliases: { x: { version: 1, provisionedConcurrency: 5 } }, versions: { 2: { provisionedConcurrency: ${second} } } }`,
      );
    expect(errors(text(5))).toEqual([]);
    expect(errors(text(6))).toEqual(['3:133 provisioned-beyond-reserved']);
  });

  it('provisioned concurrency beyond what is unreserved less min(100, account), over all functions without a reservation', () => {
    const text = (amount: number) =>
      scenario(
        [
          '  r: { reservedConcurrency: 600, aliases: { x: { version: 1, provisionedConcurrency: 600 } } }',
          '  a: { aliases: { x: { version: 1, provisionedConcurrency: 200 } } }',
          `  b: { versions: { 1: { provisionedConcurrency: ${amount} } } }`,
        ].join('\n'),
      );
    expect(errors(text(100))).toEqual([]);
    expect(errors(text(101))).toEqual(['5:49 provisioned-beyond-unreserved']);
  });

  it('provisioning one version twice', () => {
    const twice = '{ x: { version: 1, provisionedConcurrency: 1 }, y: { version: 1, provisionedConcurrency: 1 } }';
    expect(errors(scenario(`  a: { aliases: ${twice} }`))).toEqual(['3:106 version-provisioned-twice']);
    const both =
      '  a: { aliases: { x: { version: 1, provisionedConcurrency: 1 } }, versions: { 1: { provisionedConcurrency: 1 } } }';
    expect(errors(scenario(both))).toEqual(['3:108 version-provisioned-twice']);
  });

  it('SnapStart with provisioned concurrency', () => {
    const text = scenario(
      '  a: { runtime: java21, snapStart: true, aliases: { x: { version: 1, provisionedConcurrency: 1 } } }',
    );
    expect(errors(text)).toEqual(['3:36 snapstart-with-provisioned']);
  });

  it('SnapStart for runtimes other than Java 11, Python 3.12, .NET 8 and later ones', () => {
    const withRuntime = (runtime: string) => errors(scenario(`  a: { runtime: ${runtime}, snapStart: true }`));
    for (const runtime of ['java11', 'java25', 'python3.12', 'python3.14', 'dotnet8', 'dotnet10']) {
      expect(withRuntime(runtime)).toEqual([]);
    }
    for (const runtime of ['nodejs24.x', 'ruby3.4', 'provided.al2023', 'java8.al2', 'python3.11', 'dotnet6']) {
      expect(withRuntime(runtime)).toContainEqual(expect.stringContaining(' snapstart-runtime'));
    }
  });

  it('SnapStart with more than 512 MB of ephemeral storage', () => {
    const withStorage = (mb: number) =>
      errors(scenario(`  a: { runtime: java21, snapStart: true, ephemeralStorage: ${mb} }`));
    expect(withStorage(512)).toEqual([]);
    expect(withStorage(513)).toEqual(['3:60 snapstart-storage']);
  });

  it('more than five layers, layers of an image, and layers that make the package too large', () => {
    const layers = (count: number, size = '1MB') => `layers: [${Array(count).fill(`{ size: ${size} }`).join(', ')}]`;
    expect(errors(scenario(`  a: { ${layers(5)} }`))).toEqual([]);
    expect(errors(scenario(`  a: { ${layers(6)} }`))).toEqual(['3:16 out-of-range']);
    expect(errors(scenario(`  a: { package: { type: image }, ${layers(1)} }`))).toEqual(['3:42 layers-with-image']);
    expect(errors(scenario(`  a: { package: { size: 200MB }, ${layers(2, '25MB')} }`))).toEqual([]);
    expect(errors(scenario(`  a: { package: { size: 201MB }, ${layers(2, '25MB')} }`))).toEqual([
      '3:25 package-too-large',
    ]);
    expect(errors(scenario(`  a: { ${layers(5, '51MB')} }`))).toEqual(['3:16 package-too-large']);
  });

  it('two functions of one name', () => {
    expect(errors(scenario('  a: {}\n  b: {}\n  a: {}'))).toEqual(['5:3 duplicate-function']);
  });

  it('names beyond its pattern or length', () => {
    expect(errors(scenario('  a b: {}'))).toEqual(['3:3 function-name']);
    expect(errors(scenario(`  ${'x'.repeat(65)}: {}`))).toEqual(['3:3 function-name']);
    expect(errors(scenario(`  ${'x'.repeat(64)}: {}\n  123: {}\n  constructor: {}\n  toString: {}`))).toEqual([]);
    expect(errors(scenario(`  a: { aliases: { ${'x'.repeat(129)}: { version: 1 } } }`))).toEqual(['3:19 alias-name']);
  });
});

describe('a warning', () => {
  const provisioned = '  a: { handler: 5ms, aliases: { x: { version: 1, provisionedConcurrency: 1 } } }';
  const trigger = (target: string) =>
    `triggers: { t: { type: sdk, target: "${target}", arrivals: { constant: { rate: 1/s } } } }\n`;

  it('meets provisioned concurrency that no trigger targets', () => {
    expect(problems(scenario(provisioned, '', trigger('a')))).toEqual(['3:74 idle-provisioned']);
    expect(problems(scenario(provisioned, '', trigger('a:1')))).toEqual(['3:74 idle-provisioned']);
    expect(problems(scenario(provisioned, '', trigger('a:x')))).toEqual([]);
  });

  it('meets a scenario without triggers', () => {
    expect(problems(scenario('  a: {}'))).toEqual(['1:1 no-triggers']);
  });
});

it('A function called by a synthetic trigger needs a handler', () => {
  const trigger = 'triggers: { t: { type: sdk, target: a, arrivals: { constant: { rate: 1/s } } } }\n';
  expect(problems(scenario('  a: {}', '', trigger))).toEqual(['3:3 missing-handler']);
});
