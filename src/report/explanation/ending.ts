// The end of a request's story: the handler, the answer, the bill, and what became of the environment.
import type { RequestFacts, Setting, StoryLine } from '../../explanation.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';
import { count, usd } from '../format.js';
import { endingWords } from './environment.js';
import { calendarTime, exactly } from './exactly.js';
import { initOrigins, origin } from './phases.js';

export function handlerLines(facts: RequestFacts, scenario: Scenario, settings: readonly Setting[]): StoryLine[] {
  const spec = scenario.functions.find(({ name }) => name === facts.function)!;
  const traced = scenario.triggers.find(({ name }) => name === facts.trigger)?.type === 'trace';
  if (facts.start === 'throttled') return [];
  const lines: StoryLine[] = [];
  const beganMs = facts.latencyMs - facts.durationMs;
  const { initWithinMs, firstInvokeMs } = facts;
  if (initWithinMs > 0) lines.push({ afterMs: beganMs, ...withinWords(facts, spec, settings) });
  const handlerMs = facts.durationMs - initWithinMs - firstInvokeMs;
  const ran = facts.outcome !== 'init error' && (handlerMs > 0 || initWithinMs === 0);
  if (ran) {
    const text = `The handler runs for ${exactly(handlerMs + firstInvokeMs)} (billed)`;
    const details = [
      ...firstInvokeDetails(facts, spec, settings),
      ...(facts.outcome === 'timeout' ? [] : lengthDetails(facts, spec, traced ? null : settings, handlerMs)),
    ];
    lines.push({ afterMs: beganMs + initWithinMs, text, details });
  }
  return lines;
}

function withinWords(
  facts: RequestFacts,
  spec: FunctionSpec,
  settings: readonly Setting[],
): Pick<StoryLine, 'text' | 'details'> {
  const { memoryMB } = spec;
  const { loadLeftMs, initSlowdown } = facts;
  const again = facts.suppressedInit ? 'A suppressed init' : 'Init again';
  const text = `${again}, now within the invocation: ${exactly(facts.initWithinMs)} (billed as duration, under the timeout)`;
  const details: string[] = [];
  const initialised = loadLeftMs < facts.initWithinMs;
  if (!initialised) details.push(`The rest of the image load alone would take ${exactly(loadLeftMs)}.`);
  else if (loadLeftMs > 0) details.push(`The rest of the image load takes ${exactly(loadLeftMs)} of that.`);
  if (initialised && initSlowdown > 1) {
    const rest = loadLeftMs > 0 ? 'What follows is' : 'It is';
    details.push(`${rest} ${count(initSlowdown)} times slower on the processor share of ${memoryMB} MB.`);
  }
  // After a failed init, that has said so.
  return { text, details: facts.suppressedInit ? [...details, ...initOrigins(facts.init, spec, settings)] : details };
}

function firstInvokeDetails(facts: RequestFacts, spec: FunctionSpec, settings: readonly Setting[]): string[] {
  const { firstInvokeMs, initWithinMs, version } = facts;
  if (firstInvokeMs === 0) return [];
  const restored = spec.snapStart !== null && version !== '$LATEST' && initWithinMs === 0;
  const [after, key] = restored ? ['a restore', 'firstInvoke after a restore'] : ['an init', 'firstInvoke'];
  // Given in the file, it counts after both and has one setting.
  const why = origin(settings, key) || origin(settings, 'firstInvoke');
  return [`${exactly(firstInvokeMs)} of that as the first invocation after ${after}.`, why];
}

/** Why the handler's own time is what it is; `settings` are `null` where a trace row decided. */
function lengthDetails(
  { handlerScale }: RequestFacts,
  { cpuBound, memoryMB }: FunctionSpec,
  settings: readonly Setting[] | null,
  handlerMs: number,
): string[] {
  const why = settings === null ? 'handler: as the trace row says.' : origin(settings, 'handler');
  if (handlerScale === 1) return [why];
  const [unscaled, factor] = [exactly(handlerMs / handlerScale), count(handlerScale)];
  const at =
    settings === null ? `in the trace row, taken for ${cpuBound.atMemoryMB} MB` : `at ${cpuBound.atMemoryMB} MB`;
  return [why, `cpuBound: about ${unscaled} ${at}, times ${factor} at ${memoryMB} MB.`];
}

