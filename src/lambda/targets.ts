// What can be invoked: each function through its aliases, its versions or `$LATEST`, under a number for the hot loop.
import type { CallTarget } from './calls.js';
import { FUNCTION_ARN } from './defaults.js';
import type { LambdaFunction } from './function.js';

const LATEST = '$LATEST';

export class Targets {
  readonly list: CallTarget[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #functions: ReadonlyMap<string, LambdaFunction>;

  constructor(functions: readonly LambdaFunction[]) {
    this.#functions = new Map(functions.map((fn) => [fn.name, fn]));
  }

  /** The name of the function behind a number. */
  functionOf(target: number): string {
    return this.list[target]!.fn.name;
  }

  /**
   * The number of `function`, `function:alias`, `function:version` or `function:$LATEST`, or of an ARN, whole or from any part
   * on; a declared name comes first. `undefined` if there is none.
   */
  numberOf(text: string): number | undefined {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const colon = text.indexOf(':');
    const target =
      this.#find(colon < 0 ? text : text.slice(0, colon), colon < 0 ? LATEST : text.slice(colon + 1)) ??
      this.#findByArn(text);
    if (target === undefined) return undefined;
    const number = this.list.push(target) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  #find(name: string, qualifier: string): CallTarget | undefined {
    const fn = this.#functions.get(name);
    const routing = fn?.aliases.routing(qualifier);
    return !fn || !routing
      ? undefined
      : { fn, qualifier, routing, measure: fn.aliases.measures.get(qualifier) ?? null };
  }

  #findByArn(text: string): CallTarget | undefined {
    const { name = '', qualifier = LATEST } = FUNCTION_ARN.exec(text)?.groups ?? {};
    return this.#find(name, qualifier);
  }
}
