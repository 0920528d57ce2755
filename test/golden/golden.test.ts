// Every shipped scenario gives its committed result, to the byte. A change here is a change for users: the CHANGELOG says
// why, and `npm run golden` writes the new results.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { coldstart, ROOT } from '../support/built.js';

const folder = mkdtempSync(join(tmpdir(), 'coldstart-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scenarios = readdirSync(join(ROOT, 'scenarios')).filter((file) => file.endsWith('.yaml'));

describe.each(scenarios)('scenarios/%s', (file) => {
  const name = basename(file, '.yaml');
  test('gives the committed summary.json and summary.md', async () => {
    const out = join(folder, name);
    const { code, stderr } = await coldstart(['run', `scenarios/${file}`, '--out', out, '--quiet']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const summary of ['summary.json', 'summary.md']) {
      expect(readFileSync(join(out, summary), 'utf8')).toBe(readFileSync(join(ROOT, 'reports', name, summary), 'utf8'));
    }
  });
});

/** What the scenarios' comments claim, from their committed results. */
describe('the comments of the scenarios are true:', () => {
  const result = (name: string): Result =>
    JSON.parse(readFileSync(join(ROOT, 'reports', name, 'summary.json'), 'utf8')) as Result;

  test('quickstart: nearly always warm; overlaps start further environments', () => {
    const { api } = result('quickstart').runs[0]!.functions;
    expect(api!.coldStartRate).toBeLessThan(0.01);
    expect(api!.coldStartCauses.scaleOut).toBeGreaterThan(0);
  });
  test('provisioned-but-latest: not one call uses what is provisioned on live', () => {
    const { checkout } = result('provisioned-but-latest').runs[0]!.functions;
    expect(checkout!.provisionedInvocations).toBe(0);
    expect(checkout!.coldStarts).toBeGreaterThan(0);
    expect(checkout!.cost.provisionedCapacity).toBeGreaterThan(0);
  });
  test('idle-function: every 15 minutes is always cold, the others every two hours', () => {
    const { functions } = result('idle-function').runs[0]!;
    expect(functions['every-15-minutes']!.coldStarts).toBe(96);
    expect(functions['every-15-minutes']!.warmStarts).toBe(0);
    for (const name of ['every-1-minute', 'every-5-minutes', 'every-10-minutes']) {
      expect(functions[name]!.coldStarts).toBe(12);
      expect(functions[name]!.coldStartCauses).toMatchObject({ first: 1, recycled: 11 });
    }
  });
});
