// Where the latency of chains goes, on the page, in Markdown and on the terminal.
import { describe, expect, it } from 'vitest';
import { chainLines } from '../../../src/report/chains/chain-lines.js';
import { chainSection } from '../../../src/report/chains/chain-section.js';
import { chains, chainTable, chainText } from '../../../src/report/chains/content.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import { terminalSummary } from '../../../src/report/terminal.js';
import type { Result } from '../../../src/result.js';
import {
  ATTRIBUTION,
  CHECKOUT,
  chained,
  hostileChains,
  longChain,
  oneChain,
  requests,
  type Times,
} from '../chain-fixtures.js';
import { HOSTILE_NAMES, oneFunction } from '../fixtures.js';

const NONE = requests(0, CHECKOUT);
const PAGE = { width: 80, style: (_: unknown, text: string): string => text };

const textOf = (result: Result): string => chainText(chains(result)[0]!);
const told = (times: Times, name = 'api'): string =>
  textOf(chained({ [name]: { all: requests(10, times), withColdStart: requests(0, times) } }));

describe('the sentence on a chain', () => {
  it('says how much of what a request waits are cold starts, and of which functions', () => {
    expect(textOf(oneChain())).toBe(
      '12 % of what a request waits, 425 ms on average, are cold starts: 31 ms of tax, 20 ms of checkout; ' +
        '5.9 % go to attempts without an answer and to back-off: 25 ms for tax; ' +
        'where a cold start is on the way, as of 100 in 1,000 requests, it waits 1.2 s',
    );
  });

  it('says that there are none', () => {
    expect(told({ a: [0, 200, 0], b: [0, 100, 0] })).toBe(
      'none of what a request waits, 300 ms on average, is a cold start',
    );
  });

  it('tells of an event what it takes', () => {
    expect(told({ a: [100, 200, 0] }, 'imports')).toBe(
      '33.3 % of what an event takes, 300 ms on average, are cold starts: 100 ms of a',
    );
  });

  it('names the three functions that matter most where there are many', () => {
    const times = Object.fromEntries([1, 2, 3, 4, 5].map((ms) => [`f${ms}`, [ms, 0, 0] as const]));
    expect(told(times)).toBe(
      '100 % of what a request waits, 15 ms on average, are cold starts: 5 ms of f5, 4 ms of f4, 3 ms of f3, 3 ms of 2 others',
    );
  });

  it('does not tell those apart that met a cold start where that are all', () => {
    const all = requests(10, { a: [1, 1, 0] });
    expect(textOf(chained({ api: { all, withColdStart: all } }))).not.toContain('where a cold start is');
  });
});

describe('the table of a chain', () => {
  it('has a row for each function in calling order and one together, which adds up', () => {
    const { head, rows } = chainTable(chains(oneChain())[0]!);
    expect(head).toEqual([
      'Function',
      'Cold start',
      'Handler',
      'Wait',
      'Together',
      'If cold: cold start',
      'If cold: together',
    ]);
    expect(rows).toEqual([
      [{ name: 'checkout' }, '20 ms', '200 ms', '0 ms', '220 ms', '200 ms', '450 ms'],
      [{ name: 'cart' }, '0 ms', '100 ms', '0 ms', '100 ms', '0 ms', '120 ms'],
      [{ name: 'tax' }, '31 ms', '49 ms', '25 ms', '105 ms', '310 ms', '630 ms'],
      ['Together', '51 ms', '349 ms', '25 ms', '425 ms', '510 ms', '1.2 s'],
    ]);
  });

  it('leaves out what does not occur, and shows intervals where there are some', () => {
    const { head, rows } = chainTable(
      chains(chained({ api: { all: requests(10, { a: [0, 200, 0] }), withColdStart: NONE } }, 5))[0]!,
    );
    expect(head).toEqual(['Function', 'Handler', 'Together']);
    expect(rows[0]).toEqual([{ name: 'a' }, '200 ± 4 ms', '200 ms']);
  });
});

