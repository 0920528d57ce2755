// What became of what triggers sent, as lines of the terminal: only of those that lost something or tried again; and what waited for
// Lambda over time, where more did than it worked on.
import type { Result } from '../../result.js';
import { moreText } from '../content/scaling.js';
import { remarkable, remarkText } from '../content/triggers.js';
import { forTerminal } from '../escape.js';
import { sparkline, wrap } from '../layout.js';
import { backlogText, longBacklogs } from '../waiting/backlogs.js';
import type { Page } from './page.js';

/** So many of them, of each kind; the report has them all. */
const TRIGGERS = 5;

export function triggerLines(result: Result, page: Page): string[] {
  const fates = remarkable(result, true).map((trigger) => hanging(`${trigger.name}: ${remarkText(trigger)}`, page));
  const waits = longBacklogs(result).map((backlog) => {
    const line = sparkline(backlog.most, page.width - 4);
    const text = `${backlog.trigger.name}: ${backlogText(backlog)}${line === '' ? '' : '; over time:'}`;
    return [...hanging(text, page), ...(line === '' ? [] : [`    ${line}`])];
  });
  const lines = [...firstOf(fates), ...firstOf(waits)];
  return lines.length === 0 ? [] : ['Triggers', ...lines];
}

function hanging(text: string, page: Page): string[] {
  const [first = '', ...rest] = wrap(forTerminal(text), page.width - 4);
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

function firstOf(all: readonly string[][]): string[] {
  const more = moreText(all.length - TRIGGERS);
  return [...all.slice(0, TRIGGERS).flat(), ...(more === '' ? [] : [`  … ${more} in the report`])];
}
