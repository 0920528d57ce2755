// What every Markdown report is built of: sections, tables, cells. Every text of a stranger passes through the escaping here.
import type { Cell, ReportTable } from './content/tables.js';
import { forMarkdown, markdownCode } from './escape.js';

/** A heading and its blocks; nothing where there is nothing to say. */
export function section(title: string, ...blocks: readonly string[]): string[] {
  const filled = blocks.filter((block) => block !== '');
  return filled.length === 0 ? [] : [`## ${title}`, ...filled];
}

/** Empty without rows. */
export function table({ head, rows, words }: ReportTable): string {
  if (rows.length === 0) return '';
  const rule = head.map((_, column) => (column === 0 || words.includes(column) ? ':--' : '--:'));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [head.map(cell), rule, ...rows.map((cells) => cells.map(cell))].map(line).join('\n');
}

function cell(content: Cell): string {
  if (typeof content === 'string') return forMarkdown(content);
  if ('name' in content) return markdownCode(content.name);
  if ('under' in content) return `of which ${markdownCode(content.under)}`;
  if ('code' in content) return markdownCode(content.code);
  if ('alarming' in content) return `**${forMarkdown(content.alarming)}**`;
  return content.passed ? 'passed' : '**FAILED**';
}

interface Reproducible {
  readonly warnings: readonly string[];
  readonly seed: string;
  readonly version: string;
  readonly reproduce: { readonly command: string };
}

/** The end of a report on an experiment: what was warned of, and what gives the document again. */
export function closing({ warnings, seed, version, reproduce }: Reproducible): string[] {
  return [
    ...section('Remarks', warnings.map((warning) => `- **Warning**: ${forMarkdown(warning)}`).join('\n')),
    ...section(
      'Reproduce',
      [
        `- Command: ${markdownCode(reproduce.command)}`,
        `- Seed: ${markdownCode(seed)}`,
        `- Version of coldstart: ${markdownCode(version)}`,
      ].join('\n'),
    ),
  ];
}
