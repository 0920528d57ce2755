// Deployments in the naive simulator: a second pool where there is a first, shares of the requests that move, and what is
// left of the old version.
import type { DeploymentSpec } from '../../../src/scenario/provisioned/types.js';
import { allocate, emptyPool, endPool } from './allocation.js';
import { bringInside } from './autoscaling.js';
import { type Deployment, type Qualifier, serving, underWay } from './state.js';
import { act, hasRoom, type World } from './world.js';

export function deploymentOf(spec: DeploymentSpec): Deployment {
  return {
    ...{ spec, from: '', status: 'waiting', begun: false, reason: null, shiftedAt: null, completedAt: null },
    ...{ taken: 0, oldLive: 0, inits: 0, coldStarts: 0 },
  };
}

function say(world: World, owner: Qualifier, { spec }: Deployment, why: string, now: number): void {
  world.log(now, 'deployment', owner.fn, Number(spec.version), owner.number, why);
  act(owner, now, 'deployment', owner.pool.requested, owner.pool.requested);
}

export function begin(world: World, owner: Qualifier, deployment: Deployment, now: number): void {
  const { version } = deployment.spec;
  const another = underWay(owner) !== undefined;
  deployment.begun = true;
  deployment.from = owner.version;
  say(world, owner, deployment, 'started', now);
  if (another) {
    stop(world, owner, deployment, 'another deployment is under way', now);
    return;
  }
  if (owner.version === version) {
    deployment.shiftedAt = now;
    finish(world, owner, deployment, now);
    world.note('deploysSameVersion');
    return;
  }
  if (owner.pool.allocation !== null) world.note('deploysWhileAllocating');
  else provision(world, owner, deployment, now);
}

/** With nothing else being allocated: a second pool where there is a first. */
function provision(world: World, owner: Qualifier, deployment: Deployment, now: number): void {
  const { version } = deployment.spec;
  const { requested } = owner.pool;
  if (requested === 0) {
    shift(world, owner, deployment, now);
    return;
  }
  if (!hasRoom(world, owner.fn, requested)) {
    stop(world, owner, deployment, 'no room to provision both versions', now);
    return;
  }
  owner.second = emptyPool(owner, version);
  world.log(now, 'requested', owner.fn, requested, owner.number, 'deployment');
  allocate(world, owner.second, requested, 'deployment', now);
}

/** An allocation has ended: a deployment that waited for it goes on, or the number comes inside its bounds. */
export function goOn(world: World, owner: Qualifier, now: number): void {
  const deployment = underWay(owner);
  if (deployment?.status === 'waiting' && owner.second === null) provision(world, owner, deployment, now);
  bringInside(world, owner, now);
}

export function stop(world: World, owner: Qualifier, deployment: Deployment, reason: string, now: number): void {
  deployment.status = 'failed';
  deployment.reason = reason;
  world.note(`deployment fails: ${reason}`);
  say(world, owner, deployment, 'failed', now);
}

/** The first requests may go to the new version. */
export function shift(world: World, owner: Qualifier, deployment: Deployment, now: number): void {
  deployment.status = 'shifting';
  deployment.shiftedAt = now;
  deployment.oldLive = world.live(owner.fn, owner.version);
  world.deployed.add(`${owner.fn.name}:${deployment.spec.version}`);
  step(world, owner, deployment, now);
}

/** The next share, when its time has come. */
export function step(world: World, owner: Qualifier, deployment: Deployment, now: number): void {
  const { share } = deployment.spec.steps[deployment.taken++]!;
  const { version } = deployment.spec;
  if (share < 1) {
    owner.other = { version, weight: share };
    say(world, owner, deployment, 'shifting', now);
    return;
  }
  const old = owner.pool;
  owner.version = version;
  owner.other = null;
  finish(world, owner, deployment, now);
  endPool(world, old, now);
  owner.pool = owner.second ?? emptyPool(owner, version);
  owner.second = null;
  if (serving(old).length > 0) owner.former.push(old);
  world.remember(now);
  bringInside(world, owner, now);
}

function finish(world: World, owner: Qualifier, deployment: Deployment, now: number): void {
  deployment.status = 'completed';
  deployment.completedAt = now;
  say(world, owner, deployment, 'completed', now);
}

export const nextStepAt = ({ spec, shiftedAt, status, taken }: Deployment): number =>
  status === 'shifting' ? shiftedAt! + spec.steps[taken]!.after : Infinity;

/** The last deployment that has begun to shift to a version. */
function shiftedTo(owners: readonly Qualifier[], version: string): Deployment | undefined {
  const all = owners.flatMap(({ deployments }) =>
    deployments.filter(
      ({ spec, shiftedAt, from }) => shiftedAt !== null && spec.version === version && from !== version,
    ),
  );
  return all.sort((a, b) => a.shiftedAt! - b.shiftedAt!).at(-1);
}

/** A cold start of a version, which the old version's environments might have spared. */
export function countColdStart(owners: readonly Qualifier[], version: string): void {
  const deployment = shiftedTo(owners, version);
  if (deployment !== undefined && deployment.inits < deployment.oldLive) deployment.coldStarts++;
}

/** An init on demand of a version has ended, well or not. */
export function countInit(owners: readonly Qualifier[], version: string): void {
  const deployment = shiftedTo(owners, version);
  if (deployment !== undefined) deployment.inits++;
}
