// Objectives as JUnit XML, which CI systems show as tests: a suite each scenario or variant, a case each objective.
import type { SloOutcome } from '../../result.js';
import { forHtml } from '../escape.js';
import { bare } from '../format.js';

export interface Suite {
  readonly name: string;
  readonly slo: readonly SloOutcome[];
  /** Whether values are bounds over several replications. */
  readonly isBound: boolean;
}

/** What is escaped for HTML is sound XML too. */
export function junitXml(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ slo }) => slo);
  const counts = (slo: readonly SloOutcome[]): string =>
    `tests="${slo.length}" failures="${slo.filter(({ passed }) => !passed).length}"`;
  const lines = suites.flatMap(({ name, slo, isBound }) => [
    `  <testsuite name="${forHtml(name)}" ${counts(slo)}>`,
    ...slo.flatMap((outcome) => caseLines(name, outcome, isBound)),
    '  </testsuite>',
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="coldstart" ${counts(all)}>\n${lines.map((line) => `${line}\n`).join('')}</testsuites>\n`;
}

function caseLines(suite: string, { text, metric, value, passed }: SloOutcome, isBound: boolean): string[] {
  const head = `    <testcase classname="${forHtml(suite)}" name="${forHtml(text)}"`;
  if (passed) return [`${head}/>`];
  const what = isBound ? 'one-sided 95 % bound' : 'value';
  const message = value === null ? `${metric} has no value` : `${metric} has the ${what} ${bare(value)}`;
  return [`${head}>`, `      <failure message="${forHtml(message)}"/>`, '    </testcase>'];
}
