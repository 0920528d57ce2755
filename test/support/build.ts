// Builds the command line once before the tests, so that what they run is what the sources say.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './built.js';

export function setup(): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}
