// The committed gallery, taken apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Html } from '../../src/report/page/markup.js';
import { ROOT } from '../support/built.js';

export const GALLERY = readFileSync(join(ROOT, 'reports/index.html'), 'utf8');

/** By the names of their scenarios. */
export function committedEntries(): Map<string, Html> {
  const found = GALLERY.matchAll(/<article id="([^"]*)"[\s\S]*?<\/article>\n/g);
  return new Map([...found].map(([html, name = '']) => [name, { html }]));
}
