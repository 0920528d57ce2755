// The committed JSON Schema is the one that the command prints.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coldstart, ROOT } from '../support/built.js';

test('docs/scenario.schema.json is what `coldstart schema` prints', async () => {
  const { stdout } = await coldstart(['schema']);
  expect(readFileSync(join(ROOT, 'docs/scenario.schema.json'), 'utf8')).toBe(stdout);
});
