// How provisioned environments come and go in the naive simulator: requested, prepared, initialised one after the other,
// usable all at once, renewed, ended.
import type { FunctionSpec } from '../../../src/scenario/types.js';
import { fullBucket, resize } from '../buckets.js';
import { PROVISIONED_LIMIT, provisionedInit } from '../phases.js';
import { type Allocation, availableOf, idleOf, type Pool, type Qualifier, type Slot, serving } from './state.js';
import { act, hasRoom, inWindow, onDemandLimit, type World } from './world.js';

const MS = 1000;
const SECOND = 1_000_000;
const PAID_AT_ONCE = 300 * SECOND;
/** From one start to the next: 6,000 a minute. */
const STEP = 10 * MS;

export function emptyPool(owner: Qualifier, version: string): Pool {
  const requests = fullBucket(0, 0);
  return {
    ...{ owner, version, requested: 0, slots: [], leaving: 0, allocation: null, over: false },
    ...{ requests, paidSince: [] },
  };
}

/** The requested number of an alias or version changes; false where there is no room. */
export function request(world: World, owner: Qualifier, to: number, why: string, now: number): boolean {
  const { pool } = owner;
  const from = pool.requested;
  if (to > from && !hasRoom(world, owner.fn, to - from)) {
    world.log(now, 'refused', owner.fn, to, owner.number, 'no room');
    act(owner, now, 'refused', from, to);
    world.note(owner.fn.reservedConcurrency === null ? 'noRoomInAccount' : 'noRoomInReserve');
    return false;
  }
  world.log(now, 'requested', owner.fn, to, owner.number, why);
  if (to > from) allocate(world, pool, to, why, now);
  else {
    pool.requested = to;
    owner.failed = false;
    shrink(world, pool, 'scaled in', now);
  }
  return true;
}

export function allocate(world: World, pool: Pool, to: number, why: string, now: number): void {
  const { owner } = pool;
  const { fn } = owner;
  const slots: Slot[] = [];
  const cached = isCached(world, fn, pool.version, now);
  for (let wanted = pool.requested; wanted < to; wanted++) {
    const begins = Math.max(now + owner.spec.preparation, world.places.get(fn) ?? 0);
    if (begins > now + owner.spec.preparation + slots.length * STEP) world.note('waitsForPlace');
    world.places.set(fn, begins + STEP);
    slots.push(newSlot(world, pool, begins, cached));
    pool.paidSince.push(now);
  }
  pool.allocation = { pool, from: pool.requested, to, why, slots, looks: null };
  pool.requested = to;
}

function newSlot(world: World, pool: Pool, begins: number, cached: boolean): Slot {
  const { fn } = pool.owner;
  const number = (world.numbers.get(fn) ?? 0) + 1;
  world.numbers.set(fn, number);
  const init = draw(world, fn, cached);
  const slot: Slot = {
    ...{ fn, pool, number, init, ends: begins + init.length, renews: Infinity, idleOrder: 0 },
    ...{ stage: 'requested', busy: false, reset: false, fresh: true, renewedWhileBusy: false },
  };
  pool.slots.push(slot);
  return slot;
}

/** What is provisioned from time 0 on is ready, or has failed and leaves nothing behind, not even its numbers. */
export function setUp(world: World, owner: Qualifier): void {
  const { fn, spec, pool } = owner;
  if (spec.initial === 0) return;
  const slots = Array.from({ length: spec.initial }, () => newSlot(world, pool, 0, false));
  const failing = slots.find(({ init }) => init.fails !== null);
  if (failing !== undefined) {
    world.note('allocationFails');
    pool.slots.splice(0);
    world.numbers.set(fn, world.numbers.get(fn)! - spec.initial);
    owner.failed = true;
    owner.gaveUp = true;
    world.log(0, 'allocation-failed', fn, spec.initial, owner.number, failing.init.fails!);
    act(owner, 0, 'failed', spec.initial, 0);
    return;
  }
  pool.requested = spec.initial;
  world.initialised.push({ fn, version: pool.version, time: 0 });
  for (const slot of slots) {
    if (slot.init.length > 10 * SECOND) world.note('longProvisionedInit');
    pool.paidSince.push(0);
    bill(world, owner, slot.init, 0);
    makeAvailable(world, slot, 0);
    world.log(0, 'provisioned', fn, slot.number, 0);
  }
  resizeBucket(world, pool, slots.length, 0);
}

