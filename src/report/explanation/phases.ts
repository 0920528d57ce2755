// The phases of a cold start in a request's story: how long each takes, why, and whether it is billed.
import type { InitParts, RequestFacts, Setting, StoryLine } from '../../explanation.js';
import type { FunctionSpec } from '../../scenario/types.js';
import { forTerminal } from '../escape.js';
import { exactly, percentileText } from './exactly.js';
import { originText } from './settings.js';

const NOT_BILLED = 'not billed, in no log';

type Words = [ms: number, text: string, ...details: string[]];

/** From the arrival on, one after the other. */
export function phaseLines(facts: RequestFacts, spec: FunctionSpec, settings: readonly Setting[]): StoryLine[] {
  if (facts.start !== 'cold') return [];
  let at = facts.waitMs;
  return phaseWords(facts, spec, settings).map(([ms, text, ...details]) => {
    const line = { afterMs: at, text, details };
    at += ms;
    return line;
  });
}

function phaseWords(facts: RequestFacts, spec: FunctionSpec, settings: readonly Setting[]): Words[] {
  const { placementMs, downloadMs } = facts;
  const placement = `Placement: Lambda finds room for it in ${exactly(placementMs)} (${NOT_BILLED})`;
  const words: Words[] = [[placementMs, placement, origin(settings, 'placementLatency')]];
  if (downloadMs > 0) {
    const text = `Download: the package is fetched in ${exactly(downloadMs)} (${NOT_BILLED})`;
    words.push([downloadMs, text, origin(settings, 'package.size'), origin(settings, 'download')]);
  }
  if (facts.restoreMs > 0) return [...words, restoreWords(facts, settings)];
  if (facts.failedInit !== null) return [...words, failureWords(facts, spec, settings)];
  return facts.init === null ? words : [...words, ...initWords(facts.init, spec, settings)];
}

function restoreWords({ failedInit, restoreMs, billedRestoreMs }: RequestFacts, settings: readonly Setting[]): Words {
  if (failedInit !== null)
    return [restoreMs, `Restore is not over after ${exactly(restoreMs)}, AWS’s limit: it is stopped (not billed)`];
  const text = `Restore: SnapStart restores the version’s snapshot in ${exactly(restoreMs)} (${exactly(billedRestoreMs)} of it billed)`;
  return [restoreMs, text, origin(settings, 'snapStart.restore'), origin(settings, 'snapStart.billedShare')];
}

function failureWords(facts: RequestFacts, spec: FunctionSpec, settings: readonly Setting[]): Words {
  const { failedInit, failedInitMs, init } = facts;
  const origins = initOrigins(init, spec, settings);
  if (failedInit === 'init error') {
    const text = `Init fails after ${exactly(failedInitMs)}, by initErrorRate (not billed)`;
    return [failedInitMs, text, origin(settings, 'initErrorRate'), ...origins];
  }
  const text = `Init is not over after ${exactly(failedInitMs)}, AWS’s limit: it is stopped (not billed)`;
  const whole = init === null ? 0 : init.loadMs + init.extensionMs + init.runtimeMs + init.functionMs;
  return [failedInitMs, text, `It would have taken ${exactly(whole)}.`, ...origins];
}

/** Where the parts of an init come from that is told of in one sentence. */
export function initOrigins(
  init: InitParts | null,
  { coldStart }: FunctionSpec,
  settings: readonly Setting[],
): string[] {
  if (init === null) return [];
  return [
    ...(init.loadMs > 0 ? ['package.size', 'image load'] : []),
    ...(coldStart.extensionInits.length > 0 ? ['extensions'] : []),
    'init',
    ...(!coldStart.initGiven && init.functionMs > 0 ? ['functionInit'] : []),
  ].map((key) => origin(settings, key));
}

function initWords(init: InitParts, { coldStart, runtime }: FunctionSpec, settings: readonly Setting[]): Words[] {
  const words: Words[] = [];
  if (init.loadMs > 0) {
    const text = `Image load: no cache holds its chunks yet, so they are read in ${exactly(init.loadMs)} (billed as init)`;
    words.push([init.loadMs, text, origin(settings, 'package.size'), origin(settings, 'image load')]);
  }
  if (coldStart.extensionInits.length > 0) {
    const text = `Extensions start together; the longest takes ${exactly(init.extensionMs)} (billed)`;
    words.push([init.extensionMs, text, origin(settings, 'extensions')]);
  }
  if (coldStart.initGiven) {
    const text = `Init: runtime and function initialise in ${exactly(init.functionMs)} (billed)`;
    return [...words, [init.functionMs, text, origin(settings, 'init')]];
  }
  const { runtimeMs, runtimeShare } = init;
  const place = runtimeShare === null ? '' : `At the ${percentileText(runtimeShare)} of what was measured.`;
  const text = `Runtime init: ${forTerminal(runtime)} starts in ${exactly(runtimeMs)} (billed)`;
  words.push([runtimeMs, text, place, origin(settings, 'init')]);
  if (init.functionMs > 0) {
    const own = `Function init: your start-up code takes ${exactly(init.functionMs)} (billed)`;
    words.push([init.functionMs, own, origin(settings, 'functionInit')]);
  }
  return words;
}

/** "init: log-normal, median 250ms, sigma 0.376 (file 21:11)." */
export function origin(settings: readonly Setting[], key: string): string {
  const setting = settings.find((each) => each.key === key);
  return setting === undefined ? '' : `${key}: ${forTerminal(setting.value)} – ${originText(setting.origin)}.`;
}
