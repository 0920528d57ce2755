// What the control plane did with the provisioned concurrency of one alias or version, and why: for those who ask later.
import type { ScalingActivity } from '../../provisioned-result.js';

const KEPT = 1_000;

export class Activities {
  readonly list: ScalingActivity[] = [];
  omitted = 0;

  add(now: number, kind: ScalingActivity['kind'], from: number, to: number, why: string): void {
    if (this.list.length < KEPT) this.list.push({ atMs: now / 1000, kind, from, to, why });
    else this.omitted += 1;
  }
}
