// The Lambda service of one run, put together: its functions and what they share, and what is known of them at the end.
import { secondsOf } from '../engine/calendar.js';
import type { EventQueue } from '../engine/queue.js';
import type { StreamName } from '../engine/random.js';
import type { Clock } from '../engine/time.js';
import type { Window } from '../metrics/window.js';
import type { FunctionMoney } from '../money-result.js';
import type { FunctionResult, Series } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { ControlPlane } from './control-plane.js';
import { Environments } from './environments/environments.js';
import type { WarmPool } from './environments/warm-pool.js';
import type { EventSink } from './events.js';
import { LambdaFunction } from './function.js';
import { limitsOf, type UnreservedLevels, unreservedLevels } from './limits/concurrency.js';
import { figures } from './measurement/figures.js';
import { Levels } from './measurement/levels.js';
import type { Measure } from './measurement/measure.js';
import { ProvisionedLevels } from './measurement/provisioned-levels.js';
import { accountSeries, functionSeries } from './measurement/series.js';
import type { ProvisionedOwner } from './provisioned/owner.js';
import { Targets } from './targets.js';

/** What a run gives the service. */
export interface ServiceParts {
  readonly clock: Clock;
  readonly queue: EventQueue;
  readonly window: Window;
  /** Seed and replication, which every stream's name begins with. */
  readonly streams: StreamName;
  readonly sink: EventSink | undefined;
}

export class LambdaService {
  readonly functions: readonly LambdaFunction[];
  readonly targets: Targets;
  readonly environments = new Environments();
  readonly pools: WarmPool[] = [];
  readonly provisionedPools: ProvisionedOwner[] = [];
  readonly control: ControlPlane;
  readonly #window: Window;
  /** Of the whole account; `null` where there is but one function. */
  readonly #levels: Levels | null;
  readonly #provisionedLevels: ProvisionedLevels | null;
  readonly #unreserved: UnreservedLevels | null;

  constructor({ account, functions: specs, duration, start }: Scenario, parts: ServiceParts) {
    const { queue, window } = parts;
    const { environments, pools, provisionedPools } = this;
    this.#window = window;
    this.control = new ControlPlane(queue, duration);
    this.#levels = specs.length > 1 ? new Levels(window) : null;
    this.#provisionedLevels = specs.length > 1 ? new ProvisionedLevels(window, null) : null;
    this.#unreserved = unreservedLevels(specs, window);
    const limits = limitsOf(account, specs, this.#unreserved);
    const shared = { account, environments, pools, provisionedPools, control: this.control };
    const levels = { levels: this.#levels, provisionedLevels: this.#provisionedLevels };
    const around = { ...parts, ...shared, ...levels, start: secondsOf(start) };
    this.functions = specs.map((spec, id) => new LambdaFunction(spec, id, limits[id]!, around));
    this.targets = new Targets(this.functions);
  }

  get measures(): readonly Measure[] {
    return this.functions.map((fn) => fn.measure);
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    for (const fn of this.functions) fn.finish();
    this.#levels?.finish();
    this.#provisionedLevels?.finish();
    this.#unreserved?.executions.finish();
    this.#unreserved?.claimed.finish();
  }

  /** All functions together, but for what they cost. */
  get total(): Omit<FunctionResult, keyof FunctionMoney> {
    const [first] = this.functions;
    const levels = this.#levels ?? first!.measure.levels;
    const provisioned = this.#provisionedLevels ?? first!.aliases.levels;
    return { ...figures(this.measures, levels, provisioned), aliases: {}, deployments: [] };
  }

  /** Without those of triggers, which it does not know. */
  get series(): Omit<Series, 'triggers'> {
    const { functions } = this;
    const levels = this.#levels ?? functions[0]!.measure.levels;
    return {
      stepMs: this.#window.step / 1000,
      functions: Object.fromEntries(functions.map((fn) => [fn.name, functionSeries(fn.measure)])),
      aliases: Object.fromEntries(functions.flatMap((fn) => fn.aliases.series())),
      account: accountSeries(levels, this.#unreserved, this.#window),
    };
  }
}
