import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { keepAliveRates, sensitivityTable } from '../../../src/report/content/sensitivity.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import { sensitivitySection } from '../../../src/report/page/sensitivity-section.js';
import { terminalSummary } from '../../../src/report/terminal.js';
import { HOSTILE_NAMES, oneFunction, withReruns } from '../fixtures.js';

describe('the tables of other keep-alives', () => {
  it('have a row each, the one in force marked', () => {
    const { head, rows } = sensitivityTable(withReruns('api'), 'keepAlive');
    expect(head).toEqual(['Keep-alive', 'Cold starts', 'Share', 'p99', 'Idle, mean', 'Cost']);
    expect(rows).toEqual([
      ['aws-2019', '100 ± 10', '10 ± 1 %', '412 ± 41 ms', '4 ± 0.4', '$0.12 ± $0.012'],
      ['aws-2020', '200 ± 20', '20 ± 2 %', '412 ± 41 ms', '2 ± 0.2', '$0.12 ± $0.012'],
      ['as given (in force)', '50 ± 5', '5 ± 0.5 %', '412 ± 41 ms', '8 ± 0.8', '$0.12 ± $0.012'],
    ]);
  });

  it('have the functions side by side only where there are several', () => {
    expect(keepAliveRates(withReruns('api')).rows).toEqual([]);
    expect(keepAliveRates(withReruns('api', 'search'), true).rows).toEqual([
      [{ name: 'api' }, '10 %', '20 %', '5 %'],
      [{ name: 'search' }, '10 %', '20 %', '5 %'],
    ]);
  });

  it('are nowhere where nobody asked', () => {
    expect(sensitivityTable(oneFunction(), 'keepAlive').rows).toEqual([]);
    expect(sensitivitySection(oneFunction()).html).toBe('');
    for (const text of [terminalSummary(oneFunction(), { width: 80, colour: false }), markdownSummary(oneFunction())])
      expect(text).not.toContain('other assumptions');
  });
});

describe('other keep-alives in the reports', () => {
  it('stand on the terminal without intervals, as far as they fit', () => {
    const at = (width: number) => terminalSummary(withReruns('api', 'search'), { width, colour: false });
    expect(at(80)).toContain(`Under other assumptions
  Keep-alive           Cold starts  Share     p99  Idle, mean   Cost
  aws-2019                     100   10 %  412 ms           4  $0.12
  aws-2020                     200   20 %  412 ms           2  $0.12
  as given (in force)           50    5 %  412 ms           8  $0.12
  Function  aws-2019  aws-2020  as given (in force)
  api           10 %      20 %                  5 %
`);
    expect(at(40)).toMatch(/^ {2}Keep-alive +Cold starts\n(.*\n){2} {2}as given \(in force\) +50$/m);
    const hostile = terminalSummary(withReruns(...HOSTILE_NAMES), { width: 40, colour: false });
    for (const line of hostile.split('\n')) expect([...stripVTControlCharacters(line)].length).toBeLessThanOrEqual(40);
  });

  it('stand in Markdown and on the page with their figures', () => {
    expect(markdownSummary(withReruns('api'))).toContain('| as given (in force) | 50 ± 5 | 5 ± 0.5 % |');
    const { html } = sensitivitySection(withReruns('api'));
    expect(html).toContain('<b>as given (in force)</b>');
    expect(html.match(/<svg class="bar"/g)).toHaveLength(6);
    expect(html).toContain('aria-label="20 % cold"');
  });

  it('draw the longest bar at full length, and let no name through', () => {
    const { html } = sensitivitySection(withReruns(...HOSTILE_NAMES));
    expect(html).toContain('<rect class="rerun-cold" x="0%" width="100%"');
    expect(html).toContain('<rect class="rerun-idle" x="0%" width="50%"');
    expect(html).not.toContain('<script>');
  });
});
