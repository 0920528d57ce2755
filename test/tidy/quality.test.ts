// The compiler, the formatter and the linter as tests, so that `npm test` alone keeps the tree clean.
import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ROOT } from './source.js';

/** Started by Node itself rather than through a shell, which differs between systems. */
const TOOLS = [
  { says: 'the compiler at its strictest', script: 'node_modules/typescript/bin/tsc', words: ['--noEmit'] },
  {
    says: 'the formatter and the syntax rules',
    script: 'node_modules/@biomejs/biome/bin/biome',
    words: ['check', '.'],
  },
  { says: 'the rules that need types', script: 'node_modules/eslint/bin/eslint.js', words: ['src', 'test', 'scripts'] },
];

const TIMEOUT = 180_000;

describe('the tree passes', () => {
  for (const { says, script, words } of TOOLS) {
    it(says, { timeout: TIMEOUT }, async () => {
      const { code, output } = await outcome(script, words);
      expect(code, output).toBe(0);
    });
  }
});

function outcome(script: string, words: readonly string[]): Promise<{ code: number; output: string }> {
  const options = {
    cwd: ROOT,
    timeout: TIMEOUT,
    maxBuffer: 1 << 26,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [ROOT + script, ...words], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}`.slice(0, 20_000) });
    });
  });
}
