import { describe, expect, it } from 'vitest';
import { INIT_MS } from '../../../src/lambda/calibrated.js';
import { DEPRECATED_RUNTIMES, RUNTIMES } from '../../../src/lambda/cold-start/runtimes.js';
import { measuredAs, restoredAs } from '../../../src/lambda/cold-start/stand-in.js';

describe('a runtime that was measured', () => {
  it.each(Object.keys(INIT_MS))('%s stands for itself', (runtime) => {
    expect(measuredAs(runtime, 'zip')).toBe(runtime);
  });
});

describe('a runtime that was not measured', () => {
  it.each([
    ['nodejs26.x', 'nodejs24.x'],
    ['nodejs10.x', 'nodejs12.x'],
    ['nodejs8.10', 'nodejs12.x'],
    ['nodejs', 'nodejs12.x'],
    ['python3.15', 'python3.14'],
    ['python2.7', 'python3.7'],
    ['java11.al2023', 'java11'],
    ['java17.al2023', 'java17'],
    ['java29', 'java25'],
    ['dotnetcore2.1', 'dotnetcore3.1'],
    ['ruby4.0', 'ruby3.4'],
    ['ruby2.5', 'ruby2.7'],
    ['provided.al2027', 'provided.al2023'],
    ['go1.22', 'go1.x'],
  ])('is the nearest of its family: %s as %s', (runtime, expected) => {
    expect(measuredAs(runtime, 'zip')).toBe(expected);
  });

  it.each([
    ['dotnet9', 'dotnet10'],
    ['java8.al2023', 'java8.al2'],
    ['nodejs19.x', 'nodejs20.x'],
  ])('is the newer of two that are equally near: %s as %s', (runtime, expected) => {
    expect(measuredAs(runtime, 'zip')).toBe(expected);
  });

  it('is the default runtime where the family is unknown', () => {
    expect(measuredAs('cobol85', 'zip')).toBe('nodejs22.x');
    expect(measuredAs('', 'image')).toBe('nodejs22.x');
    expect(measuredAs('constructor', 'zip')).toBe('nodejs22.x');
  });

  it('has a stand-in for its own package type', () => {
    expect(measuredAs('nodejs14.x', 'zip')).toBe('nodejs14.x');
    expect(measuredAs('nodejs14.x', 'image')).toBe('nodejs16.x');
    expect(measuredAs('dotnetcore3.1', 'image')).toBe('dotnet6');
    expect(measuredAs('provided', 'image')).toBe('provided.al2023');
  });
});

describe('every runtime that AWS knows', () => {
  it('is measured as one of its own family', () => {
    const family = (runtime: string): string => /^(dotnet|[a-z]+)/.exec(runtime)![1]!;
    const strays = [...RUNTIMES, ...DEPRECATED_RUNTIMES].flatMap((runtime) =>
      (['zip', 'image'] as const)
        .filter((packageType) => family(measuredAs(runtime, packageType)) !== family(runtime))
        .map((packageType) => `${runtime} ${packageType}`),
    );
    expect(strays).toEqual([]);
  });
});

describe('a restore', () => {
  it.each([
    ['java11', 'java11'],
    ['java17', 'java17'],
    ['java17.al2023', 'java17'],
    ['java21', 'java21'],
    ['java25', 'java21'],
    ['python3.12', 'java21'],
    ['dotnet8', 'java21'],
  ])('of %s is that of %s', (runtime, expected) => {
    expect(restoredAs(runtime)).toBe(expected);
  });
});
