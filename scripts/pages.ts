// Pages made from shipped scenarios and opened in Chromium, for the pictures of the documents and the reference screenshots.
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Runs the built command line, without a word. */
export function coldstart(words: readonly string[]): void {
  execFileSync(process.execPath, ['dist/cli/main.js', ...words, '--quiet'], { stdio: 'inherit' });
}

export type Scheme = 'light' | 'dark';
export const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Drawn and still: its charts are there, and nothing moves. Close its context. */
export async function stillPage(browser: Browser, file: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', deviceScaleFactor: 1, ...options });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  if ((await page.locator('script#data').count()) > 0) await page.waitForSelector('html[data-drawn]');
  if ((await page.locator('#timeline').count()) > 0) await page.waitForSelector('#timeline[data-drawn]');
  await page.evaluate('document.fonts.ready');
  return page;
}
