// What a scenario takes for granted, and what it might be instead: keep-alive, the predicted length of inits, the traffic. Each as the
// scenario under another setting.
import type { Assumption } from '../../result.js';
import { PRESET_NAMES, presetKeepAlive } from '../../scenario/keep-alive/presets.js';
import type { Scenario } from '../../scenario/types.js';
import { type Share, scaledInits, scaledTraffic } from './scaled.js';

export const ASSUMPTIONS: readonly Assumption[] = ['keepAlive', 'init', 'traffic'];

export interface Settings {
  /** Which one is the scenario itself; it needs no rerun. */
  readonly inForce: string;
  /** In the order to show them; `null` for the scenario itself. */
  readonly scenarios: readonly (readonly [name: string, scenario: Scenario | null])[];
}

/** `null` where the scenario does not assume it: with `init` given for all functions, with traces alone. */
export function settingsOf(assumption: Assumption, scenario: Scenario): Settings | null {
  switch (assumption) {
    case 'keepAlive':
      return keepAlives(scenario);
    case 'init':
      return around('as predicted', ['20 % shorter', '20 % longer'], (share) => scaledInits(scenario, share));
    case 'traffic':
      return around('as given', ['20 % less', '20 % more'], (share) => scaledTraffic(scenario, share));
  }
}

/** M-SENSITIVITY */
const LESS: Share = { of: 4, to: 5 };
const MORE: Share = { of: 6, to: 5 };

function around(
  inForce: string,
  [less, more]: readonly [string, string],
  scaled: (share: Share) => Scenario | null,
): Settings | null {
  const [below, above] = [scaled(LESS), scaled(MORE)];
  if (below === null || above === null) return null;
  return {
    inForce,
    scenarios: [
      [less, below],
      [inForce, null],
      [more, above],
    ],
  };
}

/** The name of the scenario's own keep-alive where that is none of the presets for all functions. */
const AS_GIVEN = 'as given';

/** The scenario with each preset for all functions, and as it is. */
function keepAlives(scenario: Scenario): Settings {
  const [first, ...others] = scenario.functions.map(({ keepAlive }) => JSON.stringify(keepAlive));
  const own = others.every((each) => each === first)
    ? PRESET_NAMES.find((preset) => JSON.stringify(presetKeepAlive(preset)) === first)
    : undefined;
  const presets = PRESET_NAMES.map((preset) => {
    const keepAlive = presetKeepAlive(preset);
    const functions = scenario.functions.map((spec) => ({ ...spec, keepAlive }));
    return [preset, preset === own ? null : { ...scenario, functions }] as const;
  });
  return own === undefined
    ? { inForce: AS_GIVEN, scenarios: [...presets, [AS_GIVEN, null]] }
    : { inForce: own, scenarios: presets };
}
