// What every page must be, whatever it reports on.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';

/** Without what is executed or read by script. */
export const markup = (page: string): string => page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');

/** Only its own scripts and its style may run, by their hashes, and nothing is fetched. With charts there are four such `blocks`. */
export function expectClosed(page: string, blocks = 4): void {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replace(/&#39;/g, "'") ?? '';
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toMatch(/unsafe|http|\*/);
  const inline = [...page.matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)].map(([, text]) => text ?? '');
  expect(inline).toHaveLength(blocks);
  for (const text of inline) expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(markup(page)).not.toMatch(/<[^>]+\s(src|href)=(?!"(#|data:,))/);
}

/** One heading of the first level, none skipped, and every table with a caption and scopes. */
export function expectReadable(page: string): void {
  const text = markup(page);
  const levels = [...text.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(text.match(/<caption/g)).toHaveLength(text.match(/<table/g)?.length ?? 0);
  expect(text.match(/<th /g)).toHaveLength(text.match(/<th scope="(col|row)"/g)?.length ?? 0);
}

interface Group {
  readonly specs: Readonly<Record<string, unknown>>;
  readonly subjects: readonly unknown[];
}

/** What the page's script reads. */
export const dataOf = (page: string): Group[] =>
  JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '') as Group[];
