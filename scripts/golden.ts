// Writes the committed results of the shipped scenarios and the gallery that shows them: `npm run golden`, after a change that is
// meant to change them.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { comparisonOf } from './gallery/book.js';

const coldstart = (words: readonly string[]): Buffer =>
  execFileSync(process.execPath, ['dist/cli/main.js', ...words, '--quiet'], { stdio: 'inherit' });

for (const file of readdirSync('scenarios').filter((name) => name.endsWith('.yaml'))) {
  coldstart(['run', `scenarios/${file}`]);
  const comparison = comparisonOf(readFileSync(`scenarios/${file}`, 'utf8'));
  if (comparison !== null) coldstart(comparison.split(' ').slice(1));
  process.stdout.write(`${file}\n`);
}
await import('./gallery.js');
