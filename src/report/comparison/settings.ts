// The settings in which variants differ, as a table, and the objectives that each of them keeps. Plain text, unescaped.
import type { Comparison } from '../../experiment-result.js';
import type { Result } from '../../result.js';
import { pricesText } from '../content/money.js';
import { type Cell, type ReportTable, settingsOf } from '../content/tables.js';
import { NOTHING } from '../format.js';

interface Setting {
  /** The function or trigger that has it; empty where it is the whole scenario's. */
  readonly whose: string;
  readonly title: string;
  readonly value: string;
}

/** Rows in which not all variants are alike; a variant without such a function has a dash. */
export function settingTable(comparison: Comparison): ReportTable {
  const names = variantNames(comparison);
  const settings = names.map((name) => settingsIn(comparison.variants[name]!));
  const keys = new Map(settings.flat().map(({ whose, title }) => [JSON.stringify([whose, title]), { whose, title }]));
  const rows = [...keys.values()].flatMap(({ whose, title }): Cell[][] => {
    const values = settings.map((all) => all.find((each) => each.whose === whose && each.title === title)?.value);
    if (values.every((value) => value === values[0])) return [];
    return [[title, { name: whose }, ...values.map((value) => value ?? NOTHING)]];
  });
  const head = ['Setting', 'Of', ...names.map((name) => ({ name }))];
  return { caption: 'Settings that differ', head, rows, words: head.map((_, column) => column) };
}

function settingsIn(result: Result): Setting[] {
  const functions = result.settings.flatMap((each) =>
    Object.entries(settingsOf(each)).map(([title, value]) => ({ whose: each.name, title, value })),
  );
  const arrivals = result.traffic.flatMap(({ trigger, type, target, arrivals }) => [
    { whose: trigger, title: 'Type', value: type },
    { whose: trigger, title: 'Target', value: target },
    { whose: trigger, title: 'Arrivals', value: arrivals },
  ]);
  return [...functions, ...arrivals, { whose: '', title: 'Prices', value: pricesText(result) }];
}

/** An objective a row, a variant a column; a dash where a variant does not have it. */
export function objectiveTable(comparison: Comparison): ReportTable {
  const names = variantNames(comparison);
  const texts = new Set(names.flatMap((name) => comparison.variants[name]!.slo.map(({ text }) => text)));
  const rows = [...texts].map((text): Cell[] => {
    const outcomes = names.map((name) => comparison.variants[name]!.slo.find((each) => each.text === text));
    return [{ code: text }, ...outcomes.map((each): Cell => (each === undefined ? NOTHING : { passed: each.passed }))];
  });
  const head = ['Objective', ...names.map((name) => ({ name }))];
  return { caption: 'Objectives kept and missed', head, rows, words: head.map((_, column) => column) };
}

/** The base first. */
export const variantNames = ({ base, differences }: Comparison): string[] => [base, ...Object.keys(differences)];