/** An init with all its attempts, drawn as it is asked for. */
export interface Init {
  /** Until it has succeeded, or makes the allocation fail. */
  readonly length: number;
  readonly fails: 'init timeout' | 'init error' | null;
  /** Of the attempt that succeeded. */
  readonly billedMs: number;
}

/** One attempt after the other, each with the next key, until one succeeds or the limit has passed. */
function draw(world: World, fn: FunctionSpec, cached: boolean): Init {
  const limit = Math.max(PROVISIONED_LIMIT, fn.timeout);
  const { errorRate } = fn.coldStart;
  for (let length = 0; ; ) {
    const key = (world.keys.get(fn) ?? 0) + 1;
    world.keys.set(fn, key);
    const attempt = provisionedInit(fn, cached, (of) => world.draws.provisionedInit(fn, key, of));
    length += attempt;
    if (length > limit) return { length: limit, fails: 'init timeout', billedMs: 0 };
    if (errorRate === 1) return { length, fails: 'init error', billedMs: 0 };
    if (errorRate === 0 || world.draws.provisionedInitError(fn, key) >= errorRate) {
      return { length, fails: null, billedMs: Math.ceil(attempt / MS) };
    }
    world.note('attemptsAgain');
  }
}

const isCached = (world: World, fn: FunctionSpec, version: string, now: number): boolean =>
  world.initialised.some((past) => past.fn === fn && past.version === version && past.time <= now);

/** Its init is over; true where that is the end of the whole allocation, which has failed. */
export function endInit(world: World, slot: Slot, now: number): boolean {
  const { pool, fn } = slot;
  const allocation = pool.allocation!;
  if (slot.init.fails !== null) {
    fail(world, allocation, slot.init.fails, now);
    return true;
  }
  slot.stage = 'initialised';
  world.initialised.push({ fn, version: pool.version, time: now });
  world.log(now, 'provisioned', fn, slot.number, 0);
  bill(world, pool.owner, slot.init, now);
  if (allocation.slots.every(({ stage }) => stage === 'initialised')) allocation.looks = now;
  return false;
}

/** All are initialised: true where they become usable, false where they wait for what runs on demand. */
export function look(world: World, allocation: Allocation, now: number): boolean {
  const { pool, slots } = allocation;
  const { owner } = pool;
  if (world.running(owner.fn) > onDemandLimit(world, owner.fn)) {
    allocation.looks = now + SECOND;
    world.note('waitsForRoom');
    return false;
  }
  const before = availableOf(pool);
  pool.allocation = null;
  owner.failed = false;
  for (const slot of slots) makeAvailable(world, slot, now);
  resizeBucket(world, pool, slots.length, now);
  world.log(now, 'available', owner.fn, availableOf(pool), owner.number);
  act(owner, now, 'available', before, availableOf(pool));
  return true;
}

function makeAvailable(world: World, slot: Slot, now: number): void {
  const { maxLifetime } = world.scenario.account;
  slot.stage = 'available';
  slot.idleOrder = world.nextIdle();
  slot.renews = maxLifetime === null ? Infinity : now + maxLifetime;
}

function fail(world: World, allocation: Allocation, why: string, now: number): void {
  const { pool, slots, to } = allocation;
  const { owner } = pool;
  // Those that are there in the order in which they came.
  for (const slot of [...slots].sort((a, b) => a.ends - b.ends || a.number - b.number)) {
    if (slot.stage === 'initialised') world.log(now, 'deprovisioned', slot.fn, slot.number, 0, 'failed');
    slot.stage = 'ended';
  }
  pool.paidSince.splice(pool.paidSince.length - slots.length);
  pool.allocation = null;
  pool.requested = availableOf(pool);
  owner.failed = true;
  world.log(now, 'allocation-failed', owner.fn, to, owner.number, why);
  act(owner, now, 'failed', to, pool.requested);
  world.note(`fails: ${why}`);
}

