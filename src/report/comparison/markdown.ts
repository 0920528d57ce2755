// The comparison as Markdown, for a pull request.
import type { Comparison } from '../../experiment-result.js';
import { capital } from '../content/tables.js';
import { forMarkdown, markdownCode } from '../escape.js';
import { closing, section, table } from '../markdown-parts.js';
import { differenceTable, functionsOf, objectives, others, readingText, verdict } from './content.js';
import { changedVerdicts } from './sensitivity.js';

export function comparisonMarkdown(comparison: Comparison): string {
  const { scenario } = comparison;
  const names = others(comparison);
  const kept = objectives(comparison).map(({ variant, missed, of }) =>
    missed.length === 0
      ? `- ${markdownCode(variant)} keeps all ${of}.`
      : `- ${markdownCode(variant)} **misses** ${missed.map(markdownCode).join(', ')}.`,
  );
  const blocks = [
    `# ${forMarkdown(scenario)}: ${names.map(forMarkdown).join(', ')} compared with ${forMarkdown(comparison.base)}`,
    names.map((name) => `- ${markdownCode(name)} ${forMarkdown(verdict(comparison, name))}.`).join('\n'),
    ...names.flatMap((name) =>
      section(
        forMarkdown(name),
        table(differenceTable(comparison, name)),
        ...functionsOf(comparison, name).flatMap((each) => [
          `${markdownCode(each)}:`,
          table(differenceTable(comparison, name, `functions.${each}`)),
        ]),
      ),
    ),
    forMarkdown(readingText(comparison)),
    ...section(
      'Under other assumptions',
      changedVerdicts(comparison)
        .map((text) => `- ${forMarkdown(capital(text))}.`)
        .join('\n'),
    ),
    ...section('Objectives', kept.join('\n')),
    ...closing(comparison),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
