// Checks of functions that call each other: what they call, and that nobody waits for himself.
import { type Context, failure, functionsOf } from '../checks/context.js';
import { parseTarget, targetProblem } from '../checks/target.js';
import { type Problem, show } from '../diagnostics.js';
import { knownRegion } from '../functions/names.js';

export function checkCalls(context: Context): Problem[] {
  return [...callProblems(context), ...circles(context)];
}

function callProblems(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, { calls }]) =>
    calls.flatMap(({ target, at, mode, retries }, index) => {
      const path = ['functions', name, 'calls', index];
      const problem = targetProblem(target, context.names, (each) => knownRegion(context, each), [...path, 'target']);
      if (problem !== null) return [problem];
      const problems: Problem[] = [];
      const earlier = calls.slice(0, index).find((each) => each.at > at);
      if (earlier !== undefined) {
        const message = `this call comes at ${at} of the handler’s time, after one at ${earlier.at}`;
        problems.push(
          failure({ code: 'bad-call', message, path: [...path, 'at'], hint: 'write calls in their order' }),
        );
      }
      if (mode === 'async' && retries !== undefined) {
        const message = 'who hands an event over does not try again: Lambda does';
        const hint = 'maximumRetryAttempts of the called function says how often';
        problems.push(failure({ code: 'bad-call', message, path: [...path, 'retries'], hint }));
      }
      return [...problems, ...withoutHandler(context, name, index, target)];
    }),
  );
}

function withoutHandler(context: Context, name: string, index: number, target: string): Problem[] {
  const called = parseTarget(target, context.names)?.function ?? '';
  const spec = functionsOf(context).find(([each]) => each === called)?.[1];
  if (spec === undefined || spec.handler !== undefined) return [];
  const message = `function "${show(called)}" has no handler, and "${show(name)}" calls it`;
  const path = ['functions', name, 'calls', index, 'target'];
  return [
    failure({ code: 'missing-handler', message, path, hint: `give ${show(called)} one, for example handler: 80ms` }),
  ];
}

/** Functions that wait for each other in a circle would never answer; a circle of events is stopped by Lambda (M-RECURSION). */
function circles(context: Context): Problem[] {
  const waitsFor = new Map(
    functionsOf(context).map(([name, { calls }]) => {
      const synchronous = calls.filter(({ mode }) => mode === 'sync');
      return [name, synchronous.flatMap(({ target }) => parseTarget(target, context.names)?.function ?? [])] as const;
    }),
  );
  return [...waitsFor.keys()].flatMap((name) => {
    const circle = circleFrom(name, waitsFor);
    // One problem a circle, at its first function.
    if (circle === null || [...waitsFor.keys()].find((each) => circle.includes(each)) !== name) return [];
    const message = `${[...circle, name].map((each) => show(each)).join(' waits for ')}: nobody would ever answer`;
    const hint = 'let one of them hand over an event: mode: async';
    return [failure({ code: 'bad-call', message, path: ['functions', name, 'calls'], hint })];
  });
}

/** The way back to `start`, from it on; null where there is none. */
function circleFrom(start: string, waitsFor: ReadonlyMap<string, readonly string[]>): string[] | null {
  const seen = new Set<string>();
  const ways: string[][] = [[start]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of waitsFor.get(way.at(-1)!) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}
