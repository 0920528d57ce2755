// A page opened in a browser as a reader opens it, from a file, with all that goes wrong written down.
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenedPage {
  readonly page: Page;
  /** Console messages, errors, policy violations, requests: all that should not be. */
  readonly trouble: readonly string[];
}

/** Waits until its charts are drawn, where it has a script that draws them. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const url = pathToFileURL(file).href;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url && request.url() !== 'data:,') trouble.push(request.url());
  });
  await page.goto(url);
  const draws = options.javaScriptEnabled !== false && (await page.locator('script#data').count()) > 0;
  if (draws) await page.waitForSelector('html[data-drawn]', { timeout: 10_000 });
  return { page, trouble };
}
