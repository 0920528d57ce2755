// The trigger that replays a file, as a scenario writes it: which columns hold what, in which unit.
import { z } from 'zod';
import { show } from '../diagnostics.js';
import { columnName, file, refuse, target, timeUnit } from '../fields.js';
import type { TraceFormat } from '../triggers/types.js';
import { unitOfName } from '../units.js';

export const DEFAULT_COLUMNS = { time: 'time_ms', target: 'target', duration: 'duration_ms' } as const;

const shape = z.strictObject({
  type: z.literal('trace').meta({ description: 'Replays a file.' }),
  file: file(
    'CSV whose first line names its columns, time_ms,target,duration_ms unless columns: says otherwise; gzip is unpacked. ' +
      'As seen from the scenario file.',
    ['requests.csv', 'export.csv.gz'],
  ),
  target: target(
    'What every row calls: function, function:alias, function:version or an ARN of them. The file then needs no target column.',
  ).optional(),
  columns: z
    .strictObject({
      time: columnName(
        'When: a number from the start of the simulation, or an ISO 8601 time, which is UTC unless it names a zone. ' +
          'A name that ends in _us, _ms or _s (or the word for it) says the unit of numbers.',
        'timestamp',
      ).optional(),
      target: columnName(
        'What is called: function, function:alias, function:version or an ARN of them.',
        'function',
      ).optional(),
      duration: columnName(
        'Duration of the handler in a warm environment; its name may end in the unit.',
        'latency_ms',
      ).optional(),
    })
    .prefault({})
    .meta({
      description: 'Names of the file’s columns, where they are not time_ms, target and duration_ms.',
      examples: [{ time: 'timestamp', target: 'function', duration: 'latency_ms' }],
    }),
  timeUnit: timeUnit('Unit of the numbers in the time column, where its name does not say.').optional(),
  durationUnit: timeUnit('Unit of the duration column, where its name does not say.').optional(),
  resample: z
    .enum(['day'])
    .optional()
    .meta({
      description:
        'Each replication replays as many days as there are whole ones, drawn with replacement: a block bootstrap, which gives intervals.',
      examples: ['day'],
    }),
});

export type CheckedTrace = z.output<typeof shape>;

export const traceTrigger = shape
  .superRefine(checkTarget)
  .superRefine(checkUnits)
  .meta({ description: 'Replays a recorded trace, each row one synchronous call.' });

/** Every default explicit. */
export function formatOf({ target, columns, timeUnit, durationUnit }: CheckedTrace): TraceFormat {
  const { time = DEFAULT_COLUMNS.time, duration = DEFAULT_COLUMNS.duration } = columns;
  return {
    columns: { time, target: target === undefined ? (columns.target ?? DEFAULT_COLUMNS.target) : null, duration },
    timeUnit: unitOfName(time) ?? timeUnit ?? null,
    durationUnit: unitOfName(duration) ?? durationUnit ?? 'ms', // checkUnits has refused what would come to the last
  };
}

function checkTarget({ target, columns }: CheckedTrace, context: z.RefinementCtx): void {
  if (target === undefined || columns.target === undefined) return;
  const hint = 'leave out target where the rows say what they call, else columns.target';
  refuse(context, { code: 'two-targets', hint }, 'target and columns.target are given', ['columns', 'target']);
}

/** Nothing is guessed: a duration must have a unit, and a name and a key must not say two. */
function checkUnits(trace: CheckedTrace, context: z.RefinementCtx): void {
  const { time = DEFAULT_COLUMNS.time, duration = DEFAULT_COLUMNS.duration } = trace.columns;
  for (const [key, name] of [
    ['timeUnit', time],
    ['durationUnit', duration],
  ] as const) {
    const named = unitOfName(name);
    const given = trace[key];
    if (named === null || given === undefined || named === given) continue;
    const message = `${key} is ${given}, but the column ${show(name)} says ${named}`;
    refuse(context, { code: 'bad-unit', hint: `leave ${key} out` }, message, [key]);
  }
  if (unitOfName(duration) !== null || trace.durationUnit !== undefined) return;
  const hint = 'add durationUnit: ms, or us or s';
  refuse(context, { code: 'missing-unit', hint }, `the unit of the column ${show(duration)} is unknown`, [
    'columns',
    'duration',
  ]);
}
