// Arrival processes as a scenario gives them: clocks are still names, and values and counts may still be in files. Once the
// check has read them, they are as in types.ts.
import type { CountsInFile, GivenDistribution } from '../files/given.js';
import type { OpenArrivals } from './types.js';

type Kind<Name extends OpenArrivals['kind']> = Extract<OpenArrivals, { readonly kind: Name }>;

export type GivenOpenArrivals =
  | Kind<'constant' | 'poisson' | 'varying' | 'mmpp' | 'every'>
  | (Omit<Kind<'diurnal'>, 'zone'> & { readonly zone: string })
  | (Omit<Kind<'cron'>, 'zone'> & { readonly zone: string })
  | (Omit<Kind<'bursts'>, 'every'> & { readonly every: GivenDistribution })
  | (Omit<Kind<'counts'>, 'counts'> & { readonly counts: readonly number[] | CountsInFile })
  | { readonly kind: 'together'; readonly parts: readonly GivenOpenArrivals[] };

export type GivenArrivals =
  | GivenOpenArrivals
  | { readonly kind: 'closed'; readonly users: number; readonly thinkTime: GivenDistribution };
