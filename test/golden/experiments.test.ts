// What the book claims of experiments: the commands in the comment, run as they stand there, and the figures that it names.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectsOf } from '../../scripts/gallery/book.js';
import { entryOf } from '../../scripts/gallery/page.js';
import type { Comparison, Difference } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { coldstart, ROOT } from '../support/built.js';
import { committedEntries } from './gallery.js';

const SCENARIO = 'scenarios/which-of-three.yaml';
const COMMAND = `coldstart compare ${SCENARIO} --replications 20`;
const out = mkdtempSync(join(tmpdir(), 'coldstart-experiments-'));
afterAll(() => rmSync(out, { recursive: true }));

describe('which-of-three', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    const words = COMMAND.split(' ').slice(1);
    const { stdout } = await coldstart([...words, '--format', 'json', '--out', out]);
    comparison = JSON.parse(stdout) as Comparison;
  });

  const difference = (variant: string, metric: string): Difference => comparison.differences[variant]![metric]!;
  const cost = (variant: string): number => comparison.variants[variant]!.summary['total.cost.total']!.mean!;
  const keeps = (): string[] =>
    Object.entries(comparison.variants).flatMap(([name, { slo }]) => (slo.every(({ passed }) => passed) ? [name] : []));
  const isAbout = (value: number, near: number): void => expect(Math.abs(value / near - 1)).toBeLessThan(0.05);

  it('names the command', () => {
    expect(readFileSync(join(ROOT, SCENARIO), 'utf8')).toContain(`# ${COMMAND}\n`);
  });

  it('says rightly that only provisioned concurrency keeps the objective, by 0.89 s ± 0.14 s for 300 times the cost', () => {
    expect(keeps()).toEqual(['provisioned']);
    const { mean, ci95 } = difference('provisioned', 'total.latencyMs.p99');
    isAbout(mean!, -890);
    isAbout(ci95!, 140);
    isAbout(cost('provisioned') / cost('base'), 300);
  });

  it('says rightly that memory cuts p99 by 0.17 s ± 0.06 s', () => {
    const { mean, ci95 } = difference('memory', 'total.latencyMs.p99');
    isAbout(mean!, -170);
    isAbout(ci95!, 60);
  });

  it('says rightly that SnapStart makes no certain difference to p99, and halves the bill', () => {
    const { mean, ci95 } = difference('snapstart', 'total.latencyMs.p99');
    expect(Math.abs(mean!)).toBeLessThan(ci95!);
    isAbout(cost('snapstart') / cost('base'), 0.52);
  });

  it('is in the gallery as it comes out', async () => {
    const { stdout } = await coldstart(['run', SCENARIO, '--format', 'json', '--out', out, '--quiet']);
    const text = readFileSync(join(ROOT, SCENARIO), 'utf8');
    const subjects = subjectsOf(readFileSync(join(ROOT, 'scenarios/README.md'), 'utf8'));
    const chapter = subjects.flatMap(({ chapters }) => chapters).find(({ name }) => name === 'which-of-three')!;
    const made = entryOf(chapter, text, JSON.parse(stdout) as Result, comparison);
    expect(committedEntries().get('which-of-three')).toEqual(made);
    expect(made.html).toContain(`npx ${COMMAND}`);
  });

  it('says rightly that all met the same customers', () => {
    for (const variant of Object.keys(comparison.differences)) {
      expect(difference(variant, 'total.arrivals')).toEqual({ mean: 0, ci95: 0, varianceRatio: null });
    }
  });
});
