// Packages: where AWS takes them from, and what is said of those that do not fit.
import { describe, expect, it } from 'vitest';
import { problems, small, sound } from '../example.js';

const packageOf = (text: string) => sound(small(`package: ${text}`)).functions[0]!.package;
const MB = 1_048_576;

describe('a package', () => {
  it.each([
    ['{}', 'upload'],
    ['{ size: 50MB }', 'upload'],
    ['{ size: 51MB }', 's3'],
    ['{ size: 200MB, zipped: 50MB }', 'upload'],
    ['{ size: 200MB, zipped: 51MB }', 's3'],
    ['{ size: 1MB, source: s3 }', 's3'],
    ['{ type: image }', 'ecr'],
    ['{ type: image, size: 1MB }', 'ecr'],
  ])('%s comes from %s', (text, source) => {
    expect(packageOf(text).source).toBe(source);
  });

  it('keeps both sizes in bytes', () => {
    expect(packageOf('{ size: 12MB, zipped: 4MB }')).toEqual({
      ...{ type: 'zip', size: 12 * MB, zipped: 4 * MB, source: 'upload', chunkCache: 'filled' },
    });
  });

  it('that does not fit is refused where its size stands', () => {
    const at = (inside: string) => problems(small(inside));
    expect(at('package: { size: 251MB }')).toEqual(['5:22 package-too-large']);
    expect(at('package: { zipped: 51MB, source: upload }')).toEqual(['5:24 package-too-large']);
    expect(at('package: { size: 260MB, zipped: 251MB }')).toEqual(['5:22 package-too-large']);
    expect(at('package: { type: image, source: s3 }')).toEqual(['5:37 package-source']);
    expect(at('runtime: dotnet9')).toEqual(['5:14 runtime-of-images']);
  });
});

describe('a layer', () => {
  const layers = (...names: string[]) =>
    problems(small(`layers: [${names.map((name) => `{ name: "${name}", size: 1MB }`).join(', ')}]`));
  const arn = (name: string, version: number, rest = 'us-east-1:123456789012') =>
    `arn:aws:lambda:${rest}:layer:${name}:${version}`;

  it('is told from another by its ARN, account and region included', () => {
    expect(layers('tracing', 'tracing')).toEqual([]);
    expect(layers(arn('a', 1), arn('a', 1, 'us-east-1:210987654321'))).toEqual([]);
    expect(layers(arn('a', 1), arn('b', 1), arn('a', 1))).toHaveLength(1);
    expect(layers(arn('a', 1), arn('a', 2), arn('a', 3))).toHaveLength(2);
  });

  it('is not asked for its region where that of the function was wrong', () => {
    const text = `region: nowhere\nlayers: [{ name: "${arn('a', 1)}", size: 1MB }]`;
    expect(problems(small(text))).toEqual(['5:13 unknown-value']);
  });
});
