// The order of the test files: those that take minutes begin, so that no processor waits for one that began last.
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOT } from './built.js';

/** Beginnings of paths, the longest first. What is not among them comes after, in vitest's own order. */
const LONG = ['tidy/quality', 'golden/book', 'theory/theory', 'cli/', 'oracle/', 'scenario/robustness', 'browser/'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // Stable, so that vitest's order remains among equals.
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

function place({ moduleId }: TestSpecification): number {
  const path = relative(ROOT, moduleId)
    .replaceAll('\\', '/')
    .replace(/^test\//, '');
  const found = LONG.findIndex((beginning) => path.startsWith(beginning));
  return found < 0 ? LONG.length : found;
}