const RESET = 'The environment is reset: whoever uses it next pays a suppressed init.';

export function outcomeLine(facts: RequestFacts, { timeout }: FunctionSpec): StoryLine[] {
  if (facts.start === 'throttled') return [];
  const waited = `the client has waited ${exactly(facts.latencyMs)}`;
  const words: Readonly<Record<string, readonly [string, ...string[]]>> = {
    ok: [`It returns: ${waited}`],
    error: [`It fails, by errorRate: ${waited} for an error`, 'The environment is none the worse.'],
    timeout: [`The timeout of ${exactly(timeout / 1000)} stops it: ${waited} for an error`, RESET],
    crash: [`It takes its environment down, by crashRate: ${waited} for an error`, RESET],
    'init error': [`The environment cannot be initialised, so the handler never runs: ${waited} for an error`, RESET],
  };
  const [text, ...details] = words[facts.outcome] ?? [`${facts.outcome}: ${waited}`];
  return [{ afterMs: facts.latencyMs, text, details }];
}

export function billLine(facts: RequestFacts, spec: FunctionSpec): StoryLine[] {
  const { costUsd } = facts;
  if (costUsd === null) return [];
  const started =
    facts.restoreMs > 0
      ? `restore ${exactly(facts.billedRestoreMs)} + `
      : facts.initMs > 0
        ? `init ${exactly(facts.initMs)} + `
        : '';
  const text = `Billed: ${started}duration ${exactly(facts.durationMs)}, rounded up to ${count(facts.billedMs)} ms`;
  const parts = [
    ['duration', costUsd.duration + costUsd.provisionedDuration],
    ['the request', costUsd.requests],
    ['the restore', costUsd.snapStart],
    ['ephemeral storage', costUsd.ephemeralStorage],
  ] as const;
  const shown = parts.filter(([, amount]) => amount > 0).map(([what, amount]) => `${what} ${usd(amount)}`);
  return [
    {
      afterMs: facts.latencyMs,
      text,
      details: [
        `At list price for ${count(spec.memoryMB)} MB on ${spec.architecture}: ${usd(costUsd.total)} (${shown.join(', ')}).`,
        ...(facts.start === 'provisioned' ? ['Being provisioned is charged apart, used or not.'] : []),
      ],
    },
  ];
}

export function afterwardsLine(facts: RequestFacts, { start, duration }: Scenario): StoryLine[] {
  const { afterwards, environment } = facts;
  if (afterwards === null) return [];
  if (afterwards.kind === 'kept') {
    const end = duration / 1000 - facts.arrivedMs;
    const text = `The simulation ends. Environment ${environment} is still there, unused since`;
    return [{ afterMs: Math.max(end, facts.latencyMs), text, details: [] }];
  }
  const afterMs = afterwards.atMs - facts.arrivedMs;
  if (afterwards.kind === 'used' && afterwards.waited) {
    const text = `Request ${afterwards.request}, which waits for an environment of its own (eagerAssignment), takes environment ${environment} at once`;
    return [{ afterMs, text, details: [] }];
  }
  const idle = exactly(afterMs - facts.latencyMs);
  const when = calendarTime(start, afterwards.atMs).slice(11, 23);
  const text = {
    used: () =>
      `Environment ${environment}, idle for ${idle}, serves request ${afterwards.kind === 'used' ? afterwards.request : ''} at ${when}`,
    ended: () =>
      `Environment ${environment} ends at ${when}, after ${idle} idle: ${endingWords(afterwards.kind === 'ended' ? afterwards.why : '')}`,
    replaced: () => `Environment ${environment} is replaced at ${when}, at its maximum life, without lost capacity`,
  }[afterwards.kind]();
  return [{ afterMs, text, details: [] }];
}
