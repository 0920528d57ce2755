// Deployments: an alias moves to another version, at once or share by share; with provisioned concurrency it waits until that
// version has as much (M-DEPLOY).
import type { Clock } from '../../engine/time.js';
import type { Window } from '../../metrics/window.js';
import type { DeploymentResult } from '../../provisioned-result.js';
import type { DeploymentSpec } from '../../scenario/provisioned/types.js';
import { type ControlPlane, Stage, type Timer } from '../control-plane.js';
import type { DeployedVersion, WarmPool } from '../environments/warm-pool.js';
import { Deployed, type EventLog, eventCode, Kind } from '../events.js';
import type { ProvisionedConcurrency } from '../provisioned/provisioned-concurrency.js';
import type { Route, Routing } from './routing.js';

/** An alias as a deployment needs it. */
export interface DeployedAlias {
  readonly routing: Routing;
  /** Its place within the function, from 1. */
  readonly place: number;
  /** `null` where the alias has none. */
  readonly provisioned: ProvisionedConcurrency | null;
  version: string;
  /** Under way, one at a time. */
  deployment: Deployment | null;
}

export interface DeploymentParts {
  readonly clock: Clock;
  readonly control: ControlPlane;
  readonly log: EventLog;
  readonly window: Window;
  readonly functionId: number;
  readonly versionNamed: (version: string) => WarmPool;
}

export class Deployment implements DeployedVersion {
  readonly #spec: DeploymentSpec;
  readonly #alias: DeployedAlias;
  readonly #parts: DeploymentParts;
  readonly #shift: Timer;
  /** `null` before it has begun. */
  #from: string | null = null;
  #status: DeploymentResult['status'] = 'waiting';
  #reason: string | null = null;
  #shiftedAt: number | null = null;
  #completedAt: number | null = null;
  #route: Route | null = null;
  #stepsDone = 0;
  #coldStarts = 0;
  /** Live environments of the old version when the shift began, and those of the new one that have been initialised since. */
  #spared = 0;
  #initialised = 0;

  /** `index` is its place among the function's deployments. */
  constructor(spec: DeploymentSpec, alias: DeployedAlias, index: number, parts: DeploymentParts) {
    this.#spec = spec;
    this.#alias = alias;
    this.#parts = parts;
    const { control, functionId } = parts;
    const begins = control.timer(Stage.deployment, functionId, alias.place, index, () => this.#begin());
    if (spec.at >= 0) begins.at(spec.at);
    this.#shift = control.timer(Stage.shift, functionId, alias.place, index, () => this.#shiftDue());
  }

  /** Of what happened until the run ended. */
  get result(): DeploymentResult {
    const { alias, version, strategy, at } = this.#spec;
    const [shifted, completed] = [this.#shiftedAt, this.#completedAt];
    return {
      alias,
      from: this.#from ?? this.#alias.version,
      to: version,
      strategy,
      atMs: at / 1000,
      shiftedAtMs: shifted === null ? null : shifted / 1000,
      completedAtMs: completed === null ? null : completed / 1000,
      status: this.#status,
      reason: this.#reason,
      coldStarts: this.#coldStarts,
    };
  }

  /** Until the new version has as many environments as the old one had, its cold starts are the deployment's (M-DEPLOYED-STARTS). */
  coldStarted(): void {
    const { clock, window } = this.#parts;
    if (this.#initialised < this.#spared && clock.now >= window.from) this.#coldStarts += 1;
  }

  initialised(): void {
    this.#initialised += 1;
  }

  #begin(): void {
    const { version } = this.#spec;
    const alias = this.#alias;
    this.#from = alias.version;
    this.#tell(Deployed.started);
    if (alias.deployment !== null) {
      this.#fail('another deployment is under way');
      return;
    }
    if (alias.version === version) {
      this.#shiftedAt = this.#parts.clock.now;
      this.#complete();
      return;
    }
    alias.deployment = this;
    const { provisioned } = alias;
    if (provisioned === null) this.#beginShift();
    else provisioned.whenSettled(() => this.#provision(provisioned));
  }

  #provision(provisioned: ProvisionedConcurrency): void {
    const hasRoom = provisioned.provision(this.#spec.version, (succeeded) => {
      if (succeeded) this.#beginShift();
      else this.#fail('the new version could not be provisioned');
    });
    // M-DEPLOY-ROOM
    if (!hasRoom) this.#fail('no room to provision both versions');
  }

  #beginShift(): void {
    const { clock, versionNamed } = this.#parts;
    const { routing, provisioned } = this.#alias;
    this.#shiftedAt = clock.now;
    this.#spared = routing.main.pool.live;
    this.#route = { pool: versionNamed(this.#spec.version), provisioned: provisioned?.incoming ?? null };
    this.#route.pool.deployed = this;
    this.#status = 'shifting';
    this.#shiftDue();
  }

  #shiftDue(): void {
    const { now } = this.#parts.clock;
    const { steps } = this.#spec;
    const step = steps[this.#stepsDone++]!;
    if (step.share >= 1) {
      this.#alias.routing.point(this.#route!);
      this.#alias.version = this.#spec.version;
      this.#complete();
      return;
    }
    this.#alias.routing.split(this.#route!, step.share);
    this.#tell(Deployed.shifting);
    this.#shift.at(now - step.after + steps[this.#stepsDone]!.after);
  }

  #complete(): void {
    this.#status = 'completed';
    this.#completedAt = this.#parts.clock.now;
    this.#tell(Deployed.completed);
    this.#over();
  }

  #fail(reason: string): void {
    this.#status = 'failed';
    this.#reason = reason;
    this.#tell(Deployed.failed);
    this.#over();
  }

  #over(): void {
    const alias = this.#alias;
    if (alias.deployment !== this) return;
    alias.deployment = null;
    const { provisioned } = alias;
    if (this.#status === 'completed' && provisioned?.incoming) provisioned.promote();
  }

  #tell(how: number): void {
    const { clock, log } = this.#parts;
    const { place, provisioned } = this.#alias;
    log.add(eventCode(Kind.deployment, how), Number(this.#spec.version), place);
    const requested = provisioned?.requested ?? 0;
    const words = `${this.#from!} → ${this.#spec.version} ${WORDS[how]!}`;
    provisioned?.measure.activities.add(clock.now, 'deployment', requested, requested, words);
  }
}

const WORDS = ['started', 'shifting', 'completed', 'failed'];
