// What the event lines of one function say about its provisioned environments, checked as they are read: which of them
// exist, which may serve, and whether the number requested stays inside its bounds.
import type { FunctionSpec, Scenario } from '../../../src/scenario/types.js';
import type { OracleLine } from '../oracle.js';
import { timesOf } from './autoscaling.js';
import { Violation } from './violation.js';

interface Slot {
  stage: 'requested' | 'initialised' | 'available' | 'ended';
  busyWith: number | null;
}

interface Pool {
  requested: number;
  readonly slots: Slot[];
  /** On their way. */
  batch: readonly Slot[] | null;
  /** More than are wanted: they end as they complete. */
  surplus: number;
}

type Bounds = readonly [min: number, max: number];

interface Qualifier {
  version: string;
  main: Pool;
  second: Pool | null;
  /** The version that it goes to, while a deployment is under way. */
  underWay: string | null;
  /** A deployment has just begun, only to fail. */
  isRefused: boolean;
  /** Those in force, and all that were at this instant. */
  bounds: Bounds;
  instant: Bounds[];
  readonly actions: { readonly time: number; readonly min: number | null; readonly max: number | null }[];
  isScaled: boolean;
  /** The last request was refused, or failed: it may be outside its bounds. */
  excused: boolean;
  /** What it had from time 0 on has failed, and the line that says so is to come. */
  isOpen: boolean;
}

/** What may end, and why. */
const ENDS_FROM: Readonly<Record<string, readonly Slot['stage'][]>> = {
  failed: ['initialised'],
  'scaled in': ['available'],
  deployment: ['available', 'initialised'],
};

/** Whether what an alias or version has from time 0 on fails: before anything is requested. */
const failsAtStart = (lines: readonly OracleLine[], number: number): boolean =>
  lines.find(({ kind, request }) => request === number && (kind === 'allocation-failed' || kind === 'requested'))
    ?.kind === 'allocation-failed';

const emptyPool = (): Pool => ({ requested: 0, slots: [], batch: null, surplus: 0 });

export class CheckedPools {
  readonly #slots: Slot[] = [];
  readonly #qualifiers: Qualifier[];
  /** How many there are from time 0 on. */
  readonly #static: number;
  #now = 0;

