// The first screen of a report: what everybody asks, answered in a figure and a few lines each, and what to change.
import { describe, expect, it } from 'vitest';
import { subjects, total } from '../../../src/report/content/figures.js';
import { answers } from '../../../src/report/verdict/answers.js';
import { changes } from '../../../src/report/verdict/changes.js';
import type { Result } from '../../../src/result.js';
import { busyFunction, idleFunction, oneFunction, resultOf, statistics, threeFunctions } from '../fixtures.js';
import { scaled } from '../scaling-fixtures.js';

describe('the answers to what everybody asks first', () => {
  it('are how often, why, how slow and at what cost', () => {
    const result = oneFunction();
    const told = answers(result, subjects(result)[0]!);
    expect(told.map(({ question, figure }) => [question, figure])).toEqual([
      ['How often cold?', '1.2 %'],
      ['Why?', 'more at once'],
      ['How slow?', '412 ms'],
      ['What does it cost?', '$0.12'],
    ]);
    expect(told[0]!.notes).toContain('864 of 72,004 invocations');
    expect(told[2]!.notes[0]).toBe('p99: 99 % are answered within this');
    expect(told[1]!.notes[0]).toMatch(/^\d+ scale-out: more requests ran at once than ever before$/);
  });

  it('name the function that has most of it, where one of several has more than the others', () => {
    const busier = { ...busyFunction({ coldStarts: 900 }), latencyMs: statistics(200) };
    const notesOf = (result: Result) => answers(result, total(result)!).map((answer) => answer.notes.join('; '));
    const [howOften, , howSlow] = notesOf(resultOf({ functions: { api: busyFunction(), jobs: busier } }));
    expect(howOften).toContain('most in jobs: 900 of 72,004');
    expect(howSlow).toContain('highest p99: jobs, 800 ms');
    const [alike] = notesOf(resultOf({ functions: { api: busyFunction(), jobs: busyFunction() } }));
    expect(alike).not.toContain('most in');
  });

  it('have no cause where no start was cold', () => {
    const result = resultOf({ functions: { idle: idleFunction() } });
    expect(answers(result, subjects(result)[0]!)[1]).toEqual({
      question: 'Why?',
      figure: '–',
      notes: ['no start was cold'],
    });
  });
});

const textsOf = (...given: Parameters<typeof changes>): string[] => changes(...given).map(({ text }) => text);

describe('what to change', () => {
  it('begins with hints, whatever function they are for', () => {
    const all = changes(threeFunctions());
    const hints = all.filter(({ kind }) => kind === 'hint');
    expect(hints.length).toBeGreaterThan(0);
    expect(all.slice(0, hints.length)).toEqual(hints);
  });

  it('says what having no cold start takes, and what it costs a month and for each that it spares', () => {
    const result = oneFunction();
    // 14 environments at $0.015 an hour: 730 hours, or the hour that was simulated for 864 cold starts.
    const peak = result.runs[0]!.total.concurrency.max;
    expect(peak).toBe(14);
    const hours = (result.horizonMs - result.warmupMs) / 3_600_000;
    const each = (14 * 0.015 * hours) / 864;
    const now = (result.runs[0]!.total.cost.total / hours) * 730;
    const text = textsOf(result)[0]!;
    expect(text).toContain(
      'No cold start: keep up to 14 environments ready (provisionedConcurrency on an alias; so many ran or started at once). Its bill rises from $',
    );
    expect(text).toContain(
      ` a month at the rate of this run, $${each.toPrecision(2)} for each cold start that it spares`,
    );
    const [, told, most] = /from \$([\d.]+) to at most \$([\d.]+) a month/.exec(text)!.map(Number);
    expect(most! - told!).toBeCloseTo(153.3, 1);
    expect(told).toBeCloseTo(now, 2);
  });

  it('promises no bill under the free tier, which is not taken off what is provisioned', () => {
    const result = oneFunction();
    const free = { ...result, pricing: { ...result.pricing, freeTier: true } };
    expect(textsOf(free)[0]).toContain('Keeping them ready takes $153.30 a month, $');
    expect(textsOf(free)[0]).not.toContain('rises');
  });

  it('names the setting alone where no price of it is known', () => {
    const busy = busyFunction();
    const unpriced = { ...busy, breakEven: { ...busy.breakEven!, provisionedPerHour: null } };
    const result = resultOf({ functions: { api: unpriced } });
    expect(textsOf(result)).toContain(
      'Most cold starts are avoided by provisionedConcurrency on an alias up to the peak of 14 at once',
    );
  });

  it('leaves that to the hints where something is provisioned already', () => {
    const kinds = changes(scaled()).map(({ kind }) => kind);
    expect(kinds).toContain('hint');
    expect(kinds).not.toContain('coldStarts');
  });

  it('says that nothing is to be gained where no start was cold', () => {
    const warm = { ...busyFunction(), coldStarts: 0, coldStartCauses: idleFunction().coldStartCauses };
    expect(textsOf(resultOf({ functions: { api: warm } }))).toContain('No start was cold: there is nothing to gain');
  });

  it('is nothing where nothing ran', () => {
    expect(changes(resultOf({ functions: { idle: idleFunction() } }))).toEqual([]);
  });
});
