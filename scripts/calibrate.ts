// Writes src/lambda/calibrated.ts from the measured cold starts beside the project: `npm run calibration`.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMeasured } from './calibration/measured.js';
import { calibratedText } from './calibration/text.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILE = 'src/lambda/calibrated.ts';

const rows = readMeasured(join(ROOT, '..', 'shared', 'data', 'cold-start-init.csv'));
writeFileSync(join(ROOT, FILE), calibratedText(rows));
process.stdout.write(`${FILE}\n`);
