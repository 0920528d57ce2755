// The kinds of value that scenario keys take, as zod schemas: text with a unit, whole numbers, probabilities. Each says in
// its own code and words what is wrong with a value, and each shows in the JSON Schema as what a user writes.
import { z } from 'zod';
import { type DiagnosticCode, showValue } from './diagnostics.js';
import { parseStart } from './source/instant.js';
import { type Parsed, parseDuration, parseRate, parseRateOrZero, parseSize, parseTimeOfDay } from './units.js';

/** What a custom zod issue carries for the diagnostic. */
export interface IssueParams {
  readonly code: DiagnosticCode;
  readonly hint?: string;
}

/** What the JSON Schema says of a field. */
export interface About {
  readonly description: string;
  readonly examples?: readonly string[];
  /** What a bare number most likely lacks, where it is not the usual. */
  readonly unit?: string;
}

export interface TextKind<T> {
  readonly parse: (text: string) => Parsed<T>;
  readonly pattern: string;
  /** As in "expected a duration such as 250ms". */
  readonly noun: string;
  /** What a bare number most likely lacks. */
  readonly unit: string;
  readonly code: DiagnosticCode;
}

const DURATION: TextKind<number> = {
  parse: parseDuration,
  pattern: '^(\\d+(\\.\\d+)?(us|ms|s|m|h|d))+$',
  noun: 'a duration such as 250ms, 3s or 15m',
  unit: 's',
  code: 'bad-unit',
};

const SIZE: TextKind<number> = {
  parse: parseSize,
  pattern: '^\\d+(\\.\\d+)?(B|KB|MB|GB)$',
  noun: 'a size such as 12MB',
  unit: 'MB',
  code: 'bad-unit',
};

const RATE = {
  parse: parseRate,
  pattern: '^\\d+(\\.\\d+)?/[smhd]$',
  noun: 'a rate such as 20/s',
  unit: '/s',
  code: 'bad-unit',
} as const satisfies TextKind<unknown>;

const RATE_OR_ZERO = { ...RATE, parse: parseRateOrZero } as const satisfies TextKind<unknown>;

const TIME_OF_DAY: TextKind<number> = {
  parse: parseTimeOfDay,
  pattern: '^([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$|^(\\d+(\\.\\d+)?(us|ms|s|m|h))+$',
  noun: 'a time of day such as 14:00',
  unit: ':00',
  code: 'bad-unit',
};

const START: TextKind<string> = {
  parse: parseStart,
  pattern: '^\\d{4}-\\d{2}-\\d{2}',
  noun: 'an ISO 8601 time such as 2025-01-06T00:00:00Z',
  unit: '',
  code: 'bad-start',
};

/** Microseconds. */
export const duration = (about: About, range?: DurationRange) => textField(within(DURATION, range), about);
/** Microseconds, or null for `none`. */
export const durationOrNone = (about: About, range?: DurationRange) =>
  textField(orNone(within(DURATION, range)), about);
/** Microseconds, or `auto`. */
export const durationOrAuto = (about: About) =>
  textField<number | 'auto'>(
    {
      ...DURATION,
      parse: (text) => (text === 'auto' ? { value: 'auto' } : DURATION.parse(text)),
      pattern: `^auto$|${DURATION.pattern}`,
      noun: `${DURATION.noun}, or auto`,
    },
    about,
  );
/** Bytes. */
export const size = (about: About) => textField(SIZE, about);
export const rate = (about: About) => textField(RATE, about);
/** A rate that may be a pause, `0/s`. */
export const rateOrZero = (about: About) => textField(RATE_OR_ZERO, about);
/** Microseconds since midnight. */
export const timeOfDay = (about: About) => textField(TIME_OF_DAY, about);
/** `YYYY-MM-DDTHH:MM:SSZ`. */
export const startTime = (about: About) => textField(START, about);

/** Bounds in microseconds and how to say them: "AWS allows 1s to 900s". */
export interface DurationRange {
  readonly min: number;
  readonly max: number;
  readonly says: string;
}

/** A whole number within bounds; `says` completes "memory is 64; …". */
export function whole(min: number, max: number, says: string, about: About) {
  return z.int().min(min, { error: says }).max(max, { error: says }).meta(metaOf(about));
}

/** More than any account has; keeps sums and memory sane. */
export const MAX_CONCURRENCY = 1_000_000;

/** A number of environments or executions. */
export const concurrency = (description: string, example: number) =>
  whole(0, MAX_CONCURRENCY, `it must lie between 0 and ${MAX_CONCURRENCY}`, {
    description,
  }).meta({ examples: [example] });

/** A version's number as text, or `$LATEST`. */
export const version = (description: string, example: number) =>
  z
    .union([z.int().min(1), z.string().min(1).max(40)])
    .transform(String)
    .meta({ description, examples: [example] });

