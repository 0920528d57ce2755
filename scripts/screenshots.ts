// Reference screenshots of every kind of page, into test/browser/reference: `npm run screenshots`. With `--check` nothing is written:
// it names those that differ from the committed ones in more than 1 % of their pixels, and exits with 1 where there are any. Fonts
// differ between machines, so this is no test.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { startChromium } from '../test/support/chromium.js';
import { coldstart, SCHEMES, type Scheme, stillPage } from './pages.js';

const REFERENCE = 'test/browser/reference';
const WIDTHS = [1280, 390];
/** Pixels; what lies below is left out. */
const HIGHEST = 1600;
/** Of all pixels. */
const SAME = 0.01;

interface Kind {
  readonly kind: string;
  /** What makes the page, without `--out`; `FOLDER` is that of the report; null where it is committed. A new kind of page has a line here. */
  readonly command: string | null;
  /** In the folder of the report, or from the root of the repository where it is committed. */
  readonly file: string;
}

const KINDS: readonly Kind[] = [
  { kind: 'run', command: 'run scenarios/quickstart.yaml', file: 'report.html' },
  { kind: 'run-of-several', command: 'run scenarios/spike-and-target-tracking.yaml', file: 'report.html' },
  {
    kind: 'comparison',
    command: 'compare scenarios/which-of-three.yaml --replications 10',
    file: 'comparison.html',
  },
  {
    kind: 'sweep',
    command:
      'sweep scenarios/which-of-three.yaml --replications 4 --vary functions.checkout.aliases.live.provisionedConcurrency=0..8:2 --vary functions.checkout.memory=512,1024,2048',
    file: 'sweep.html',
  },
  {
    kind: 'timeline',
    command: 'run scenarios/burst-of-3000.yaml --duration 2m --timeline FOLDER/timeline.html',
    file: 'timeline.html',
  },
  { kind: 'gallery', command: null, file: 'reports/index.html' },
];

/** The first pixels of a page. */
async function screenshot(browser: Browser, file: string, width: number, colorScheme: Scheme): Promise<Buffer> {
  const page = await stillPage(browser, file, { viewport: { width, height: 900 }, colorScheme });
  const height = Math.min(HIGHEST, await page.evaluate<number>('document.documentElement.scrollHeight'));
  const shot = await page.screenshot({ fullPage: true, animations: 'disabled', clip: { x: 0, y: 0, width, height } });
  await page.context().close();
  return shot;
}

/** All of them, by the names of their files. */
async function screenshots(folder: string): Promise<Map<string, Buffer>> {
  const taken = new Map<string, Buffer>();
  const { browser, close } = await startChromium();
  try {
    for (const { kind, command, file } of KINDS) {
      const own = join(folder, kind);
      mkdirSync(own);
      if (command !== null) coldstart([...command.replace('FOLDER', own).split(' '), '--out', own]);
      const path = command === null ? join(process.cwd(), file) : join(own, file);
      for (const width of WIDTHS) {
        for (const scheme of SCHEMES)
          taken.set(`${kind}-${width}-${scheme}.png`, await screenshot(browser, path, width, scheme));
      }
    }
  } finally {
    await close();
  }
  return taken;
}

interface Difference {
  readonly says: string;
  /** Whether it is more than other fonts or a changed figure bring about. */
  readonly isLarge: boolean;
}

const large = (says: string): Difference => ({ says, isLarge: true });

/** What a screenshot has that its reference has not; null where they are the same to the eye. */
function difference(name: string, shot: Buffer): Difference | null {
  const path = join(REFERENCE, name);
  if (!existsSync(path)) return large('has no reference');
  const reference = readFileSync(path);
  if (reference.equals(shot)) return null;
  const [before, now] = [PNG.sync.read(reference), PNG.sync.read(shot)];
  const [{ width, height }, size] = [now, `${now.width} × ${now.height}`];
  if (before.width !== width || before.height !== height)
    return large(`is ${size} pixels, its reference ${before.width} × ${before.height}`);
  const share = pixelmatch(before.data, now.data, undefined, width, height) / (width * height);
  if (share === 0) return null;
  return { says: `differs in ${(100 * share).toPrecision(2)} % of its pixels`, isLarge: share > SAME };
}

function check(taken: ReadonlyMap<string, Buffer>): number {
  const gone = readdirSync(REFERENCE).filter((name) => !taken.has(name));
  const found = [
    ...[...taken].map(([name, shot]) => ({ name, ...difference(name, shot) })),
    ...gone.map((name) => ({ name, ...large('is of no kind of page that there is') })),
  ];
  const several = found.filter(({ isLarge }) => isLarge).length;
  for (const { name, says, isLarge } of found) {
    if (says !== undefined) process.stdout.write(`${name} ${says}${isLarge ? '' : ', which is too little to count'}\n`);
  }
  if (several > 0)
    process.stdout.write(`${several} differ. Look at them; npm run screenshots makes them the reference.\n`);
  else process.stdout.write(`All ${taken.size} are as their references.\n`);
  return several > 0 ? 1 : 0;
}

function write(taken: ReadonlyMap<string, Buffer>): void {
  rmSync(REFERENCE, { recursive: true, force: true });
  mkdirSync(REFERENCE, { recursive: true });
  for (const [name, shot] of taken) writeFileSync(join(REFERENCE, name), shot);
  process.stdout.write(`${REFERENCE}: ${taken.size} screenshots\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'coldstart-screenshots-'));
try {
  const taken = await screenshots(folder);
  if (process.argv.includes('--check')) process.exitCode = check(taken);
  else write(taken);
} finally {
  rmSync(folder, { recursive: true });
}
