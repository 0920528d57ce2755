// The calls of functions by functions as triggers, under the names that results have them by.
import type { CallSpec } from '../../scenario/triggers/types.js';
import type { Scenario } from '../../scenario/types.js';
import { textOf } from '../../workload/sources.js';

/** A call of one function by another, as a trigger. */
export interface CallTrigger {
  readonly name: string;
  readonly caller: string;
  readonly spec: CallSpec;
}

/** In the order of the functions and of their calls. */
export function callTriggers({ functions }: Scenario): CallTrigger[] {
  return functions.flatMap(({ name, calls }) =>
    calls.map((spec, index) => {
      const called = textOf(spec.target);
      const before = calls.slice(0, index).filter(({ target }) => textOf(target) === called).length;
      return { name: `${name} calls ${called}${before === 0 ? '' : ` (${before + 1})`}`, caller: name, spec };
    }),
  );
}
