// reports/README.md: the contents of the gallery for readers on a site that shows repositories, where HTML is not opened.
import type { Subject } from './book.js';

export function readmeOf(subjects: readonly Subject[]): string {
  const parts = subjects.map(({ title, chapters }) => {
    const rows = chapters.map(
      ({ number, name, question }) =>
        `| ${number} | ${question} | [summary](${name}/summary.md) | [scenario](../scenarios/${name}.yaml) |`,
    );
    return `## ${title}

| chapter | question | what came out | what was simulated |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
  });
  return `# Results of the book of scenarios

[index.html](index.html) shows all of them with pictures; it is one file that needs no network and no script, so open it in a browser. Each folder here holds the committed \`summary.md\` and \`summary.json\` of one scenario. \`npx coldstart run scenarios/quickstart.yaml\` makes the whole report beside them, \`report.html\`, which is not committed.

\`npm run golden\` makes all of this again; a test compares it, to the byte.

${parts.join('\n')}`;
}
