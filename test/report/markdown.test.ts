import { describe, expect, it } from 'vitest';
import { markdownSummary } from '../../src/report/markdown.js';
import {
  busyFunction,
  HOSTILE_NAMES,
  hostile,
  idleFunction,
  oneFunction,
  resultOf,
  threeFunctions,
} from './fixtures.js';
import { withMonth } from './money-fixtures.js';
import { deployed, hostileAliases, scaled } from './scaling-fixtures.js';

describe('the summary in Markdown', () => {
  it('begins with a sentence on each function', () => {
    expect(markdownSummary(oneFunction())).toContain(
      '- `checkout`: 1.2 % of 72,004 invocations started cold (864, mostly because more requests ran at once than ever before); p99 412 ms; $0.12.',
    );
  });

  it('has a heading for each question that the result answers', () => {
    const headings = markdownSummary(threeFunctions()).match(/^## .*/gm);
    expect(headings).toEqual(
      [
        'Key figures',
        'Why cold',
        'The anatomy of a cold start',
        'Latency',
        'Provisioned concurrency',
        'Throttles and errors',
        'Cost',
        'Objectives',
        'Remarks',
        'Reproduce',
      ].map((title) => `## ${title}`),
    );
  });

  it('has as many cells in every row of a table as in its head', () => {
    for (const result of [threeFunctions(), hostile(), deployed(), hostileAliases()]) {
      for (const block of markdownSummary(result)
        .split('\n\n')
        .filter((each) => each.startsWith('|'))) {
        const cells = block.split('\n').map((row) => row.replace(/\\\|/g, '').split('|').length);
        expect(new Set(cells).size).toBe(1);
      }
    }
  });

  it('says first what failed, in bold', () => {
    const [top = ''] = markdownSummary(deployed()).split('## Key figures');
    expect(top).toContain('- **provisioned concurrency of checkout:live FAILED: an init took too long**');
    expect(top).toContain('- **deployment of checkout:live to version 3 FAILED: no room to provision both versions**');
  });

  it('tells of each alias what it costs, when it scaled and where it moved', () => {
    const text = markdownSummary(deployed());
    expect(text).toContain(
      '| `checkout:live` | 3.1 | 2–10 | 2 | 0.81 | 1.8 | 31 % | 100 % | 4,310 | **FAILED: an init took too long** |',
    );
    expect(text).toContain('| `checkout:live` | $0.075 | $0.032 | $0.11 | $0.061 | 30 % | 60 % |');
    expect(text).toContain('| 0:11:32 | **FAILED** | 10 → 3 | an init took too long |');
    expect(text).toContain(
      '| `checkout:live` | 1 → 2 | canary: 10 % for 5m | 0:30:00 | 0:31:32 | 0:36:32 | 12 | completed |',
    );
    expect(text).toContain('| `checkout:beta` | 1 | 1,204 |');
  });

  it('says what it costs, at whose prices, what is not in it, and what else it would cost', () => {
    const text = markdownSummary(resultOf({ functions: { checkout: withMonth(busyFunction()) } }));
    const costs = text.slice(text.indexOf('## Cost'), text.indexOf('## Remarks'));
    expect(costs).toBe(`## Cost

US dollars: list prices of us-east-1 as of 2026-11; without the free tier. Not in it: API Gateway and other callers, data transfer and CloudWatch metrics.

| Function | Duration | Requests | Logs | Total | A million invocations | A month |
| :-- | --: | --: | --: | --: | --: | --: |
| \`checkout\` | $0.11 | $0.014 | $0.0021 | $0.12 | $1.73 | $90.89 |

The same usage for a month of 730 hours:

| Function | Duration | Requests | Logs | A month |
| :-- | --: | --: | --: | --: |
| \`checkout\` | $78.84 | $10.51 | $1.53 | $90.89 |

- cold starts cost $0.0065 of it (5.2 %).

What else it would cost:

- on arm64 the same times would cost $0.10 (−17.3 %): it pays unless times become more than 1.25 times as long.
- provisioned concurrency pays for itself from 60 % of its time in use.

Other memory sizes:

| Function | Memory | Cheaper up to a billed time of |
| :-- | --: | --: |
| \`checkout\` | 256 MB | 4 × |
| \`checkout\` | 512 MB | 2 × |
| \`checkout\` | 1,769 MB | 0.579 × |
| \`checkout\` | 2,048 MB | 0.5 × |

`);
    expect(markdownSummary(threeFunctions())).toContain('| of which `live` | $0.061 |');
  });

  it('folds a long timeline', () => {
    const rows = markdownSummary(scaled()).match(/^\| \d+:\d\d:\d\d \|/gm);
    expect(rows).toHaveLength(20);
    expect(markdownSummary(scaled())).toContain('\n… and 212 more\n');
  });

  it('is the same every time', () => {
    expect(markdownSummary(threeFunctions())).toBe(markdownSummary(threeFunctions()));
  });

  it('ends with what reproduces it', () => {
    const text = markdownSummary(oneFunction());
    for (const fact of ['coldstart run checkout-api.yaml --seed 42', '9f86d081884c7d65', 'c0ffee0123456789', '`1.0.0`'])
      expect(text).toContain(fact);
  });

  it('shows hostile names as code and no HTML of theirs', () => {
    for (const result of [hostile(), hostileAliases()]) {
      const text = markdownSummary(result);
      const outsideCode = text.replace(/(`+)[^`]?.*?\1/g, '');
      expect(outsideCode).not.toContain('<');
      expect(text).toContain(`\`${HOSTILE_NAMES[0] ?? ''}\``);
    }
  });

  it('copes with a function that nothing invoked, and with no replication at all', () => {
    expect(markdownSummary(resultOf({ functions: { idle: idleFunction() } }))).toContain(
      '- `idle`: no invocation ran.',
    );
    expect(markdownSummary(resultOf({ functions: {}, change: { runs: [], interrupted: true } }))).toContain(
      'No replication finished.',
    );
  });
});
