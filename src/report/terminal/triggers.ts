// What became of what triggers sent, as lines of the terminal: only of those that lost something or tried again.
import type { Result } from '../../result.js';
import { moreText } from '../content/scaling.js';
import { remarkable, remarkText } from '../content/triggers.js';
import { forTerminal } from '../escape.js';
import { wrap } from '../layout.js';
import type { Page } from './page.js';

/** So many of them; the report has them all. */
const TRIGGERS = 5;

export function triggerLines(result: Result, page: Page): string[] {
  const told = remarkable(result, true);
  if (told.length === 0) return [];
  const lines = told.slice(0, TRIGGERS).flatMap((trigger) => {
    const [first = '', ...rest] = wrap(`${forTerminal(`${trigger.name}: ${remarkText(trigger)}`)}`, page.width - 4);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  const more = moreText(told.length - TRIGGERS);
  return ['Triggers', ...lines, ...(more === '' ? [] : [`  … ${more} in the report`])];
}
