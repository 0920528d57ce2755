// A Compute Savings Plan as a scenario writes it. A part of account/schema.ts.
import { z } from 'zod';
import { share } from '../fields.js';

const SHARE = { min: 0, max: 1 } as const;

const discount = share(SHARE, 'it is a share between 0 and 1', {
  description: 'What the plan takes off duration and provisioned concurrency.',
  examples: [0.12, 0.17],
});

export const savingsPlan = z
  .strictObject({
    discount,
    coverage: share(SHARE, 'it is a share between 0 and 1', {
      description: 'The part of that usage which the commitment covers, as Cost Explorer shows it.',
      examples: [0.8],
    }).default(1),
  })
  .meta({ description: 'A Compute Savings Plan; without it, list price.', examples: [{ discount: 0.17 }] });
