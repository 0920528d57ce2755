// The committed JSON Schema is the one that the command prints, and the document about it says the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scenarioDocument } from '../../scripts/scenario-document.js';
import { coldstart, ROOT } from '../support/built.js';

test('docs/scenario.schema.json is what `coldstart schema` prints', async () => {
  const { stdout } = await coldstart(['schema']);
  expect(readFileSync(join(ROOT, 'docs/scenario.schema.json'), 'utf8')).toBe(stdout);
});

test('docs/SCENARIO.md has every key of the schema, as `npm run document` writes it', () => {
  expect(readFileSync(join(ROOT, 'docs/SCENARIO.md'), 'utf8')).toBe(scenarioDocument());
});
