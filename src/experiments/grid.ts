// The grid of a sweep from its axes as users write them: `path=v1,v2,…` or `path=from..to:step`.
import { show } from '../scenario/diagnostics.js';

/** One varied path, and its values as they would stand in a scenario (YAML). */
export interface Axis {
  readonly path: string;
  readonly values: readonly string[];
}

export interface Refused {
  readonly problem: string;
}

/** One value of each axis, in their order. */
export type GridPoint = readonly string[];

/** More points than this are a slip of the pen. */
export const MAX_POINTS = 10_000;

const EXAMPLES = 'functions.api.memory=512,1024 or functions.api.memory=512..2048:256';

export function parseAxis(text: string): Axis | Refused {
  const equals = /^(?:[^"=]|"[^"]*")*?=/.exec(text)?.[0].length ?? 0;
  const [path, given] = [text.slice(0, Math.max(0, equals - 1)).trim(), text.slice(equals).trim()];
  if (path === '' || given === '') return { problem: `expected path=values, for example ${EXAMPLES}` };
  const values = rangeOf(given) ?? split(given);
  if ('problem' in values) return values;
  if (values.some((value) => value === '')) return { problem: `${show(given, 200)} has an empty value` };
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? { path, values } : { problem: `${show(twice)} stands there twice` };
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const UNIT = '([A-Za-z%/]*)';
const RANGE = new RegExp(String.raw`^${NUMBER}${UNIT}\.\.${NUMBER}${UNIT}:${NUMBER}${UNIT}$`);

/** Both ends included, where the steps meet the last; `null` for what is no range. */
function rangeOf(text: string): string[] | Refused | null {
  const [, from, unit, to, unitOfEnd, step, unitOfStep] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined || step === undefined) return null;
  const units = new Set([unit, unitOfEnd, unitOfStep].filter((each) => each !== ''));
  if (units.size > 1) return { problem: `${show(text)} mixes units: write all three in one` };
  const [suffix = ''] = units;
  // Whole numbers of the last decimal: 0.1 three times is 0.3.
  const decimals = Math.max(...[from, to, step].map((each) => each.split('.')[1]?.length ?? 0));
  const [first, last, each] = [from, to, step].map((number) => Math.round(Number(number) * Number(`1e${decimals}`)));
  if (each! <= 0) return { problem: `${show(text)} needs a step above 0` };
  if (last! < first!) return { problem: `${show(text)} ends before it begins` };
  const count = Math.floor((last! - first!) / each!) + 1;
  if (count > MAX_POINTS)
    return { problem: `${show(text)} has ${count} values; a sweep has at most ${MAX_POINTS} points` };
  return Array.from({ length: count }, (_, index) => {
    return `${((first! + index * each!) / Number(`1e${decimals}`)).toFixed(decimals)}${suffix}`;
  });
}

/** At commas that are in no bracket and in no quotes. */
function split(text: string): string[] {
  const values: string[] = [];
  let [depth, begin, quote] = [0, 0, ''];
  for (const [index, character] of [...text].entries()) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('[{('.includes(character)) depth += 1;
    else if (')}]'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) {
      values.push([...text].slice(begin, index).join('').trim());
      begin = index + 1;
    }
  }
  return [...values, [...text].slice(begin).join('').trim()];
}

/** Every combination, the last axis varying first. */
export function gridOf(axes: readonly Axis[]): GridPoint[] | Refused {
  const twice = axes.find(({ path }, index) => axes.findIndex((each) => each.path === path) !== index);
  if (twice !== undefined) return { problem: `${show(twice.path)} is varied twice: give all its values at once` };
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MAX_POINTS) return { problem: `the grid has ${count} points; a sweep has at most ${MAX_POINTS}` };
  return axes.reduce<GridPoint[]>(
    (points, { values }) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  );
}
