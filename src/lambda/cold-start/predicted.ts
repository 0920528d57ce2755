// What runtime, package and architecture predict of a cold start.
import type { Distribution } from '../../scenario/types.js';
import { INIT_SIGMA, initMedian, type PackageType } from '../defaults.js';

export function predictedInit(runtime: string, packageType: PackageType, _architecture: string): Distribution {
  return { kind: 'lognormal', median: initMedian(runtime, packageType), sigma: INIT_SIGMA[packageType] };
}

export function predictedRestore(_runtime: string): Distribution {
  return { kind: 'constant', value: 700_000 };
}

export function predictedFirstInvoke(
  _runtime: string,
  _packageType: PackageType,
  _architecture: string,
  _memoryMB: number,
  _restored: boolean,
): number {
  return 0;
}
