// Writes reports/index.html and reports/README.md from the reports that `npm run golden` has just made. Alone: `npx tsx
// scripts/gallery.ts`, where the folder reports/ holds every scenario's result.json.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Comparison } from '../src/experiment-result.js';
import type { Result } from '../src/result.js';
import { comparisonOf, subjectsOf } from './gallery/book.js';
import { entryOf, galleryPage } from './gallery/page.js';
import { readmeOf } from './gallery/readme.js';

const text = (path: string): string => readFileSync(path, 'utf8');

const subjects = subjectsOf(text('scenarios/README.md'));
const entries = new Map(
  subjects
    .flatMap(({ chapters }) => chapters)
    .map((chapter) => {
      const folder = `reports/${chapter.name}`;
      const result = JSON.parse(text(`${folder}/result.json`)) as Result;
      const scenario = text(`scenarios/${chapter.name}.yaml`);
      const isCompared = comparisonOf(scenario) !== null;
      const comparison = isCompared ? (JSON.parse(text(`${folder}/comparison/comparison.json`)) as Comparison) : null;
      return [chapter.name, entryOf(chapter, scenario, result, comparison)];
    }),
);
writeFileSync('reports/index.html', galleryPage(subjects, entries));
writeFileSync('reports/README.md', readmeOf(subjects));
process.stdout.write('reports/index.html, reports/README.md\n');
