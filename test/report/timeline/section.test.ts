// The timeline in pages, read as text: what it says beside its canvas, that nothing foreign can run in it, and when it is left out.
import { describe, expect, it } from 'vitest';
import { loadAssets, loadTimelineAssets, withTimeline } from '../../../src/report/assets.js';
import { htmlReport } from '../../../src/report/html.js';
import { livesText, wayText } from '../../../src/report/timeline/content.js';
import { timelinePage } from '../../../src/report/timeline/page.js';
import { expectClosed, expectReadable, markup } from '../../support/page.js';
import { scenario } from '../../support/scenario.js';
import { HOSTILE_NAMES, hostile, oneFunction, resultOf } from '../fixtures.js';
import { byHand, timelineOf } from './recorded.js';

const assets = withTimeline(loadAssets());

describe('the environments of a report', () => {
  it('are told in words and numbers for those who do not see them', () => {
    const page = htmlReport(oneFunction(), assets, { timeline: byHand() });
    expect(livesText(byHand())).toBe(
      '4 environments: 3 by cold start, 1 provisioned. Ended: 2 expired; 2 lived to the end. 1 request throttled.',
    );
    const text = markup(page);
    expect(text).toContain(livesText(byHand()));
    expect(text).toMatch(
      /<canvas tabindex="0" role="application"[^>]+aria-label="[^"]+" aria-describedby="timeline-text/,
    );
    expect(text).toMatch(/<bdi>api<\/bdi><\/th><td class="number">3<\/td><td class="number">1<\/td>/);
    expectReadable(page);
  });

  it('say what there was no room for, and where it is', () => {
    const missing = (details: number, lives: number): string | undefined =>
      /id="timeline-missing">(.*?)<\/p>/.exec(
        htmlReport(oneFunction(), assets, { timeline: byHand({ details, lives }) }),
      )?.[1];
    expect(missing(1000, 1000)).toBeUndefined();
    expect(missing(60, 1000)).toMatch(
      /^Requests are shown for the first [\d.]+ m?s, environments for the whole time: there is no room for more. <code>--timeline FILE.html<\/code> /,
    );
    expect(missing(60, 70)).toMatch(/, environments for the first [\d.]+ m?s: there is no room/);
  });

  it('are left out where there were none', () => {
    const idle = timelineOf(
      scenario({
        duration: '1s',
        functions: { f: { handler: '1ms' } },
        triggers: { t: { type: 'sdk', target: 'f', arrivals: { constant: { rate: '1/h' } } } },
      }),
    );
    expect(htmlReport(oneFunction(), assets, { timeline: idle })).not.toContain('id="timeline"');
    expect(htmlReport(resultOf({ functions: {} }), assets)).not.toContain('id="timeline"');
    expect(timelinePage(oneFunction(), idle, loadTimelineAssets())).toContain('Nothing happened');
  });

  it('name the replication where there are several', () => {
    expect(htmlReport(oneFunction(), assets, { timeline: byHand() })).not.toContain('Replication 0. 4 environments');
    const several = { ...oneFunction(), runs: [...oneFunction().runs, ...oneFunction().runs] };
    expect(htmlReport(several, assets, { timeline: byHand() })).toContain('Replication 0. 4 environments');
  });
});

describe('the pages of a timeline', () => {
  it('let nothing run but their own scripts, whatever names there are', () => {
    const timeline = byHand();
    const functions = HOSTILE_NAMES.map((name) => ({ ...timeline.functions[0]!, name }));
    for (const each of [timeline, { ...timeline, functions }]) {
      expectClosed(htmlReport(hostile(), assets, { timeline: each }), 5);
      const alone = timelinePage(hostile(), each, loadTimelineAssets());
      expectClosed(alone, 2);
      expectReadable(alone);
      expect(alone).not.toContain('vega');
    }
    const scripts = (page: string): number => page.match(/<script/g)!.length;
    expect(scripts(htmlReport(hostile(), assets, { timeline: { ...timeline, functions } }))).toBe(
      scripts(htmlReport(oneFunction(), assets, { timeline })),
    );
  });

  it('are the same every time', () => {
    const page = () => timelinePage(oneFunction(), byHand(), loadTimelineAssets());
    expect(page()).toBe(page());
  });
});

describe('how a request was served', () => {
  it('is said with its cause, what was unusual and how it ended', () => {
    const way = { start: 'warm', cause: null, outcome: 'ok', spillover: false, suppressedInit: false } as const;
    expect(wayText(way)).toBe('warm start');
    expect(wayText({ ...way, start: 'cold', cause: 'scaleOut', spillover: true })).toBe(
      'cold start (scale-out), spillover',
    );
    expect(wayText({ ...way, start: 'provisioned', suppressedInit: true, outcome: 'timeout' })).toBe(
      'on provisioned concurrency, suppressed init, timeout',
    );
  });
});
