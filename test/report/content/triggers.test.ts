import { describe, expect, it } from 'vitest';
import { subjects, triggerSubjects } from '../../../src/report/content/figures.js';
import { remarkable, remarkText, triggerTable } from '../../../src/report/content/triggers.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import { triggerSection } from '../../../src/report/page/trigger-section.js';
import { terminalSummary } from '../../../src/report/terminal.js';
import type { Result, TriggerResult } from '../../../src/result.js';
import { busyFunction, HOSTILE_NAMES, oneFunction, resultOf } from '../fixtures.js';
import { DROPPED, hostileTriggers, lossy, trafficOf, trigger, triggered } from '../trigger-fixtures.js';

/** What is said of one trigger of events, or of calls. */
function told(change: Partial<TriggerResult>, name = 'imports'): string {
  const [only] = triggerSubjects(triggered({ [name]: trigger(change) }));
  return remarkText(only!);
}

const remarkedNames = (result: Result, all: boolean): string[] => remarkable(result, all).map(({ name }) => name);

describe('the sentence on a trigger', () => {
  it('says how much was lost, and why', () => {
    expect(told(DROPPED)).toBe(
      '12 of 1,000 events were dropped: 10 had no retries left, 2 had reached maximumEventAge',
    );
    expect(told({ dropped: 12, droppedByReason: { 'retries used up': 12 } })).toBe(
      '12 of 1,000 events were dropped: all had no retries left',
    );
    expect(told({ dropped: 1, droppedByReason: { 'reserved concurrency of zero': 1 } })).toBe(
      '1 of 1,000 events was dropped: it met a reservedConcurrency of 0',
    );
  });

  it('says a reason that it does not know as it is', () => {
    expect(told({ dropped: 3, droppedByReason: { 'too large': 3 } })).toBe('3 of 1,000 events were dropped: too large');
    expect(told({ dropped: 3, droppedByReason: { 'too large': 2, 'retries used up': 1 } })).toBe(
      '3 of 1,000 events were dropped: 2 too large, 1 had no retries left',
    );
  });

  it('says of how many once', () => {
    expect(told({ failed: 30, deadLettered: 2, queued: 1 })).toBe(
      '30 of 1,000 events failed; 2 went to the destination of failures; 1 was still queued at the end',
    );
  });

  it('calls what waits for an answer a request', () => {
    expect(told({ failed: 1 }, 'api')).toBe('1 of 1,000 requests failed');
  });

  it('counts retries while they are few, then the attempts of each', () => {
    expect(told({ retries: 1 })).toBe('1 retry');
    expect(told({ retries: 499 })).toBe('499 retries');
    expect(told({ retries: 2400 }, 'api')).toBe('retries made 3.4 attempts of each request');
  });

  it('says how many events came twice, where any did', () => {
    expect(told({ duplicates: 0 })).toBe('');
    expect(told({ duplicates: 1 })).toBe('1 event was delivered twice');
    expect(told({ ...DROPPED, duplicates: 20, retries: 3 })).toMatch(/; 20 events were delivered twice; 3 retries$/);
    const result = triggered({ fine: trigger({ duplicates: 0 }), imports: trigger({ duplicates: 2 }) });
    expect(remarkedNames(result, false)).toEqual(['imports']);
    expect(triggerTable(result).head).toContain('Duplicates');
  });

  it('is there for one that lost something or tried often; on request for one that tried again at all', () => {
    const result = triggered({
      fine: trigger(),
      few: trigger({ retries: 499 }),
      often: trigger({ retries: 500 }),
      lost: trigger({ failed: 1 }),
    });
    expect(remarkedNames(result, false)).toEqual(['often', 'lost']);
    expect(remarkedNames(result, true)).toEqual(['few', 'often', 'lost']);
  });
});

