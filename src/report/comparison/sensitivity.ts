// Which assumptions the verdict of a comparison hangs on, in sentences.
import type { Comparison, Verdict } from '../../experiment-result.js';
import { ASSUMPTION_WORDS } from '../content/sensitivity.js';
import { metricWords } from './metrics.js';

const VERBS: Readonly<Record<Verdict, string>> = { less: 'cut', more: 'raise', same: 'make no certain difference to' };

/** Empty where nobody asked. Without their points. */
export function changedVerdicts({ sensitivity }: Comparison): string[] {
  if (sensitivity === undefined) return [];
  const { changes, differences } = sensitivity;
  const varied = Object.values(differences).reduce((sum, settings) => sum + Object.keys(settings).length, 0);
  if (varied === 0) return ['The variants differ in every assumption that could be varied'];
  if (changes.length === 0) return [`The verdict is the same under ${varied} other assumptions`];
  return changes.map(({ assumption, setting, variant, metric, from, to }) => {
    const under = `${ASSUMPTION_WORDS[assumption].under} ${setting}`;
    return `${under}, ${variant} would ${VERBS[to]} the ${metricWords(metric)}, where it ${PRESENT[from]}`;
  });
}

const PRESENT: Readonly<Record<Verdict, string>> = {
  less: 'cuts it now',
  more: 'raises it now',
  same: 'makes no certain difference now',
};
