import { describe, expect, it } from 'vitest';
import { markdownSummary } from '../../src/report/markdown.js';
import { HOSTILE_NAMES, hostile, idleFunction, oneFunction, resultOf, threeFunctions } from './fixtures.js';

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
    for (const result of [threeFunctions(), hostile()]) {
      for (const block of markdownSummary(result)
        .split('\n\n')
        .filter((each) => each.startsWith('|'))) {
        const cells = block.split('\n').map((row) => row.replace(/\\\|/g, '').split('|').length);
        expect(new Set(cells).size).toBe(1);
      }
    }
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
    const text = markdownSummary(hostile());
    const outsideCode = text.replace(/(`+)[^`]?.*?\1/g, '');
    expect(outsideCode).not.toContain('<');
    expect(text).toContain(`\`${HOSTILE_NAMES[0] ?? ''}\``);
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
