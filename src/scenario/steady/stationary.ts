// What makes a scenario change with the time, so that it has no steady state: what finds a warm-up or cuts a run into batches is
// refused then.
import { type Context, failure, functionsOf, inOrder } from '../checks/context.js';
import type { Path, Problem } from '../diagnostics.js';
import type { CheckedTrigger } from '../schema.js';
import { keysAt } from '../source/tree.js';
import type { GivenArrivals } from '../traffic/given.js';

interface Change {
  readonly path: Path;
  /** As in "… with time". */
  readonly what: string;
}

/** `asking` is what needs a steady state beside `warmup: auto`, as in "--batches needs …". */
export function checkSteady(context: Context, asking: string | undefined): Problem[] {
  const wanting = [...(context.checked.warmup === 'auto' ? ['warmup: auto'] : []), ...(asking ? [asking] : [])];
  return wanting.flatMap((each) =>
    changesOf(context).map(({ path, what }) =>
      failure({
        code: 'not-steady',
        message: `${each} needs a steady state, but ${what} with time`,
        path,
        hint: each.startsWith('--')
          ? 'take --replications, which need no steady state'
          : 'give the warm-up as a time, such as warmup: 5m',
      }),
    ),
  );
}

function changesOf(context: Context): Change[] {
  const { checked, root } = context;
  const triggers = inOrder(checked.triggers, root, ['triggers']).flatMap(([name, trigger]) =>
    ofTrigger(context, trigger, ['triggers', name]),
  );
  const functions = functionsOf(context).flatMap(([name, spec]): Change[] => {
    const path = ['functions', name];
    const aliases = Object.entries({ aliases: spec.aliases, versions: spec.versions }).flatMap(([kind, all]) =>
      inOrder(all, root, [...path, kind]).flatMap(([each, { provisionedConcurrency }]): Change[] => {
        if (provisionedConcurrency.scheduled.length === 0) return [];
        const at = [...path, kind, each, 'provisionedConcurrency', 'scheduled'];
        return [{ path: at, what: 'scheduled actions change what is provisioned' }];
      }),
    );
    const deployed = spec.deployments.length === 0 ? [] : [{ path: [...path, 'deployments'], what: DEPLOYED }];
    return [...aliases, ...deployed];
  });
  return [...triggers, ...functions];
}

const DEPLOYED = 'deployments change what runs';

function ofTrigger(context: Context, trigger: CheckedTrigger, path: Path): Change[] {
  if (trigger.type === 'trace') return [{ path: [...path, 'type'], what: 'the rows of a trace change' }];
  if (trigger.type === 'warmer') return [];
  return ofArrivals(context, trigger.arrivals, [...path, 'arrivals']);
}

function ofArrivals(context: Context, arrivals: GivenArrivals, path: Path): Change[] {
  switch (arrivals.kind) {
    case 'together':
      return arrivals.parts.flatMap((part, index) => ofArrivals(context, part, [...path, index]));
    case 'varying':
    case 'diurnal':
    case 'counts':
    case 'cron': {
      const key = keysAt(context.root, path)[0] ?? arrivals.kind;
      const what = arrivals.kind === 'cron' ? 'a cron schedule' : key;
      return [{ path: [...path, key], what: `${what} ${/s$/.test(what) ? 'change' : 'changes'} the traffic` }];
    }
    default:
      return [];
  }
}
