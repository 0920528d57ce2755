// `coldstart schema` as a user meets it.
import { expect, test } from 'vitest';
import { coldstart } from '../support/built.js';

test('prints a JSON Schema that describes every key', async () => {
  const { code, stdout } = await coldstart(['schema']);
  expect(code).toBe(0);
  const schema = JSON.parse(stdout) as { properties: Record<string, unknown> };
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['name', 'seed', 'duration', 'functions', 'triggers']),
  );
});
