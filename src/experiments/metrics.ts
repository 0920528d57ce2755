// Metrics as users name them: in full, `functions.api.latencyMs.p99`, or short for all functions together, `latencyMs.p99`.
import { type Complaint, type Declared, metricComplaint } from '../scenario/checks/metrics.js';
import type { Scenario } from '../scenario/types.js';

const PLACES = ['functions', 'triggers', 'total'];

/** The path under which the figures of a run have a metric, or why they have none. */
export function metricPath(given: string, scenario: Scenario): { readonly path: string } | Complaint {
  const path = PLACES.includes(given.split('.')[0] ?? '') ? given : `total.${given}`;
  return metricComplaint(path, declaredBy(scenario)) ?? { path };
}

/** What is looked at where nobody says what: cold starts, p99, throttles, and what the objectives are about. */
export function metricsToLookAt({ functions, slo }: Scenario): string[] {
  const [only, ...more] = functions;
  // Of a single function all figures are those of all together.
  const own = more.length === 0 ? `functions.${only!.name}.` : '';
  const objectives = slo.map(({ metric }) => {
    const rest = own !== '' && metric.startsWith(own) ? metric.slice(own.length) : null;
    return rest === null || rest.startsWith('aliases.') ? metric : `total.${rest}`;
  });
  return [...new Set(['total.coldStartRate', 'total.latencyMs.p99', 'total.throttles', ...objectives])];
}

function declaredBy({ functions, triggers }: Scenario): Declared {
  const own = (name: string) => functions.find((each) => each.name === name);
  return {
    functions: functions.map(({ name }) => name),
    triggers: triggers.map(({ name }) => name),
    qualifiers: (name) => {
      const { aliases = [], versions = [] } = own(name) ?? {};
      return [...aliases.map((alias) => alias.name), ...versions.map(({ version }) => version)];
    },
    mayDuplicate: (name) => {
      const trigger = triggers.find((each) => each.name === name);
      return trigger !== undefined && 'duplicates' in trigger && trigger.duplicates > 0;
    },
    // What is never provisioned has no such figure in any run; that is told once it has been run.
    isProvisioned: () => true,
  };
}