/** What exceeds the requested number ends: idle ones at once, the one idle longest first, busy ones as they complete. */
function shrink(world: World, pool: Pool, why: string, now: number): void {
  const surplus = Math.max(0, availableOf(pool) - pool.requested);
  const idle = idleOf(pool).sort((a, b) => a.idleOrder - b.idleOrder);
  for (const slot of idle.slice(0, surplus)) endSlot(world, slot, why, now);
  const busy = surplus - Math.min(surplus, idle.length);
  if (busy > 0) world.note(`drains: ${why}`);
  pool.leaving += busy;
  resizeBucket(world, pool, -surplus, now);
  while (pool.paidSince.length > pool.requested) pay(world, pool.owner, pool.paidSince.pop()!, now);
}

function endSlot(world: World, slot: Slot, why: string, now: number): void {
  slot.stage = 'ended';
  world.log(now, 'deprovisioned', slot.fn, slot.number, 0, why);
}

/** Nothing of a pool is wanted any more, not even what is on its way. */
export function endPool(world: World, pool: Pool, now: number): void {
  const coming = pool.allocation?.slots ?? [];
  pool.requested = 0;
  pool.allocation = null;
  pool.over = true;
  shrink(world, pool, 'deployment', now);
  for (const slot of coming) {
    if (slot.stage === 'initialised') endSlot(world, slot, 'deployment', now);
    slot.stage = 'ended';
  }
}

/** What ran on it is over. */
export function release(world: World, slot: Slot, leavesReset: boolean, now: number): void {
  const { pool } = slot;
  slot.busy = false;
  slot.reset = leavesReset && !slot.renewedWhileBusy;
  slot.fresh = leavesReset || slot.renewedWhileBusy;
  slot.renewedWhileBusy = false;
  slot.idleOrder = world.nextIdle();
  if (pool.leaving === 0) return;
  pool.leaving--;
  endSlot(world, slot, pool.over ? 'deployment' : 'scaled in', now);
  const { former } = pool.owner;
  if (pool.over && serving(pool).length === 0) former.splice(former.indexOf(pool), 1);
}

export function renew(world: World, slot: Slot, now: number): void {
  slot.renews = now + world.scenario.account.maxLifetime!;
  const init = draw(world, slot.fn, true);
  if (init.fails !== null) {
    world.note('renewalFails');
    return;
  }
  world.note('renewal');
  bill(world, slot.pool.owner, init, now);
  world.log(now, 'renewed', slot.fn, slot.number, 0);
  if (slot.busy) {
    slot.renewedWhileBusy = true;
    return;
  }
  if (slot.reset) world.note('renewalClearsFlagOfIdleSlot');
  slot.reset = false;
  slot.fresh = true;
}

function bill(world: World, owner: Qualifier, init: Init, now: number): void {
  if (!inWindow(world, now)) return;
  owner.inits++;
  owner.initMs += init.billedMs;
}

function resizeBucket(world: World, pool: Pool, more: number, now: number): void {
  const rate = world.scenario.account.requestRate;
  if (rate !== null) resize(pool.requests, rate * availableOf(pool), rate * more, now);
}

/** Whole five minutes from its request on, as far as they are in the window. */
function pay(world: World, owner: Qualifier, since: number, now: number): void {
  const until = since + Math.ceil((now - since) / PAID_AT_ONCE) * PAID_AT_ONCE;
  owner.paid += Math.max(0, until - Math.max(since, world.scenario.warmup));
}

/** What is still there at the end is paid for to then. */
export function payRest(world: World, owner: Qualifier, pool: Pool): void {
  const { duration, warmup } = world.scenario;
  for (const since of pool.paidSince) owner.paid += duration - Math.max(since, warmup);
}
