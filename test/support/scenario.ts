// Scenarios for tests, written as a user writes them and checked as a user's are.
import { formatDiagnostic } from '../../src/scenario/diagnostics.js';
import { parseScenario } from '../../src/scenario/parse.js';
import type { Scenario } from '../../src/scenario/types.js';

/** Throws with every problem where the scenario is refused. */
export function scenario(text: object): Scenario {
  const parsed = parseScenario(JSON.stringify(text), { file: 'test.yaml' });
  if (parsed.scenario === null) throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'));
  return parsed.scenario;
}

/** No limit but what a function reserves, and no length that is not given: for theory and hand calculation. */
export const IDEAL_ACCOUNT = {
  concurrency: 100_000,
  maxLifetime: 'none',
  scalingRate: 'none',
  requestRate: 'none',
} as const;

/** `code: message` of everything for which a scenario is refused, or of everything of which it is warned. */
export function problemsOf(text: object, severity: 'error' | 'warning' = 'error'): string[] {
  const { diagnostics } = parseScenario(JSON.stringify({ duration: '1h', ...text }), { file: 'test.yaml' });
  return diagnostics.filter((each) => each.severity === severity).map(({ code, message }) => `${code}: ${message}`);
}