  constructor(fn: FunctionSpec, scenario: Scenario, lines: readonly OracleLine[]) {
    this.#qualifiers = [...fn.aliases, ...fn.versions].map(({ provisioned, version }, index) => {
      const { initial, scaling } = provisioned;
      const bounds: Bounds = scaling === null ? [initial, initial] : [scaling.min, scaling.max];
      const scheduled = (scaling?.scheduled ?? []).flatMap((action, order) =>
        timesOf(action, scenario).map((time) => ({ time, order, min: action.min, max: action.max })),
      );
      const actions = scheduled
        .filter(({ time }) => time <= scenario.duration)
        .sort((a, b) => a.time - b.time || a.order - b.order);
      const main = emptyPool();
      const isOpen = initial > 0 && failsAtStart(lines, index + 1);
      if (!isOpen) this.#add(main, initial);
      main.batch = null;
      main.requested = isOpen ? 0 : initial;
      return {
        ...{ version, main, second: null, underWay: null, isRefused: false, bounds, instant: [bounds], actions },
        ...{ isScaled: scaling !== null, excused: isOpen, isOpen },
      };
    });
    this.#static = this.#slots.length;
  }

  /** What exists and could serve. */
  get usable(): number {
    return this.#slots.filter(({ stage }) => stage === 'available').length;
  }

  /** Time goes on to a line. */
  moveTo(time: number): void {
    if (time > this.#now) this.#settle();
    for (const qualifier of this.#qualifiers) {
      if (time > this.#now) qualifier.instant = [qualifier.bounds];
      for (let [next] = qualifier.actions; next !== undefined && next.time <= time; [next] = qualifier.actions) {
        qualifier.actions.shift();
        const [min, max] = [next.min ?? qualifier.bounds[0], next.max ?? qualifier.bounds[1]];
        if (min <= max) qualifier.bounds = [min, max];
        qualifier.instant.push(qualifier.bounds);
        if (next.time < time) this.#settle([qualifier]); // another's bounds may be those of `time` already
      }
    }
    this.#now = time;
  }

  #settle(qualifiers: readonly Qualifier[] = this.#qualifiers): void {
    for (const { isScaled, underWay, main, bounds, excused } of qualifiers) {
      if (!isScaled || underWay !== null || excused || main.batch !== null) continue;
      if (main.requested < bounds[0] || main.requested > bounds[1])
        throw new Violation(`${main.requested} requested outside of ${bounds[0]} to ${bounds[1]}`);
    }
  }

  #add(pool: Pool, count: number): void {
    const batch = Array.from({ length: count }, (): Slot => ({ stage: 'requested', busyWith: null }));
    this.#slots.push(...batch);
    pool.slots.push(...batch);
    pool.batch = batch;
  }

  #slot(number: number, ...stages: readonly Slot['stage'][]): Slot {
    const slot = this.#slots[number - 1];
    if (slot === undefined || !stages.includes(slot.stage))
      throw new Violation(`provisioned environment ${number} is ${slot?.stage ?? 'unknown'}`);
    return slot;
  }

  /** A line, and the one after it. */
  read(line: OracleLine, next: OracleLine | undefined): void {
    const { kind, environment, request, why } = line;
    switch (kind) {
      case 'provisioned':
        this.#slot(environment, 'requested').stage = environment <= this.#static ? 'available' : 'initialised';
        return;
      case 'renewed':
        this.#slot(environment, 'available');
        return;
      case 'on-provisioned': {
        const slot = this.#slot(environment, 'available');
        if (slot.busyWith !== null) throw new Violation(`provisioned environment ${environment} serves two at a time`);
        slot.busyWith = request;
        return;
      }
      case 'deprovisioned':
        this.#deprovision(environment, why);
        return;
      case 'alarm':
        return;
    }
    const qualifier = this.#qualifiers[request - 1];
    if (qualifier === undefined) throw new Violation(`${kind} of no alias or version`);
    if (kind === 'requested') this.#request(qualifier, environment, why);
    else if (kind === 'refused') qualifier.excused = true;
    else if (kind === 'available') this.#available(qualifier, environment);
    else if (kind === 'allocation-failed') this.#fail(qualifier, line, next);
    else if (kind === 'deployment') this.#deploy(qualifier, line, next);
    else throw new Violation(`a line of kind ${kind}`);
  }

  /** What ran on a provisioned environment is over. */
  complete(number: number, request: number): void {
    const slot = this.#slot(number, 'available');
    if (slot.busyWith !== request) throw new Violation(`request ${request} is not on environment ${number}`);
    slot.busyWith = null;
  }

  #request(qualifier: Qualifier, to: number, why: string): void {
    const { main, instant, isScaled } = qualifier;
    if (why === 'deployment') {
      if (to !== main.requested) throw new Violation('a second pool of another size');
      qualifier.second = { ...emptyPool(), requested: to };
      this.#add(qualifier.second, to);
      return;
    }
    if (!isScaled || main.batch !== null || qualifier.underWay !== null)
      throw new Violation('a request beside another');
    if (!instant.some(([min, max]) => min <= to && to <= max)) throw new Violation(`${to} is requested, out of bounds`);
    qualifier.excused = false;
    if (to > main.requested) this.#add(main, to - main.requested);
    else main.surplus += Math.max(0, availableOf(main) - to);
    main.requested = to;
  }

  #available(qualifier: Qualifier, count: number): void {
    const isReady = (pool: Pool | null): pool is Pool =>
      pool?.batch?.every((one) => one.stage === 'initialised') ?? false;
    const pool = [qualifier.main, qualifier.second].find(isReady);
    if (pool === undefined) throw new Violation('available before all are initialised');
    for (const slot of pool.batch!) slot.stage = 'available';
    pool.batch = null;
    if (availableOf(pool) !== count) throw new Violation(`${count} available for ${availableOf(pool)}`);
  }

  #fail(qualifier: Qualifier, { environment, time }: OracleLine, next: OracleLine | undefined): void {
    if (qualifier.isOpen) {
      qualifier.isOpen = false;
      return;
    }
    const isSecond = next?.kind === 'deployment' && next.why === 'failed' && next.time === time;
    const pool = isSecond && qualifier.second !== null ? qualifier.second : qualifier.main;
    if (pool.requested !== environment) throw new Violation(`${environment} failed for ${pool.requested}`);
    for (const slot of pool.batch ?? []) {
      if (slot.stage === 'initialised' || slot.stage === 'available')
        throw new Violation('initialised after a failure');
      slot.stage = 'ended';
    }
    pool.requested = availableOf(pool);
    pool.batch = null;
    if (isSecond) qualifier.second = null;
    else qualifier.excused = true;
  }

  #deploy(qualifier: Qualifier, { environment, why }: OracleLine, next: OracleLine | undefined): void {
    const version = String(environment);
    if (why === 'started') {
      qualifier.isRefused = next?.kind === 'deployment' && next.why === 'failed';
      if (!qualifier.isRefused && version !== qualifier.version) qualifier.underWay = version;
    } else if (why === 'failed') {
      if (!qualifier.isRefused) qualifier.underWay = null;
      qualifier.isRefused = false;
    } else if (qualifier.underWay !== null) {
      if (qualifier.underWay !== version) throw new Violation(`a shift to ${version}, not to ${qualifier.underWay}`);
      if (qualifier.second?.batch) throw new Violation('a shift to what is not available');
      if (why === 'completed') this.#moveOn(qualifier, version);
    } else if (why !== 'completed' || version !== qualifier.version)
      throw new Violation('a shift without a deployment');
  }

  #moveOn(qualifier: Qualifier, version: string): void {
    for (const slot of qualifier.main.batch ?? []) if (slot.stage === 'requested') slot.stage = 'ended';
    qualifier.main = qualifier.second ?? emptyPool();
    qualifier.second = null;
    qualifier.version = version;
    qualifier.underWay = null;
  }

  #deprovision(number: number, why: string): void {
    const slot = this.#slot(number, ...ENDS_FROM[why]!);
    if (slot.busyWith !== null) throw new Violation(`provisioned environment ${number} ends while it serves`);
    if (why === 'scaled in') {
      const pool = this.#qualifiers.map(({ main }) => main).find(({ slots }) => slots.includes(slot));
      if (pool === undefined || pool.surplus === 0) throw new Violation(`environment ${number} is wanted`);
      pool.surplus--;
    }
    slot.stage = 'ended';
  }
}

const availableOf = ({ slots, surplus }: Pool): number =>
  slots.filter(({ stage }) => stage === 'available').length - surplus;
