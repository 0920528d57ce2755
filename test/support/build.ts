// Builds the command line once before the tests, so that what they run is what the sources say. The types are checked by
// test/tidy/quality.test.ts.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './built.js';

export function setup(): void {
  const words = ['-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false'];
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...words], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}
