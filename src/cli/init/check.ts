// Whether answers make a sound scenario: the same check, with the same words, that any scenario gets.
import { show } from '../../scenario/diagnostics.js';
import { parseScenario } from '../../scenario/parse.js';
import { complete, type Given, type Key, type Question } from './questions.js';
import { scenarioText } from './text.js';

/** What is wrong with one more answer; warnings count. Null where nothing is. */
export type Check = (key: Key, answer: string, before: Given) => string | null;

/** With the answers before it and the defaults of all that follow. */
export function checkOf(asked: readonly Question[]): Check {
  return (key, answer, before) => {
    const answers = complete(asked, { ...before, [key]: answer });
    const [first] = parseScenario(scenarioText(answers, 'file', null), { file: 'file' }).diagnostics;
    if (first === undefined) return null;
    return first.hint === undefined ? first.message : `${first.message} (${first.hint})`;
  };
}

/** The answers that flags give, and what is wrong with each flag. */
export function checkFlags(
  asked: readonly Question[],
  flags: Given,
): { readonly given: Given; readonly problems: readonly string[] } {
  const check = checkOf(asked);
  const given: Partial<Record<Key, string>> = {};
  const problems: string[] = [];
  for (const { key } of asked) {
    const answer = flags[key];
    const problem = answer === undefined ? null : check(key, answer, given);
    if (problem !== null) problems.push(`--${key} ${show(answer ?? '', 120)}: ${problem}`);
    else if (answer !== undefined) given[key] = answer;
  }
  return { given, problems };
}
