// The sweep as Markdown, for a pull request.
import type { Sweep } from '../../experiment-result.js';
import { forMarkdown, markdownCode } from '../escape.js';
import { closing, section, table } from '../markdown-parts.js';
import { cheapestText, frontTexts, pointTable, readingText } from './content.js';

export function sweepMarkdown(sweep: Sweep): string {
  const { scenario, description, vary } = sweep;
  const blocks = [
    `# ${forMarkdown(scenario)}: a sweep`,
    forMarkdown(description),
    `Varied: ${vary.map(({ path }) => markdownCode(path)).join(', ')}.`,
    sweep.interrupted ? '**Interrupted**: only finished points are shown.' : '',
    ...section('Points', table(pointTable(sweep)), forMarkdown(readingText(sweep))),
    ...section(
      'Worth their money',
      forMarkdown(cheapestText(sweep)),
      frontTexts(sweep)
        .map((text) => `- ${forMarkdown(text)}`)
        .join('\n'),
    ),
    ...closing(sweep),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
