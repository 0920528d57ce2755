// The states of a Markov-modulated Poisson process, as a scenario writes them.
import { z } from 'zod';
import { duration, rateOrZero, refuse } from '../fields.js';

const MAX_STATES = 100;
const MAX_WEIGHT = 1e9;
const code = 'bad-arrivals';

const state = z.strictObject({
  rate: rateOrZero({ description: 'Mean arrivals per time in this state.', examples: ['50/s'] }),
  mean: duration({ description: 'How long this state lasts on average.', examples: ['10m'] }),
  next: z
    .array(
      z
        .number()
        .min(0, { error: 'a weight is 0 or more' })
        .max(MAX_WEIGHT, { error: `a weight is at most ${MAX_WEIGHT}` }),
    )
    .optional()
    .meta({ description: 'Weights of the states that may follow, in their order; all others alike by default.' }),
});

type State = z.output<typeof state>;

export const mmpp = z
  .array(state)
  .min(2, { error: 'give at least two states' })
  .max(MAX_STATES, { error: `give at most ${MAX_STATES} states` })
  .superRefine(checkStates)
  .transform((states) => states.map((each, at) => ({ ...each, next: weightsOf(each, at, states) })))
  .meta({
    description:
      'Markov-modulated Poisson process: a rate for each state, states that last exponential times. It begins as if it had always run.',
    examples: [
      [
        { rate: '1/s', mean: '10m' },
        { rate: '40/s', mean: '30s' },
      ],
    ],
  });

const weightsOf = (of: State, at: number, all: readonly State[]): number[] =>
  of.next ?? all.map((_, other) => (other === at ? 0 : 1));

function checkStates(of: readonly State[], context: z.RefinementCtx): void {
  const wrong = of.flatMap((each, index) => wrongWith(each, index, of.length));
  for (const { message, path } of wrong) refuse(context, { code }, message, path);
  if (wrong.length === 0) checkReturns(of, context);
}

function wrongWith(
  { mean, next }: State,
  index: number,
  size: number,
): { message: string; path: (string | number)[] }[] {
  const wrong = mean === 0 ? [{ message: 'a state lasts longer than 0s', path: [index, 'mean'] }] : [];
  if (next === undefined) return wrong;
  if (next.length !== size) return [...wrong, { message: `needs ${size} weights, one a state`, path: [index, 'next'] }];
  const leadsOn = next.some((weight, other) => weight !== 0 && other !== index);
  return leadsOn ? wrong : [...wrong, { message: 'leads to no other state', path: [index, 'next'] }];
}

/** As if it had always run means that every state comes again: each must be reached from each, which the first decides. */
function checkReturns(of: readonly State[], context: z.RefinementCtx): void {
  const leads = of.map((each, at) => weightsOf(each, at, of).map((weight) => weight !== 0));
  const onwards = reached(of.length, (from, to) => leads[from]![to]!);
  const back = reached(of.length, (from, to) => leads[to]![from]!);
  const hint = 'every state must lead to every other, at least by way of others';
  for (const index of of.keys()) {
    if (!onwards.has(index)) refuse(context, { code, hint }, 'the first state never leads here', [index]);
    else if (!back.has(index)) refuse(context, { code, hint }, 'never leads back to the first state', [index]);
  }
}

/** The states to which there is a way from the first. */
function reached(size: number, leads: (from: number, to: number) => boolean): Set<number> {
  const found = new Set([0]);
  for (const from of found) for (let to = 0; to < size; to++) if (leads(from, to)) found.add(to);
  return found;
}
