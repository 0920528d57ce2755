// How likely an environment is replaced before anybody asks, as a scenario writes it.
import { z } from 'zod';
import { PROACTIVE_INIT_PRESETS } from '../../lambda/defaults.js';
import { probability } from '../fields.js';

const NAMES = Object.keys(PROACTIVE_INIT_PRESETS) as (keyof typeof PROACTIVE_INIT_PRESETS)[];
/** What `true` means. */
const USUAL = PROACTIVE_INIT_PRESETS['aws-2023'];

/** A probability, `false` for never, `true` for the preset, or the preset's name. */
export const proactiveInit = z
  .union([
    z.boolean().transform((on) => (on ? USUAL : 0)),
    probability({ description: 'Probability that an environment is replaced.' }),
    z.enum(NAMES).transform((name) => PROACTIVE_INIT_PRESETS[name]),
  ])
  .meta({
    description:
      'Whether an environment that ends by its maximum life is replaced at once by one that is ready: a probability, ' +
      `or a preset (${NAMES.join(', ')}, which true means too).`,
  });
