// Reads the event lines of a run, and nothing else of it, and finds what no run may do: limits exceeded, environments that
// serve two at a time, or before they are there or after, requests lost, numbers out of bounds.
import type { FunctionSpec, Scenario } from '../../../src/scenario/types.js';
import type { OracleLine } from '../oracle.js';
import { CheckedPools } from './checked-pools.js';
import { CheckedRequests, type Request } from './checked-requests.js';
import { concurrencyOf } from './state.js';
import { Violation } from './violation.js';

interface Checked {
  readonly fn: FunctionSpec;
  readonly requests: CheckedRequests;
  readonly pools: CheckedPools;
}

/** What the lines say of each function's requests; throws a `Violation` at the first line that may not be. */
export function check(
  scenario: Scenario,
  lines: readonly OracleLine[],
): ReadonlyMap<string, ReadonlyMap<number, Request>> {
  const functions = scenario.functions.map((fn): Checked => {
    const own = lines.filter((line) => line.function === fn.name);
    return { fn, requests: new CheckedRequests(), pools: new CheckedPools(fn, scenario, own) };
  });
  let now = 0;
  for (const [index, line] of lines.entries()) {
    try {
      if (line.time < now) throw new Violation('time runs backwards');
      now = line.time;
      for (const { pools } of functions) pools.moveTo(now);
      const checked = functions.find(({ fn }) => fn.name === line.function)!;
      read(checked, line, lines[index + 1]);
      checkLimits(scenario, functions);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const { time, kind, function: name, environment, request, why } = line;
      throw new Violation(`${error.message}: ${[time / 1000, kind, name, environment, request, why].join(' ')}`);
    }
  }
  for (const { requests } of functions) requests.finish();
  return new Map(functions.map(({ fn, requests }) => [fn.name, requests.requests]));
}

function read({ requests, pools }: Checked, line: OracleLine, next: OracleLine | undefined): void {
  const isOfRequests = requests.read(line);
  if (line.kind === 'completed') {
    if (requests.requests.get(line.request)!.begun === 'on-provisioned') pools.complete(line.environment, line.request);
  } else if (!isOfRequests || line.kind === 'on-provisioned') pools.read(line, next);
}

function checkLimits({ account }: Scenario, functions: readonly Checked[]): void {
  const left = new Map<string, number>();
  for (const { fn, requests, pools } of functions) {
    const { region, reservedConcurrency } = fn;
    const taken = requests.executing + pools.usable;
    if (reservedConcurrency !== null && taken > reservedConcurrency)
      throw new Violation(`${fn.name} has ${taken} of ${reservedConcurrency} reserved`);
    const before = left.get(region) ?? concurrencyOf(account, region);
    left.set(region, before - (reservedConcurrency ?? taken));
  }
  for (const [region, more] of left) if (more < 0) throw new Violation(`${region} has ${-more} too many`);
}
