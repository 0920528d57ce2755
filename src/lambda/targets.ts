// What can be invoked: each function through its aliases, its versions or `$LATEST`, under a number for the hot loop.
import type { FunctionSpec } from '../scenario/types.js';
import type { CallTarget } from './calls.js';
import type { LambdaFunction } from './function.js';

const LATEST = '$LATEST';

export class Targets {
  readonly list: CallTarget[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #functions: ReadonlyMap<string, { readonly spec: FunctionSpec; readonly fn: LambdaFunction }>;

  constructor(specs: readonly FunctionSpec[], functions: readonly LambdaFunction[]) {
    this.#functions = new Map(specs.map((spec, index) => [spec.name, { spec, fn: functions[index]! }]));
  }

  /** The name of the function behind a number. */
  functionOf(target: number): string {
    return this.list[target]!.fn.name;
  }

  /** The number of `function`, `function:alias`, `function:version` or `function:$LATEST`; `undefined` if there is none. */
  numberOf(text: string): number | undefined {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const colon = text.indexOf(':');
    const entry = this.#functions.get(colon < 0 ? text : text.slice(0, colon));
    if (!entry) return undefined;
    const qualifier = colon < 0 ? LATEST : text.slice(colon + 1);
    const version = versionOf(entry.spec, qualifier);
    if (version === undefined) return undefined;
    const { fn } = entry;
    const target = { fn, qualifier, pool: fn.warmPool(version), provisioned: fn.provisionedPool(qualifier) };
    const number = this.list.push(target) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}

/** The version behind a qualifier: a version needs no declaration, an alias does. */
function versionOf(spec: FunctionSpec, qualifier: string): string | undefined {
  if (qualifier === LATEST || /^[1-9][0-9]*$/.test(qualifier)) return qualifier;
  return spec.aliases.find((alias) => alias.name === qualifier)?.version;
}
