// The age of the oldest message, against a list that is searched each time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OldestAge } from '../../../src/metrics/oldest-age.js';
import { measuredWindow } from '../../../src/metrics/window.js';
import { Messages } from '../../../src/triggers/sqs/messages.js';
import { PolledQueue } from '../../../src/triggers/sqs/queue-measure.js';

const SECOND = 1_000_000;
const WINDOW = measuredWindow(0, 600 * SECOND);

describe('the age of the oldest message', () => {
  it.each([false, true])('is that of those that are there and did not come back too often (FIFO: %s)', (isFifo) => {
    const acts = fc.array(fc.record({ after: fc.nat(40), act: fc.nat(3), which: fc.nat(50) }), { maxLength: 120 });
    fc.assert(
      fc.property(acts, (all) => {
        const messages = new Messages();
        const queue = new PolledQueue(WINDOW, isFifo);
        const naive = new OldestAge(WINDOW);
        let inside: { readonly row: number; readonly cameAt: number; receives: number }[] = [];
        let now = 0;
        for (const { after, act, which } of all) {
          now += after * SECOND;
          const chosen = inside[which % Math.max(1, inside.length)];
          if (act < 2 || chosen === undefined) {
            const row = messages.add(now, 0);
            queue.came(row, now);
            inside.push({ row, cameAt: now, receives: 0 });
          } else if (act === 2) {
            chosen.receives += 1;
            queue.cameBack(chosen.row, now, chosen.receives);
          } else {
            queue.left(chosen.row, now);
            messages.remove(chosen.row);
            inside = inside.filter((each) => each !== chosen);
          }
          const counted = inside.filter(({ receives }) => isFifo || receives < 3);
          naive.is(
            now,
            Math.min(...counted.map(({ cameAt }) => cameAt), Infinity) === Infinity ? -1 : counted[0]!.cameAt,
          );
        }
        queue.finish();
        naive.finish();
        const ages = [...naive.maxima].map((age) => (age < 0 ? null : age / SECOND));
        expect(queue.series['ApproximateAgeOfOldestMessage']!['Maximum']).toEqual(ages);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
