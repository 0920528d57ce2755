// What `compare` sets side by side: the files, or the variants of one file, made comparable or refused.
import { REPLICATIONS } from '../../experiments/planned.js';
import { BASE } from '../../scenario/checks/variants.js';
import { show } from '../../scenario/diagnostics.js';
import { durationText } from '../../scenario/duration-text.js';
import { nodeAt } from '../../scenario/source/tree.js';
import { warmupText } from '../../scenario/steady/warmup.js';
import { didYouMean } from '../../scenario/suggest.js';
import type { Scenario } from '../../scenario/types.js';
import { BadInput } from '../fail.js';
import type { CheckedScenario } from './scenario.js';

export interface NamedVariant {
  readonly name: string;
  readonly scenario: Scenario;
  readonly directory: string;
  /** The file, and the variant in it where it is none of its own. */
  readonly file: string;
  readonly variant: string | null;
}

/** The first is the base. `only` names variants to take, in their order; `baseName` the one to compare with. */
export function variantsOf(
  files: readonly CheckedScenario[],
  only: readonly string[] | undefined,
  baseName: string | undefined,
): NamedVariant[] {
  const all = files.length === 1 ? ofOneFile(files[0]!) : ofFiles(files);
  const chosen = only === undefined ? all : only.map((name) => named(all, name, '--variant'));
  const base = baseName === undefined ? chosen[0]! : named(all, baseName, '--base');
  const ordered = [base, ...chosen.filter((each) => each !== base)];
  if (ordered.length < 2) throw new BadInput(tooFew(files, only !== undefined));
  return comparable(ordered, files);
}

function ofOneFile({ file, scenario, variants, directory }: CheckedScenario): NamedVariant[] {
  const base = { name: BASE, scenario, directory, file, variant: null };
  return [base, ...[...variants].map(([name, each]) => ({ name, scenario: each, directory, file, variant: name }))];
}

/** By the scenarios' names, or by those of the files where two scenarios have one name. */
function ofFiles(files: readonly CheckedScenario[]): NamedVariant[] {
  const twice = files.find(({ file }, index) => files.findIndex((each) => each.file === file) !== index);
  if (twice !== undefined)
    throw new BadInput(`${show(twice.file, 200)} is there twice: compare needs different settings`);
  const names = files.map(({ scenario }) => scenario.name);
  const isUnique = new Set(names).size === names.length;
  return files.map(({ file, scenario, directory }) => {
    return { name: isUnique ? scenario.name : file, scenario, directory, file, variant: null };
  });
}

function named(all: readonly NamedVariant[], name: string, flag: string): NamedVariant {
  const found = all.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = all.map((each) => each.name);
  const { hint } = didYouMean(name, names);
  throw new BadInput(
    `${flag} ${show(name)}: there is no such variant (${hint ?? `there are ${show(names.join(', '), 300)}`})`,
  );
}

function tooFew(files: readonly CheckedScenario[], isChosen: boolean): string {
  if (files.length > 1 || isChosen) return 'compare needs two different settings: name another variant or file';
  return `${show(files[0]!.file, 200)}: nothing to compare with: name a second file, or add to the scenario, for example\nvariants:\n  more: { functions.<name>.memory: 2048 }`;
}

/** With the seed and the number of replications of the first, or the largest; other times cannot be compared. */
function comparable(variants: readonly NamedVariant[], files: readonly CheckedScenario[]): NamedVariant[] {
  const [first] = variants;
  const { seed, start } = first!.scenario;
  for (const [key, noun, textOf] of [
    ['duration', 'simulates', ({ duration }: Scenario) => durationText(duration)],
    ['warmup', 'leaves out', warmupText],
  ] as const) {
    const expected = textOf(first!.scenario);
    const other = variants.find(({ scenario }) => textOf(scenario) !== expected);
    if (other !== undefined) {
      throw new BadInput(
        `${show(first!.name)} ${noun} ${expected}, ${show(other.name)} ${textOf(other.scenario)}: compare needs the same ${key} for all`,
      );
    }
  }
  const shifted = variants.find(({ scenario }) => scenario.start !== start);
  if (shifted !== undefined) {
    throw new BadInput(
      `${show(first!.name)} and ${show(shifted.name)} have different values of start: compare needs the same for all`,
    );
  }
  const isSaid = files.some(({ source }) => nodeAt(source, ['replications']) !== null);
  const most = Math.max(...variants.map(({ scenario }) => scenario.replications));
  const replications = isSaid ? most : REPLICATIONS;
  return variants.map((each) => ({ ...each, scenario: { ...each.scenario, seed, replications } }));
}

/** Whether all variants meet the same requests, whatever becomes of them. */
export function haveSameTraffic(variants: readonly NamedVariant[]): boolean {
  const traffic = ({ scenario }: NamedVariant): string =>
    JSON.stringify(
      scenario.triggers.map((trigger) =>
        'arrivals' in trigger ? [trigger.name, trigger.arrivals] : [trigger.name, trigger.file, trigger.resample],
      ),
    );
  return variants.every((each) => traffic(each) === traffic(variants[0]!));
}
