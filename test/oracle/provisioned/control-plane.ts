// The control plane of the naive simulator: everything that provisioned concurrency, its autoscaling and deployments could
// do next, and the one thing that is next.
import type { ProvisionedSpec } from '../../../src/scenario/provisioned/types.js';
import type { FunctionSpec } from '../../../src/scenario/types.js';
import { emptyPool, endInit, look, renew } from './allocation.js';
import { fire, isRepeated, MINUTE, minuteEnds, timesOf } from './autoscaling.js';
import { begin, deploymentOf, goOn, nextStepAt, shift, step, stop } from './deployments.js';
import type { History } from './history.js';
import {
  type Allocation,
  hasSettings,
  type Pool,
  poolsOf,
  type Qualifier,
  type Slot,
  serving,
  underWay,
} from './state.js';
import type { World } from './world.js';

export interface Step {
  readonly time: number;
  /** Of one instant, the least comes first, number by number. */
  readonly rank: readonly number[];
  readonly act: () => void;
}

/** Aliases, then versions, of all functions. */
export function qualifiersOf(functions: readonly FunctionSpec[]): Qualifier[] {
  return functions.flatMap((fn) => {
    const aliases = fn.aliases.map((alias, index) =>
      qualifier(fn, index + 1, alias.name, alias.provisioned, alias.version, alias.other),
    );
    const versions = fn.versions.map(({ version, provisioned }, index) =>
      qualifier(fn, aliases.length + index + 1, version, provisioned, version, null),
    );
    return [...aliases, ...versions];
  });
}

function qualifier(
  fn: FunctionSpec,
  number: number,
  name: string,
  spec: ProvisionedSpec,
  version: string,
  other: Qualifier['other'],
): Qualifier {
  const isAlias = number <= fn.aliases.length;
  const deployments = isAlias ? fn.deployments.filter(({ alias }) => alias === name) : [];
  const owner: Omit<Qualifier, 'pool'> = {
    ...{ fn, number, name, isAlias, spec, version, other, second: null, former: [] },
    ...{ deployments: deployments.map(deploymentOf), min: spec.scaling?.min ?? 0, max: spec.scaling?.max ?? 0 },
    ...{
      datapoints: [],
      highOn: false,
      lowOn: false,
      scaledOut: null,
      scaledIn: null,
      gaveUp: false,
      failed: false,
    },
    ...{ activities: [], paid: 0, inits: 0, initMs: 0 },
  };
  const whole = owner as Qualifier;
  whole.pool = emptyPool(whole, version);
  return whole;
}

const RANK = { inits: 1, renewals: 2, deployments: 3, shifts: 4, schedules: 5, alarms: 6 };

/** What could come next of one alias or version, from `now` on. */
export class ControlPlane {
  readonly #world: World;
  readonly #history: History;
  /** Where anything can happen at all. */
  readonly #active: readonly Qualifier[];
  readonly #schedules: { readonly owner: Qualifier; readonly action: number; readonly times: number[] }[];

  constructor(world: World, history: History) {
    this.#world = world;
    this.#active = world.qualifiers.filter((owner) => hasSettings(owner) || owner.deployments.length > 0);
    this.#history = history;
    this.#schedules = world.qualifiers.flatMap((owner) =>
      (owner.spec.scaling?.scheduled ?? []).map((scheduled, action) => {
        return { owner, action, times: timesOf(scheduled, world.scenario) };
      }),
    );
  }

  /** The next thing, up to the end of the simulated time. */
  next(): Step | null {
    const due = this.#steps().filter(({ time }) => time <= this.#world.scenario.duration);
    return due.reduce<Step | null>((first, one) => (first === null || isBefore(one, first) ? one : first), null);
  }

  #steps(): Step[] {
    const world = this.#world;
    const steps: Step[] = [];
    for (const owner of this.#active) {
      const place = [world.scenario.functions.indexOf(owner.fn), owner.number];
      const add = (time: number, kind: keyof typeof RANK, within: readonly number[], does: () => void): void => {
        if (time < Infinity) steps.push({ time, rank: [RANK[kind], ...place, ...within], act: does });
      };
      for (const pool of poolsOf(owner)) this.#addPool(pool, add);
      for (const [index, deployment] of owner.deployments.entries()) {
        const { begun, spec } = deployment;
        if (!begun) add(spec.at, 'deployments', [index], () => begin(world, owner, deployment, deployment.spec.at));
        const shifts = nextStepAt(deployment);
        add(shifts, 'shifts', [index], () => step(world, owner, deployment, shifts));
      }
      if (owner.spec.scaling?.tracking) {
        const minute = (owner.datapoints.length + 1) * MINUTE;
        add(minute, 'alarms', [], () => minuteEnds(world, this.#history, owner, minute));
      }
    }
    for (const { owner, action, times } of this.#schedules) {
      const [time] = times;
      if (time === undefined) continue;
      const rank = [RANK.schedules, world.scenario.functions.indexOf(owner.fn), owner.number, action];
      const act = (): void => {
        times.shift();
        fire(world, owner, owner.spec.scaling!.scheduled[action]!, time);
      };
      steps.push({ time, rank, act });
    }
    return steps;
  }

  #addPool(
    pool: Pool,
    add: (time: number, kind: keyof typeof RANK, within: readonly number[], does: () => void) => void,
  ): void {
    const world = this.#world;
    const { allocation } = pool;
    for (const slot of serving(pool)) {
      const time = slot.renews;
      add(time, 'renewals', [slot.number], () => renew(world, slot, time));
    }
    if (allocation === null) return;
    for (const slot of allocation.slots) {
      const { ends } = slot;
      if (slot.stage === 'requested') add(ends, 'inits', [0, slot.number], () => this.#initEnds(slot, ends));
    }
    const { looks } = allocation;
    if (looks !== null) add(looks, 'inits', [1], () => this.#looks(allocation, looks));
  }

  #initEnds(slot: Slot, now: number): void {
    const { owner } = slot.pool;
    const { to } = slot.pool.allocation!;
    if (!endInit(this.#world, slot, now)) return;
    if (slot.pool === owner.second) {
      owner.second = null;
      stop(this.#world, owner, underWay(owner)!, 'the allocation failed', now);
    } else owner.gaveUp = isRepeated(owner, to);
    goOn(this.#world, owner, now);
  }

  #looks(allocation: Allocation, now: number): void {
    const { pool } = allocation;
    const { owner } = pool;
    if (!look(this.#world, allocation, now)) return;
    // For a moment both pools of a deployment are there.
    this.#world.remember(now);
    if (pool === owner.second) shift(this.#world, owner, underWay(owner)!, now);
    else goOn(this.#world, owner, now);
  }
}

function isBefore(a: Step, b: Step): boolean {
  if (a.time !== b.time) return a.time < b.time;
  const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
  return at >= 0 && a.rank[at]! < (b.rank[at] ?? -1);
}
