// What people mean who write a key or a value in a place where the format has none: habits from AWS's own files and from
// load-testing tools. The nearest word would mislead them; here stands the whole fix.
import { type Path, show } from '../diagnostics.js';
import type { Suggestion } from '../suggest.js';
import { parseRate } from '../units.js';

/** `*` stands for any one segment, `**` for any number of them at the end. */
const KEYS: readonly (readonly [parent: string, keys: readonly string[], hint: string, means?: string])[] = [
  [
    'functions.*',
    ['provisionedConcurrency', 'provisioned'],
    'it belongs to an alias: aliases: { live: { version: 1, provisionedConcurrency: … } }, and the trigger calls function:live',
  ],
  ['functions.*', ['concurrency'], 'reservedConcurrency is the cap; provisionedConcurrency belongs to an alias'],
  ['functions.*', ['duration', 'executionTime'], 'how long it runs is its handler, for example handler: 80ms'],
  [
    'functions.*',
    ['coldStart', 'coldStartDuration'],
    'how long a cold start initialises is init, for example init: 400ms',
  ],
  ['functions.*', ['name'], 'the key above is the function’s name'],
  ['functions.*', ['version'], 'versions belong to aliases: aliases: { live: { version: 1 } }'],
  ['triggers.*', ['function', 'lambda', 'functionName'], 'name it as target: function or function:alias', 'target'],
  ['triggers.*', ['rate', 'rps', 'arrivalRate'], 'write arrivals: { poisson: { rate: … } }', 'arrivals'],
  ['triggers.*', ['cron', 'schedule'], 'write arrivals: { schedule: { cron: … } }', 'arrivals'],
  ['triggers.*', ['vus', 'users'], 'write arrivals: { closed: { users: …, thinkTime: … } }', 'arrivals'],
  [
    'triggers.*',
    ['constant', 'poisson', 'steps', 'ramp', 'diurnal', 'bursts', 'mmpp', 'closed', 'counts'],
    'it belongs under arrivals:',
    'arrivals',
  ],
  ['triggers.*.arrivals.**', ['target', 'arrivalRate'], 'write rate: …', 'rate'],
  ['triggers.*.arrivals.**', ['closed'], 'users in a closed loop stand alone: give them a trigger of their own'],
  ['triggers.*.arrivals', ['rate'], 'write poisson: { rate: … }, or constant: { rate: … }'],
  ['account', ['memory', 'timeout', 'runtime'], 'it belongs to a function'],
];

/** The fix for a key that the format does not have under `parent`, with the key that is meant where it stands there too. */
export function intendedKey(parent: Path, key: string): Suggestion | undefined {
  const [, , hint, means] = KEYS.find(([pattern, keys]) => keys.includes(key) && matches(pattern, parent)) ?? [];
  if (hint === undefined) return undefined;
  return means === undefined ? { hint } : { hint, suggestion: means };
}

/** The fix for a value that does not belong at `path`; `undefined` where none is known. */
export function intendedValue(path: Path, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(value)?.[1];
  if (percent !== undefined) return `write ${Number((Number(percent) / 100).toPrecision(12))}`;
  const isRate = 'value' in parseRate(value);
  if (isRate && matches('triggers.*.arrivals', path)) return `did you mean { poisson: { rate: ${show(value)} } }?`;
  if (isRate && matches('triggers.*.arrivals.*', path)) return `did you mean { rate: ${show(value)} }?`;
  if (matches('functions.*.handler', path) && /^[\w./-]+[.:][\w.]+$/.test(value) && !/^[\d.]/.test(value))
    return 'here handler is how long it runs when warm, for example 80ms';
  return matches('functions.*.memory', path) ? inMegabytes(value) : undefined;
}

function inMegabytes(text: string): string | undefined {
  const [, digits, unit] = /^(\d{1,6})\s*(MB?|MiB|GB?|GiB)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return `write ${Number(digits) * (/^g/i.test(unit ?? '') ? 1024 : 1)}`;
}

function matches(pattern: string, path: Path): boolean {
  const segments = pattern.split('.');
  const open = segments.at(-1) === '**';
  const fixed = open ? segments.slice(0, -1) : segments;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((segment, index) => segment === '*' || segment === String(path[index]));
}
