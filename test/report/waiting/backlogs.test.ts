// What waited, in words: on the page, in Markdown and in the terminal.
import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../../src/report/assets.js';
import { htmlReport } from '../../../src/report/html.js';
import { markdownSummary } from '../../../src/report/markdown.js';
import { terminalSummary } from '../../../src/report/terminal.js';
import { ageText, backlogs, backlogText, fateText, longBacklogs } from '../../../src/report/waiting/backlogs.js';
import { lossy } from '../trigger-fixtures.js';
import { EVENTS, hostileBacklogs, QUEUE, STREAM, waited } from './fixtures.js';

const STEP = 60_000;
const terminal = (result = waited(), width = 80): string => terminalSummary(result, { width, colour: false });

describe('what waits for Lambda', () => {
  it('is known of queues, streams, topics and events, and of nobody who waits for an answer', () => {
    const { IteratorAge, RecordsWaiting, ...rest } = STREAM;
    const topic = { ...rest, OffsetLag: RecordsWaiting!, RecordAge: IteratorAge! };
    const all = backlogs(waited({ queue: QUEUE, stream: STREAM, topic, events: EVENTS }));
    expect(all.map(({ trigger, noun }) => [trigger.name, noun])).toEqual([
      ['queue', 'message'],
      ['stream', 'record'],
      ['topic', 'record'],
      ['events', 'event'],
    ]);
    expect(backlogs(lossy())).toEqual([]);
  });

  it('is told apart from what is in flight, also of records, which wait until they are settled', () => {
    const [jobs, orders] = backlogs(waited());
    expect(jobs!.waiting).toEqual(QUEUE['ApproximateNumberOfMessagesVisible']!['Average']);
    expect(orders!.waiting).toEqual(Array<number>(10).fill(12 - 5));
  });

  it('has ages in milliseconds, whatever the unit of the metric', () => {
    expect(backlogs(waited()).map(({ age }) => age[0])).toEqual([60_000, 40, 0]);
  });

  it('is said in words', () => {
    const [jobs, orders, uploads] = backlogs(waited());
    expect(backlogText(jobs!)).toBe('at most 1,000 messages waited and 50 were in flight');
    expect(ageText(jobs!, STEP)).toBe(
      'age of the oldest message in the queue (ApproximateAgeOfOldestMessage): 2 min 50 s at most, reached after 0:02:00',
    );
    expect(fateText(jobs!)).toBe('17 tried again, 3 dead-lettered');
    expect(fateText(orders!)).toBe('nothing was tried again, dead-lettered or dropped');
    expect(ageText(uploads!, STEP)).toBe(
      'age of events when their function is invoked: 1 min 1 s at most, reached after 0:09:00',
    );
    expect(fateText(uploads!)).toBe('2 tried again, 1 dropped');
  });

  it('is long where more waits than is worked on', () => {
    expect(longBacklogs(waited()).map(({ trigger }) => trigger.name)).toEqual(['jobs', 'uploads']);
  });
});

describe('the terminal', () => {
  it('shows what waited over time, where it was long', () => {
    const lines = terminal().split('\n');
    const at = lines.findIndex((line) => line.startsWith('  jobs: at most'));
    expect(lines.slice(at, at + 4)).toEqual([
      '  jobs: at most 1,000 messages waited and 50 were in flight; over time:',
      '    █▆▄▁▁▁▁▂▁▁',
      '  uploads: at most 4 events waited and 1 were in flight; over time:',
      '    ▁▁▁▁▁▁▁▁▁█',
    ]);
    expect(lines).not.toContainEqual(expect.stringContaining('orders: at most'));
  });

  it.each([40, 80])('keeps to its width (%i)', (width) => {
    expect(
      Math.max(
        ...terminal(waited(), width)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(width);
  });

  it('lets no name steer it', () => {
    expect(terminal(hostileBacklogs())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('the Markdown summary', () => {
  it('has a line on each trigger of which more waited than was worked on', () => {
    expect(markdownSummary(waited())).toContain(
      '- `jobs`: at most 1,000 messages waited and 50 were in flight; age of the oldest message in the queue (ApproximateAgeOfOldestMessage): 2 min 50 s at most, reached after 0:02:00.',
    );
    expect(markdownSummary(waited())).not.toContain('`orders`: at most');
  });
});

describe('the page', () => {
  it('has a place for each chart, with a caption of the first trigger in words, and a menu of all', () => {
    const page = htmlReport(waited(), loadAssets());
    expect(page).toContain('<p id="caption-waiting">At most 1,000 messages waited and 50 were in flight.</p>');
    expect(page).toContain('<p id="caption-fates">17 tried again, 3 dead-lettered.</p>');
    expect(page).toContain('<option>jobs</option><option>orders</option><option>uploads</option>');
  });

  it('has the charts of a single trigger that lost nothing too, and none where nothing waits for Lambda', () => {
    const { triggers } = waited({ orders: STREAM }).runs[0]!;
    const alone = waited({ orders: STREAM });
    const one = { ...alone, runs: alone.runs.map((run) => ({ ...run, triggers: { orders: triggers['orders']! } })) };
    expect(htmlReport(one, loadAssets())).toContain('id="chart-waiting"');
    expect(htmlReport(waited({}), loadAssets())).not.toContain('id="chart-waiting"');
  });
});
