import { describe, expect, it } from 'vitest';
import type { Setting, SettingOrigin } from '../../src/explanation.js';
import { loadAssets } from '../../src/report/assets.js';
import { htmlReport } from '../../src/report/html.js';
import type { Origins } from '../../src/report/page/settings-section.js';
import { dataOf, expectClosed, expectReadable, markup } from '../support/page.js';
import {
  HOSTILE_NAMES,
  hostile,
  idleFunction,
  manyFunctions,
  oneFunction,
  provisionedFunction,
  resultOf,
  settingsOf,
  threeFunctions,
} from './fixtures.js';
import { withMonth } from './money-fixtures.js';
import { deployed, hostileAliases, manyScaled, scaled } from './scaling-fixtures.js';

const assets = loadAssets();
const setting = (key: string, value: string, origin: SettingOrigin): Setting => ({ path: key, key, value, origin });

describe('the page', () => {
  it('begins with the verdict on each function', () => {
    expect(markup(htmlReport(oneFunction(), assets))).toContain(
      '<b><bdi>checkout</bdi></b>: 1.2 % of 72,004 invocations started cold (864, mostly because more requests ran at once than ever before); p99 412 ms; $0.12.',
    );
  });

  it('has its headings in order, none skipped, and gives every table a caption and scopes', () => {
    expectReadable(htmlReport(deployed(), assets));
  });

  it('lets only its own scripts and style run, by their hashes, and fetches nothing', () => {
    expectClosed(htmlReport(hostile(), assets));
  });

  it('shows hostile names as text', () => {
    for (const result of [hostile(), hostileAliases()]) {
      const page = htmlReport(result, assets);
      for (const name of HOSTILE_NAMES) expect(page).not.toContain(name);
      expect(page.match(/<script/g)).toHaveLength(htmlReport(oneFunction(), assets).match(/<script/g)?.length ?? 0);
      expect(markup(page)).not.toMatch(/<(img|b>reason)/);
    }
  });

  it('says first what failed', () => {
    const page = markup(htmlReport(deployed(), assets));
    const top = page.slice(0, page.indexOf('id="figures"'));
    expect(top).toContain(
      '<b class="bad">✗ <bdi>provisioned concurrency of checkout:live FAILED: an init took too long</bdi></b>',
    );
    expect(top).toContain('deployment of checkout:live to version 3 FAILED: no room to provision both versions');
  });

  it('tells of each alias whether it is worth its money, and its timeline in full', () => {
    const page = markup(htmlReport(deployed(), assets));
    expect(page).toContain(
      '<li>30 % of what you pay for is used; below 60 % on demand is cheaper: $0.11 with, $0.061 without</li>',
    );
    expect(page).toContain('When and why it scaled: 9 activities');
    expect(page.match(/<th scope="row">\d:\d\d:\d\d<\/th>/g)).toHaveLength(9);
    expect(page).toContain('<bdi>search:live</bdi></th><td>1 → 2</td><td>linear: 10 % every 1m</td>');
  });

  it('tells what it costs by function and alias, a month where it was asked for, and what else it would cost', () => {
    const page = markup(htmlReport(resultOf({ functions: { api: withMonth(provisionedFunction()) } }), assets));
    const costs = page.slice(page.indexOf('id="cost"'), page.indexOf('id="settings"'));
    expect(costs).toContain('list prices of us-east-1 as of 2026-11; without the free tier.');
    expect(costs).toContain('<span class="under"><bdi>live</bdi></span>');
    expect(costs).toContain('<caption class="loud">The same usage for a month of 730 hours</caption>');
    expect(costs).toContain('<li>on arm64 the same times would cost $0.15 (−18.4 %): it pays');
    expect(markup(htmlReport(oneFunction(), assets))).not.toContain('for a month');
  });

  it('cuts a timeline off where it would be endless, and says so', () => {
    const page = markup(htmlReport(scaled(1440 * 3, 60), assets));
    expect(page.match(/<th scope="row">\d+:\d\d:\d\d<\/th>/g)).toHaveLength(500);
    expect(page).toMatch(/… and [\d,]+ more\./);
  });

  it('tells every setting with where it comes from, and what the defaults assume, as text', () => {
    const origins: Origins = {
      groups: [
        {
          kind: 'account',
          name: null,
          settings: [setting('concurrency', '1,000', { kind: 'default', assumption: 'M-QUOTA' })],
        },
        {
          kind: 'function',
          name: HOSTILE_NAMES[0]!,
          settings: [
            setting('memory', '512 MB', { kind: 'file', line: 12, column: 13 }),
            setting('timeout', HOSTILE_NAMES[1]!, { kind: 'flag', text: '--set <b>' }),
          ],
        },
      ],
      assumptions: { 'M-QUOTA': 'a thousand executions at once' },
    };
    const page = htmlReport(oneFunction(), assets, { origins });
    expect(page).toContain('<summary>All 3 settings, and where each comes from</summary>');
    expect(page).toContain(
      '<th scope="row"><bdi>concurrency</bdi></th><td><bdi>1,000</bdi></td><td><bdi>default (M-QUOTA)</bdi></td>',
    );
    expect(page).toContain('<bdi>file 12:13</bdi>');
    expect(page).toContain('--set &#60;b&#62;');
    expect(page).toContain('<b>M-QUOTA</b>: a thousand executions at once');
    for (const name of HOSTILE_NAMES) expect(page).not.toContain(name);
    expectReadable(page);
  });

  it('shows what is in the way of more: what is reserved, or what the account may run', () => {
    expect(markup(htmlReport(oneFunction(), assets))).toContain('14 at most, of the 1,000 that the account may run.');
    const reserved = { ...oneFunction(), settings: [settingsOf('checkout', { reservedConcurrency: 20 })] };
    expect(markup(htmlReport(reserved, assets))).toContain('14 at most, of the 20 that are reserved.');
    const [group] = dataOf(htmlReport(reserved, assets));
    expect(JSON.stringify(group!.subjects)).toContain('"reserved":[20,');
    expect(JSON.stringify(dataOf(htmlReport(oneFunction(), assets)))).not.toContain('"account limit":[');
  });

  it('ends with what reproduces it', () => {
    const page = markup(htmlReport(oneFunction(), assets));
    const end = page.slice(page.indexOf('id="reproduce"'));
    for (const fact of [
      'coldstart run checkout-api.yaml --seed 42',
      '42',
      '1.0.0',
      '9f86d081884c7d65',
      'c0ffee0123456789',
    ])
      expect(end).toContain(fact);
  });

  it('is the same every time', () => {
    expect(htmlReport(threeFunctions(), assets)).toBe(htmlReport(threeFunctions(), assets));
  });

  it('stays below 3 MB with fifty functions and the longest series', () => {
    expect(Buffer.byteLength(htmlReport(manyFunctions(50), assets))).toBeLessThan(3_000_000);
    expect(Buffer.byteLength(htmlReport(manyScaled(50), assets))).toBeLessThan(3_000_000);
  });

  it('has no section on deployments where there are none, with several replications too', () => {
    expect(htmlReport(oneFunction(2), assets)).not.toContain('id="deployments"');
    expect(htmlReport(deployed(), assets)).toContain('id="deployments"');
  });

  it('copes with a function that nothing invoked, and with no replication at all', () => {
    expect(htmlReport(resultOf({ functions: { idle: idleFunction() } }), assets)).toContain('no invocation ran');
    expect(htmlReport(resultOf({ functions: {}, change: { runs: [], interrupted: true } }), assets)).toContain(
      'No replication finished.',
    );
  });
});