describe('the table of triggers', () => {
  it('has a row each, and no column that is zero everywhere', () => {
    const { head, rows, words } = triggerTable(lossy());
    expect(head).toEqual([
      'Trigger',
      'Type',
      'Calls',
      'Events',
      'Succeeded',
      'Failed',
      'Retries',
      'Retries of each',
      'Dropped',
      'Still queued',
      'p50',
      'p95',
      'p99',
    ]);
    const times = ['80 ms', '224 ms', '320 ms'];
    const calls = 'checkout ($LATEST)';
    expect(rows).toEqual([
      [{ name: 'api' }, 'apiGateway', calls, '1,000', '970', '30', '2,400', '2.4', '0', '0', ...times],
      [{ name: 'imports' }, 's3', calls, ...['1,000', '987', '0', '40', '0.04', '12', '1'], ...times],
    ]);
    expect(words).toEqual([1, 2]);
  });

  it('has intervals where there are replications', () => {
    const { rows } = triggerTable(triggered({ api: trigger({ failed: 30 }) }, 10));
    expect(rows[0]).toContain('30 ± 0.6');
  });

  it('is there for several triggers, and for one only if anything but success became of it', () => {
    expect(triggerTable(triggered({ api: trigger() })).rows).toEqual([]);
    expect(triggerTable(triggered({ api: trigger({ retries: 1 }) })).rows).toHaveLength(1);
    expect(triggerTable(triggered({ api: trigger(), imports: trigger() })).rows).toHaveLength(2);
    expect(triggerTable(oneFunction()).rows).toEqual([]);
  });
});

describe('a function', () => {
  it('knows what calls it, whatever version it calls', () => {
    const called = resultOf({
      functions: { api: busyFunction(), 'api-2': busyFunction() },
      triggers: { a: trigger(), b: trigger(), c: trigger(), d: trigger() },
      change: {
        traffic: [
          trafficOf('a', 'api ($LATEST)'),
          trafficOf('b', 'api:live'),
          trafficOf('c', 'api-2:1'),
          trafficOf('d', 'as the rows say'),
        ],
      },
    });
    expect(subjects(called).map(({ triggers }) => triggers.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
  });
});

describe('triggers on the terminal', () => {
  const at = (result: Result, width = 80): string => terminalSummary(result, { width, colour: false });

  it('have a line each where they lost something or tried again', () => {
    expect(at(lossy())).toContain(`
Triggers
  api: 30 of 1,000 requests failed; retries made 3.4 attempts of each request
  imports: 12 of 1,000 events were dropped: 10 had no retries left, 2 had
    reached maximumEventAge; 1 was still queued at the end; 40 retries
`);
    expect(at(triggered({ api: trigger(), imports: trigger() }))).not.toContain('Triggers');
  });

  it('are the first five of many', () => {
    const many = triggered(
      Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`t${index}`, trigger({ failed: 1 })])),
    );
    expect(at(many)).toMatch(/ {2}t4: 1 of 1,000 requests failed\n {2}… and 2 more in the report\n/);
  });

  it('are never wider than it, and send it no control characters', () => {
    for (const width of [40, 80]) {
      const text = at(hostileTriggers(), width);
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
      expect(text).not.toContain('\u001b');
    }
  });
});

describe('triggers in Markdown and on the page', () => {
  it('have a section with the table and its sentences', () => {
    const text = markdownSummary(lossy());
    const section = text.slice(text.indexOf('## Triggers'), text.indexOf('## Cost'));
    expect(section).toContain('| `api` | apiGateway | checkout ($LATEST) | 1,000 | 970 | 30 |');
    expect(section).toContain('- `api`: 30 of 1,000 requests failed; retries made 3.4 attempts of each request.');
    const { html } = triggerSection(lossy());
    expect(html).toContain('<h2 id="triggers">Triggers</h2>');
    expect(html).toContain('<li><b><bdi>api</bdi></b>: <bdi>30 of 1,000 requests failed; retries made');
  });

  it('have none where all of one trigger succeeded', () => {
    const calm = triggered({ api: trigger() });
    expect(markdownSummary(calm)).not.toContain('## Triggers');
    expect(triggerSection(calm).html).toBe('');
  });

  it('fold the sentences away where there are many', () => {
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`t${index}`, trigger({ failed: 1 })]));
    expect(triggerSection(triggered(many)).html).toContain('<summary>6 triggers, one by one</summary>');
  });

  it('show names and reasons as text', () => {
    const { html } = triggerSection(hostileTriggers());
    for (const name of HOSTILE_NAMES) expect(html).not.toContain(name);
    expect(html).not.toMatch(/<(script|img|b>reason)/);
    const rows = markdownSummary(hostileTriggers())
      .split('\n\n')
      .find((block) => block.includes('Retries of each'))!;
    expect(new Set(rows.split('\n').map((row) => row.replace(/\\\|/g, '').split('|').length)).size).toBe(1);
  });
});
