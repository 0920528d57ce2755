// Writes the committed results of the shipped scenarios: `npm run golden`, after a change that is meant to change them.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

for (const file of readdirSync('scenarios').filter((name) => name.endsWith('.yaml'))) {
  execFileSync(process.execPath, ['dist/cli/main.js', 'run', `scenarios/${file}`, '--quiet'], { stdio: 'inherit' });
  process.stdout.write(`${file}\n`);
}