describe('where the time goes', () => {
  it('is nowhere without chains, nor where no request of one was answered', () => {
    for (const result of [oneFunction(), chained({ api: { all: NONE, withColdStart: NONE } })]) {
      expect(chainSection(result).html).toBe('');
      expect(chainLines(result, PAGE)).toEqual([]);
      expect(markdownSummary(result)).not.toContain('Where the time goes');
    }
  });

  it('is drawn on the page from left to right, each function where the one before ends, in words as well', () => {
    const page = chainSection(oneChain()).html;
    const [all = '', cold = ''] = page.split('With a cold start on the way: 100 requests; <b>1.2 s</b>');
    expect(all).toContain('All: 1,000 requests; <b>425 ms</b>');
    // As long as the longer of the two waterfalls, which takes 1,200 ms.
    expect(all).toContain('<rect class="time-coldStartMs" x="0%" width="1.667%" height="100%"/>');
    expect(all).toContain('<rect x="0%" width="1.667%" height="100%" fill="url(#striped)"/>');
    expect(all).toContain('<rect class="time-handlerMs" x="18.33%" width="8.333%" height="100%"/>');
    expect(cold).toContain('<rect class="time-waitMs" x="78.33%" width="21.67%" height="100%"/>');
    expect(cold).toContain('aria-label="tax: 630 ms = cold start 310 ms + handler 60 ms + wait 260 ms"');
  });

  it('has a heading for each of several chains; beyond six they are folded', () => {
    const of = (amount: number): string =>
      chainSection(chained(Object.fromEntries(Array.from({ length: amount }, (_, i) => [`t${i}`, ATTRIBUTION])))).html;
    expect(of(1)).not.toContain('<h3');
    expect(of(6).match(/<h3/g)).toHaveLength(6);
    expect(of(6)).not.toContain('<details');
    expect(of(9).match(/<h3/g)).toHaveLength(6);
    expect(of(9)).toContain('<summary>3 more chains</summary>');
    expect(of(9).match(/<table/g)).toHaveLength(9);
  });

  it('draws the functions of a long chain that take most, though they take as long', () => {
    const page = chainSection(longChain(40)).html;
    expect(page.match(/<svg class="bar"/g)).toHaveLength(12);
    expect(page).toContain('The 12 functions that take most.');
    expect(page.match(/<th scope="row"/g)).toHaveLength(41);
    expect(chainLines(longChain(40), PAGE).filter((line) => line.includes('step-') && line.includes('█'))).toHaveLength(
      8,
    );
  });

  it('is drawn on the terminal', () => {
    expect(chainLines(oneChain(), PAGE)).toEqual([
      'Where the time goes',
      '  api: 12 % of what a request waits, 425 ms on average, are cold starts: 31 ms',
      '    of tax, 20 ms of checkout; 5.9 % go to attempts without an answer and to',
      '    back-off: 25 ms for tax; where a cold start is on the way, as of 100 in',
      '    1,000 requests, it waits 1.2 s',
      '    checkout  ▒▒▒███████████████████████████                              220 ms',
      '    cart                                    ██████████████                100 ms',
      '    tax                                                   ▒▒▒▒███████···  105 ms',
      '    ▒ cold start  █ handler  · wait',
    ]);
  });

  it.each([40, 60, 80])('is never wider than a terminal of %i columns', (width) => {
    for (const result of [oneChain(), hostileChains(), longChain(40)])
      for (const line of terminalSummary(result, { width, colour: false }).split('\n'))
        expect([...line].length, line).toBeLessThanOrEqual(width);
  });

  it('shows hostile names as text', () => {
    const result = hostileChains();
    const page = chainSection(result).html;
    for (const name of HOSTILE_NAMES) expect(page).not.toContain(name);
    expect(page).not.toMatch(/<(script|img)/);
    expect(chainLines(result, PAGE).join('')).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
    // Outside of code, where it means nothing.
    expect(markdownSummary(result).replace(/(`+).+?\1(?!`)/g, '')).not.toContain('<script');
  });

  it('stands in Markdown as a sentence and a table', () => {
    expect(markdownSummary(oneChain())).toContain(`## Where the time goes

\`api\`: 12 % of what a request waits, 425 ms on average, are cold starts: 31 ms of tax, 20 ms of checkout;`);
    expect(markdownSummary(oneChain())).toContain('| `tax` | 31 ms | 49 ms | 25 ms | 105 ms | 310 ms | 630 ms |');
  });
});
