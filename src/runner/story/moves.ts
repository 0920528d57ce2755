// To which versions the aliases of one function lead, as its event log tells of deployments: what a request met on its way.
import { Deployed, detailOfCode, Kind, kindOfCode } from '../../lambda/events.js';
import type { DeploymentSpec } from '../../scenario/provisioned/types.js';
import type { FunctionSpec } from '../../scenario/types.js';

export interface Lead {
  readonly version: string;
  /** A second version and its share of the requests. */
  readonly other: { readonly version: string; readonly share: number } | null;
  /** Under way; times in microseconds. */
  readonly deployment: { readonly spec: DeploymentSpec; readonly beganAt: number } | null;
}

interface Moving {
  lead: Lead;
  /** How many steps of the deployment that is under way are done. */
  steps: number;
  /** Whether the one that has just begun is refused for another that is under way. */
  isRefused: boolean;
}

export class Moves {
  readonly #deployments: readonly DeploymentSpec[];
  readonly #names: readonly string[];
  /** By place within the function. */
  readonly #aliases: readonly Moving[];

  constructor({ aliases, deployments }: FunctionSpec) {
    this.#deployments = deployments;
    this.#names = aliases.map(({ name }) => name);
    this.#aliases = aliases.map(({ version, other }) => ({
      lead: { version, other: other && { version: other.version, share: other.weight }, deployment: null },
      steps: 0,
      isRefused: false,
    }));
  }

  /** Where each alias leads at this moment; a version or `$LATEST` leads to itself. */
  now(): (qualifier: string) => Lead {
    const leads = this.#aliases.map(({ lead }) => lead);
    return (qualifier) =>
      leads[this.#names.indexOf(qualifier)] ?? { version: qualifier, other: null, deployment: null };
  }

  /** A line of the function's log; `place` is that of the alias. */
  see(now: number, code: number, version: number, place: number): void {
    if (kindOfCode(code) !== Kind.deployment) return;
    const alias = this.#aliases[place - 1]!;
    const { lead } = alias;
    const isIt = (spec: DeploymentSpec): boolean =>
      spec.at === now && spec.version === String(version) && spec.alias === this.#names[place - 1];
    switch (detailOfCode(code)) {
      case Deployed.started: {
        alias.isRefused = lead.deployment !== null;
        if (alias.isRefused) return;
        alias.steps = 0;
        alias.lead = { ...lead, deployment: { spec: this.#deployments.find(isIt)!, beganAt: now } };
        break;
      }
      case Deployed.shifting: {
        const { share } = lead.deployment!.spec.steps[alias.steps++]!;
        alias.lead = { ...lead, other: { version: String(version), share } };
        break;
      }
      case Deployed.completed:
        alias.lead = { version: String(version), other: null, deployment: null };
        break;
      case Deployed.failed:
        if (!alias.isRefused) alias.lead = { ...lead, other: null, deployment: null };
        alias.isRefused = false;
        break;
    }
  }
}
