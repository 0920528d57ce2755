// "Did you mean": the candidate nearest to a misspelt word, or none. Case does not count.
import { show } from './diagnostics.js';

const LONGEST = 64;

/** What `didYouMean` adds to a problem: words for people, the word alone for editors. */
export interface Suggestion {
  readonly hint?: string;
  readonly suggestion?: string;
}

/** `did you mean "memory"?` to spread into a problem; nothing where no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): Suggestion {
  const suggestion = nearest(word, candidates);
  return suggestion === null ? {} : { hint: `did you mean "${show(suggestion)}"?`, suggestion };
}

/** The candidate within a third of the word's length in edits, or that the word begins or is begun by; the first of equals. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  const lower = word.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST) continue;
    const edits = distance(lower, candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best ?? beginning(lower, candidates);
}

/** `memorySize` and `mem` both mean `memory`. */
function beginning(word: string, candidates: Iterable<string>): string | null {
  if (word.length < 3) return null;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other.length >= 4 && (word.startsWith(other) || other.startsWith(word))) return candidate;
  }
  return null;
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
