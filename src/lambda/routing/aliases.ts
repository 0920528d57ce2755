// The aliases and versions of one function: what is provisioned on them, how that is scaled, and to which version they lead.
import type { Clock } from '../../engine/time.js';
import type { Window } from '../../metrics/window.js';
import type { FunctionResult, MetricSeries } from '../../result.js';
import type { FunctionSpec } from '../../scenario/types.js';
import { Autoscaling } from '../autoscaling/autoscaling.js';
import type { StreamOf } from '../cold-start/draws.js';
import type { ControlPlane } from '../control-plane.js';
import type { WarmPool } from '../environments/warm-pool.js';
import type { EventLog } from '../events.js';
import { type AliasPrices, aliasFigures } from '../measurement/alias-figures.js';
import { AliasMeasure } from '../measurement/alias-measure.js';
import { ProvisionedLevels } from '../measurement/provisioned-levels.js';
import { aliasSeries } from '../measurement/series.js';
import { usageOfAlias } from '../measurement/usage.js';
import { ProvisionedConcurrency } from '../provisioned/provisioned-concurrency.js';
import type { Provisioning } from '../provisioned/provisioning.js';
import { type DeployedAlias, Deployment } from './deployment.js';
import { Routing } from './routing.js';

export interface AliasesParts {
  readonly functionId: number;
  readonly spec: FunctionSpec;
  readonly clock: Clock;
  readonly window: Window;
  readonly control: ControlPlane;
  /** Time 0 in seconds from 1970. */
  readonly start: number;
  readonly log: EventLog;
  readonly streamOf: StreamOf;
  readonly versionNamed: (version: string) => WarmPool;
}

const LATEST = '$LATEST';

export class Aliases {
  /** By alias or version; those that nothing is told of are left out. */
  readonly measures = new Map<string, AliasMeasure>();
  readonly provisioned = new Map<string, ProvisionedConcurrency>();
  /** Of the whole function; `null` where nothing is ever provisioned. */
  readonly levels: ProvisionedLevels | null;
  readonly deployments: readonly Deployment[];
  readonly #parts: AliasesParts;
  readonly #routings = new Map<string, Routing>();
  readonly #deployed = new Map<string, DeployedAlias>();

  /** `whole` counts provisioned environments of the whole account. */
  constructor(provisioning: Provisioning, whole: ProvisionedLevels | null, parts: AliasesParts) {
    this.#parts = parts;
    const { aliases, versions, deployments } = parts.spec;
    const settings = [
      ...aliases.map(({ name, version, provisioned }) => ({ name, version, provisioned })),
      ...versions.map(({ version, provisioned }) => ({ name: version, version, provisioned })),
    ];
    const isProvisioned = settings.map(({ provisioned }) => provisioned.initial > 0 || provisioned.scaling !== null);
    this.levels = isProvisioned.includes(true) ? new ProvisionedLevels(parts.window, whole) : null;
    for (const [index, { name, version, provisioned: spec }] of settings.entries()) {
      const levels = isProvisioned[index] ? new ProvisionedLevels(parts.window, this.levels) : null;
      if (levels === null && index >= aliases.length) continue;
      const measure = new AliasMeasure(parts.clock, parts.window, levels);
      this.measures.set(name, measure);
      if (levels === null) continue;
      const place = index + 1;
      const provisioned = new ProvisionedConcurrency(provisioning, { spec, version, place }, measure);
      this.provisioned.set(name, provisioned);
      if (spec.scaling !== null) new Autoscaling(spec.scaling, provisioned, levels, parts);
    }
    this.deployments = deployments.map((spec, index) => new Deployment(spec, this.#aliasOf(spec.alias), index, parts));
  }

  /** Where requests for an alias, a version or `$LATEST` go; `null` for what there is not. */
  routing(qualifier: string): Routing | null {
    const known = this.#routings.get(qualifier);
    if (known !== undefined) return known;
    const alias = this.#parts.spec.aliases.find(({ name }) => name === qualifier);
    const version = alias?.version ?? (qualifier === LATEST || /^[1-9][0-9]*$/.test(qualifier) ? qualifier : null);
    if (version === null) return null;
    const { streamOf, versionNamed } = this.#parts;
    const provisioned = this.provisioned.get(qualifier)?.pool ?? null;
    const routing = new Routing({ pool: versionNamed(version), provisioned }, streamOf('routing'));
    if (alias?.other) routing.split({ pool: versionNamed(alias.other.version), provisioned: null }, alias.other.weight);
    this.#routings.set(qualifier, routing);
    return routing;
  }

  /** The version behind an alias, as it is now. */
  versionOf(name: string): string {
    const { aliases } = this.#parts.spec;
    return this.#deployed.get(name)?.version ?? aliases.find((alias) => alias.name === name)?.version ?? name;
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    this.levels?.finish();
    for (const { levels } of this.measures.values()) levels?.finish();
  }

  /** Provisioned environments times microseconds that are paid for. */
  get capacity(): number {
    return [...this.provisioned.values()].reduce((sum, { capacity }) => sum + capacity, 0);
  }

  results(prices: AliasPrices): Pick<FunctionResult, 'aliases' | 'deployments'> {
    const aliases = [...this.measures].map(([name, measure]) => {
      const provisioned = this.provisioned.get(name);
      const usage = usageOfAlias(this.#parts.spec, measure, provisioned?.capacity ?? 0);
      return [name, aliasFigures(measure, this.versionOf(name), provisioned, { prices, usage })] as const;
    });
    return { aliases: Object.fromEntries(aliases), deployments: this.deployments.map(({ result }) => result) };
  }

  /** By `function:alias` or `function:version`. */
  series(): (readonly [name: string, series: MetricSeries])[] {
    return [...this.measures].flatMap(([name, measure]) =>
      measure.levels === null
        ? []
        : [[`${this.#parts.spec.name}:${name}`, aliasSeries(measure, measure.levels)] as const],
    );
  }

  #aliasOf(name: string): DeployedAlias {
    const known = this.#deployed.get(name);
    if (known !== undefined) return known;
    const alias = {
      routing: this.routing(name)!,
      place: this.#parts.spec.aliases.findIndex((each) => each.name === name) + 1,
      provisioned: this.provisioned.get(name) ?? null,
      version: this.versionOf(name),
      deployment: null,
    };
    this.#deployed.set(name, alias);
    return alias;
  }
}
