// Whether the runs kept the scenario's objectives: by the one-sided 95 % bound, or by the value where there is one run.
import { bound95 } from '../metrics/interval.js';
import type { SloOutcome } from '../result.js';
import type { Figures } from '../runner/figures.js';
import type { Slo } from '../scenario/types.js';

/** A metric without a value in any run has not been shown to keep its bound: it fails. */
export function checkSlos(slos: readonly Slo[], replications: readonly Figures[]): SloOutcome[] {
  return slos.map(({ metric, comparison, bound, text }) => {
    const values = replications.map((figures) => figures.get(metric)).filter((value) => typeof value === 'number');
    if (values.length === 0) return { text, metric, value: null, passed: false };
    const value = bound95(values, comparison.startsWith('<') ? 1 : -1);
    return { text, metric, value, passed: holds(value, comparison, bound) };
  });
}

function holds(value: number, comparison: Slo['comparison'], bound: number): boolean {
  switch (comparison) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}
