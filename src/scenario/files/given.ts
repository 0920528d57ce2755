// Distributions as a scenario gives them: the values of some are still in a file. Once the check has read it, they are as in
// types.ts.
import type { Distribution } from '../traffic/types.js';
import type { TimeUnit } from '../triggers/types.js';

/** Values that are still in their file; `column` and `unit` are null where the scenario leaves them to the file. */
export interface ValuesInFile {
  readonly kind: 'file';
  readonly file: string;
  readonly column: string | null;
  readonly unit: TimeUnit | null;
}

/** Counts that are still in their file; `column` is null where the scenario leaves it to the file. */
export interface CountsInFile {
  readonly file: string;
  readonly column: string | null;
}

/** A distribution as a scenario gives it. */
export type GivenDistribution =
  | Exclude<Distribution, { kind: 'mixture' }>
  | ValuesInFile
  | {
      readonly kind: 'mixture';
      readonly parts: readonly { readonly weight: number; readonly of: GivenDistribution }[];
    };
