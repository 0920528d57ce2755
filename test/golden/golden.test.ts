// Every shipped scenario gives its committed result, to the byte. A change here is a change for users: the CHANGELOG says
// why, and `npm run golden` writes the new results.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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
