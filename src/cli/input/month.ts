// What has to be said of a month's costs where they are asked for, by the flag or by an objective.
import { asksForMonth, monthWarning } from '../../costs/month.js';
import { show } from '../../scenario/diagnostics.js';
import type { CheckedScenario } from './scenario.js';

/** The scenario, with a warning where too little is simulated for a month. */
export function withMonth(checked: CheckedScenario, isFlagged: boolean): CheckedScenario {
  const { scenario, file, remarks, warnings } = checked;
  if (!isFlagged && !asksForMonth(scenario)) return checked;
  const warning = monthWarning(scenario, isFlagged ? '--monthly' : 'an slo on monthly');
  if (warning === null) return checked;
  return {
    ...checked,
    remarks: [...remarks, `${show(file, 200)}: warning: ${warning}`],
    warnings: [...warnings, warning],
  };
}
