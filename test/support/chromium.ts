// Starts a real Chromium for tests: the one that comes as a package on Linux x64, else the Chrome that is installed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export interface TestBrowser {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** The package's own arguments suit AWS Lambda: one process, which dies with its first page, and no web security. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

export async function startChromium(): Promise<TestBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const browser = await chromium.launch({ channel: 'chrome' });
    return { browser, close: () => browser.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'coldstart-chromium-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const executablePath = await unpack(folder);
    await writeFile(join(folder, 'fonts', 'fonts.conf'), fontConfiguration(folder));
    const env = {
      ...process.env,
      TMPDIR: folder,
      // The package brings the libraries that a bare system lacks.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    };
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS, env });
    return { browser, close: () => browser.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** It unpacks into the temporary folder of the moment, and only on "AWS Lambda" with its libraries. */
async function unpack(folder: string): Promise<string> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    packaged.setGraphicsMode = false;
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The package's own file looks in /tmp alone. Without a single font, Chromium crashes at the first button or menu. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
