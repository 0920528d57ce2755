// The pictures of the README, from shipped scenarios, into docs/pictures: `npm run pictures`. Each is there light and dark.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pngEncoder } from '../src/cli/output/charts.js';
import { startChromium } from '../test/support/chromium.js';
import { coldstart, SCHEMES, stillPage } from './pages.js';

const OUT = 'docs/pictures';

/** The commands that stand in the README beside the pictures. */
const REPORT = 'run scenarios/weekday-traffic.yaml';
const SWEEP =
  'sweep scenarios/which-of-three.yaml --replications 10 --vary functions.checkout.aliases.live.provisionedConcurrency=0..8:2 --vary functions.checkout.memory=512,1024,2048 --charts svg';

/** What a chart has for paper and for ink, and what takes their places in the dark. */
const DARK: readonly (readonly [light: string, dark: string])[] = [
  ['#ffffff', '#0f1419'],
  ['#1f2328', '#e6edf3'],
];

async function reportPictures(folder: string): Promise<void> {
  coldstart([...REPORT.split(' '), '--out', folder]);
  const { browser, close } = await startChromium();
  try {
    for (const colorScheme of SCHEMES) {
      const page = await stillPage(browser, join(folder, 'report.html'), {
        viewport: { width: 1280, height: 800 },
        colorScheme,
      });
      await page.screenshot({ path: join(OUT, `report-${colorScheme}.png`) });
      await page.context().close();
    }
  } finally {
    await close();
  }
}

async function chartPictures(folder: string): Promise<void> {
  coldstart([...SWEEP.split(' '), '--out', folder]);
  const light = readFileSync(join(folder, 'charts', 'front-total.latencyMs.p99.svg'), 'utf8');
  const dark = DARK.reduce((svg, [from, to]) => svg.replaceAll(from, to), light);
  const encode = await pngEncoder();
  writeFileSync(join(OUT, 'front-light.png'), encode(light));
  writeFileSync(join(OUT, 'front-dark.png'), encode(dark));
}

const folder = mkdtempSync(join(tmpdir(), 'coldstart-pictures-'));
mkdirSync(OUT, { recursive: true });
try {
  await reportPictures(join(folder, 'report'));
  await chartPictures(join(folder, 'sweep'));
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(`${OUT}: report-light.png, report-dark.png, front-light.png, front-dark.png\n`);