/** A number above zero. */
export function positive(about: About) {
  return z
    .number()
    .gt(0, { error: 'it must be above 0' })
    .max(1e9, { error: 'it must be at most 1e9' })
    .meta(metaOf(about));
}

export function probability(about: About) {
  const says = 'a probability lies between 0 and 1';
  return z.number().min(0, { error: says }).max(1, { error: says }).meta(metaOf(about));
}

/** A share within bounds, which many write in percent; `says` completes "targetUtilization is 70; …". */
export function share(
  { min, max }: { readonly min: number; readonly max: number },
  says: string,
  about: { readonly description: string; readonly examples: readonly number[] },
) {
  return z
    .number()
    .superRefine((value, context) => {
      if (value >= min && value <= max) return;
      const meant = Number((value / 100).toPrecision(12));
      const hint = meant >= min && meant <= max ? { hint: `did you mean ${meant}?` } : {};
      refuse(context, { code: 'out-of-range', ...hint }, `is ${value}; ${says}`);
    })
    .meta({ minimum: min, maximum: max, description: about.description, examples: [...about.examples] });
}

/** `function`, `function:alias` or `function:version` as text. */
export const target = (description: string) =>
  z
    .string()
    .min(1, { error: 'name a function' })
    .max(300, { error: 'a target is function or function:alias' })
    .meta({ description, examples: ['checkout:live'] });

/** A file's name as text, relative to the scenario's folder. */
export const file = (description: string, examples: readonly string[]) =>
  z
    .string()
    .min(1, { error: 'name a file' })
    .max(4_096, { error: 'a path has at most 4096 characters' })
    .meta({ description, examples: [...examples] });

/** The name of a column in a file's first line. */
export const columnName = (description: string, example: string) =>
  z
    .string()
    .min(1, { error: 'name a column' })
    .max(200, { error: 'a column’s name has at most 200 characters' })
    .meta({ description, examples: [example] });

/** The unit of a file's numbers. */
export const timeUnit = (description: string) => z.enum(['us', 'ms', 's']).meta({ description });

/** Adds an issue with a code of ours to a value that zod itself accepts. */
export function refuse(
  context: z.RefinementCtx,
  params: IssueParams,
  message: string,
  path: (string | number)[] = [],
): void {
  context.addIssue({ code: 'custom', message, params: { ...params }, path });
}

/** The word `none`, as null. */
export const none = z
  .literal('none')
  .meta({ description: 'Switches it off.' })
  .transform(() => null);

/** A field that is written as text and means something else; `kind` says how it is read and what is said where it is not. */
export function textField<T>(kind: TextKind<T>, about: About) {
  return z
    .unknown()
    .meta({ type: 'string', pattern: kind.pattern, ...metaOf(about) })
    .transform((value, context): T => {
      if (typeof value !== 'string') {
        refuse(context, paramsOfOther(value, about.unit ?? kind.unit), `is ${showValue(value)}; expected ${kind.noun}`);
        return z.NEVER;
      }
      const parsed = kind.parse(value);
      if ('value' in parsed) return parsed.value;
      const code = parsed.problem === 'has no unit' ? 'missing-unit' : kind.code;
      const { hint } = parsed;
      refuse(context, hint === undefined ? { code } : { code, hint }, `${showValue(value)} ${parsed.problem}`);
      return z.NEVER;
    });
}

function paramsOfOther(value: unknown, unit: string): IssueParams {
  if (value === undefined) return { code: 'missing-key' };
  if (value === null) return { code: 'empty-value' };
  if (typeof value !== 'number' || unit === '' || !(value >= 0)) return { code: 'wrong-type' };
  return { code: 'missing-unit', hint: `${value} has no unit; did you mean ${value}${unit}?` };
}

function within(kind: TextKind<number>, range: DurationRange | undefined): TextKind<number> {
  if (range === undefined) return kind;
  const parse = (text: string): Parsed<number> => {
    const parsed = kind.parse(text);
    if (!('value' in parsed) || (parsed.value >= range.min && parsed.value <= range.max)) return parsed;
    return { problem: `is out of range: ${range.says}` };
  };
  return { ...kind, parse };
}

function orNone(kind: TextKind<number>): TextKind<number | null> {
  return {
    ...kind,
    parse: (text) => (text === 'none' ? { value: null } : withNoneHint(text, kind.parse(text))),
    pattern: `^none$|${kind.pattern}`,
    noun: `${kind.noun}, or none`,
  };
}

function withNoneHint<T>(text: string, parsed: Parsed<T>): Parsed<T> {
  const means = /^(?:none|null|off|never|no|unlimited)$/i.test(text);
  return 'problem' in parsed && means ? { ...parsed, hint: 'did you mean "none"?' } : parsed;
}

function metaOf({ description, examples }: About): { description: string; examples?: string[] } {
  return examples === undefined ? { description } : { description, examples: [...examples] };
}
