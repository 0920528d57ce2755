// Counts how often the intervals of experiments hold the truth, in 2,000 experiments of each kind, and writes the figures that
// docs/VALIDATION.md shows. `npm run coverage`, which takes about ten minutes; then `npm run validation`.
import { writeFileSync } from 'node:fs';
import { coverageOf, kinds } from '../test/theory/coverage.js';

const EXPERIMENTS = 2000;

const { fixed, stopping } = kinds();
const found = [...fixed, ...stopping].map((kind) => {
  const coverage = coverageOf(kind, EXPERIMENTS);
  process.stdout.write(`${coverage.what}: ${coverage.held} of ${coverage.experiments}\n`);
  return coverage;
});
writeFileSync('test/theory/coverage.json', `${JSON.stringify(found, null, 2)}\n`);
