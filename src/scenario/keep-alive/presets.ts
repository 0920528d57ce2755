// The keep-alives that have a name: what was measured of AWS at its time.
import { KEEP_ALIVE_PRESETS, type KeepAlivePreset, type KeepAlivePresetName } from '../../lambda/defaults.js';
import type { Distribution } from '../traffic/types.js';
import type { KeepAliveLimits } from '../types.js';

export const PRESET_NAMES = Object.keys(KEEP_ALIVE_PRESETS) as readonly KeepAlivePresetName[];

export function presetKeepAlive(preset: KeepAlivePresetName): KeepAliveLimits {
  const { idle, spare, maxLifetime }: KeepAlivePreset = KEEP_ALIVE_PRESETS[preset];
  return {
    policy: 'limits',
    idle,
    spare: typeof spare === 'number' ? constant(spare) : { kind: 'quantiles', points: spare },
    maxLifetime: maxLifetime === null ? null : constant(maxLifetime),
    preset,
  };
}

const constant = (value: number): Distribution => ({ kind: 'constant', value });
