// What to change, for every run and not only where something went wrong: hints, what it takes to have no cold start and what that
// costs, and what would be cheaper. From a Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { suggestions } from '../content/advice.js';
import { cheapestText } from '../content/alternatives.js';
import { type Subject, subjects } from '../content/figures.js';
import { causesOf, remedy } from '../content/words.js';
import { count, usd } from '../format.js';

export interface Change {
  readonly function: string;
  readonly kind: 'hint' | 'coldStarts' | 'cheaper';
  /** A sentence without its point. */
  readonly text: string;
}

/** Hints first; then of the function that started cold most often, and of the one that costs most. */
export function changes(result: Result): Change[] {
  const functions = subjects(result).filter((subject) => subject.amount('invocations') > 0);
  const hints = subjects(result).flatMap((subject) =>
    suggestions(subject).map((text): Change => ({ function: subject.name, kind: 'hint', text })),
  );
  const [coldest] = [...functions].sort((a, b) => b.amount('coldStarts') - a.amount('coldStarts'));
  const [dearest] = [...functions].sort((a, b) => b.amount('cost.total') - a.amount('cost.total'));
  if (coldest === undefined || dearest === undefined) return hints;
  const isHinted = hints.some((hint) => hint.function === coldest.name);
  return [...hints, ...noColdStarts(result, coldest, isHinted), ...cheaper(dearest)];
}

/** Where something is provisioned already, hints know better what keeps it from being enough. */
function noColdStarts(result: Result, subject: Subject, isHinted: boolean): Change[] {
  const coldStarts = subject.amount('coldStarts');
  const [main] = causesOf(subject);
  const change = (text: string): Change[] => [{ function: subject.name, kind: 'coldStarts', text }];
  if (main === undefined || coldStarts === 0) return change('No start was cold: there is nothing to gain');
  const perHour = subject.first.breakEven?.provisionedPerHour ?? null;
  if (perHour === null || (subject.settings?.provisioned.length ?? 0) > 0)
    return isHinted ? [] : change(`Most cold starts are avoided by ${remedy(main.cause, subject)}`);
  // What is provisioned is not busy with inits, so that fewer may do.
  const peak = Math.ceil(subject.amount('concurrency.max'));
  const hours = (result.horizonMs - result.warmupMs) / 3_600_000;
  const month = peak * perHour * result.pricing.hoursPerMonth;
  const each = usd((peak * perHour * hours) / coldStarts);
  const ready = peak === 1 ? '1 environment' : `up to ${count(peak)} environments`;
  const why = peak === 1 ? '' : '; so many ran or started at once';
  return change(
    `No cold start: keep ${ready} ready (provisionedConcurrency on an alias${why}). ${billText(result, subject, month)}, ${each} for each cold start that it spares`,
  );
}

/** "Its bill rises from $1.23 to at most $3.97 a month", at the rate of the run where no month was asked for. */
function billText({ pricing, horizonMs, warmupMs }: Result, subject: Subject, more: number): string {
  const asked = subject.figure('monthly.total').mean;
  // It is the same however long the run is, and is not taken off what runs on provisioned concurrency.
  if (pricing.freeTier) return `Keeping them ready takes ${usd(more)} a month`;
  const months = (horizonMs - warmupMs) / 3_600_000 / pricing.hoursPerMonth;
  const now = asked ?? subject.amount('cost.total') / months;
  const rate = asked === null ? ' at the rate of this run' : '';
  // Use of what is provisioned costs less than on demand.
  return `Its bill rises from ${usd(now)} to at most ${usd(now + more)} a month${rate}`;
}

function cheaper(subject: Subject): Change[] {
  const text = cheapestText(subject);
  if (text === '') return [];
  const now = usd(subject.amount('cost.total'));
  return [{ function: subject.name, kind: 'cheaper', text: `Cheaper ${text} instead of ${now}` }];
}
