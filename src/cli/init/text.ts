// The first scenario as text, with comments for whoever reads one for the first time. It takes answers as they are given
// and judges none of them: that is the scenario's own check.
import { parse } from 'yaml';
import { IMAGE_RUNTIMES } from '../../lambda/cold-start/runtimes.js';
import { show } from '../../scenario/diagnostics.js';
import { parseDuration, parseRate } from '../../scenario/units.js';
import { shellText } from '../input/command-line.js';
import type { Answers } from './questions.js';

/** `file` is what to call it in commands, `schema` the way from it to the JSON Schema, null where there is none. */
export function scenarioText(answers: Answers, file: string, schema: string | null): string {
  const { function: name, provisioned } = answers;
  const run = ['coldstart', 'run', file];
  const changed = `functions.${name}.aliases.live.provisionedConcurrency=${provisioned === '0' ? 2 : 0}`;
  return `${schema === null ? '' : `# yaml-language-server: $schema=${schema}\n#\n`}\
# Simulate it:         ${command(run)}
# Change one setting:  ${command([...run, '--set', changed])}
# Every key and unit:  coldstart schema

duration: ${durationFor(answers.calls)} # of simulated time; what is rare needs more: 24h, 7d, 30d
seed: 42 # the same seed gives the same run, to the bit; any number or word
# replications: 10 # independent runs, for 95 % intervals

functions:
  ${plain(name)}:
    runtime: ${value(answers.runtime)} # decides how long an init takes
${packageFor(answers.runtime)}    memory: ${value(answers.memory)} # MB; decides the price of each millisecond
    timeout: ${timeoutFor(answers)} # ends the handler; 1s to 900s
    # How long the handler runs when warm: half of the calls take less than the median, 1 % more than p99.
    handler: { lognormal: { median: ${value(answers.handler)}, p99: ${value(answers.p99)} } }
    # init: 400ms # what a cold start adds, if you have measured it
    aliases:
      live:
        version: 1
        provisionedConcurrency: ${value(provisioned)} # environments kept ready, and paid for; try 0, 1, 2, 5

triggers:
  http:
    type: apiGateway # or alb, functionUrl, sdk
    target: ${plain(`${name}:live`)} # the alias; without one, nothing that is provisioned is used
    # Independent callers, per s, m, h or d. Others: constant, steps, ramp, diurnal, bursts, mmpp, schedule, closed, counts.
    arrivals: { poisson: { rate: ${value(answers.calls)} } }

# What must hold: times in ms, shares of 1. With --check a failure is exit code 1.
# slo:
#   - functions.${show(name, 64)}.latencyMs.p99 < 500
#   - functions.${show(name, 64)}.coldStartRate < 0.01
`;
}

/** A line, for a runtime that AWS has for images alone. */
const packageFor = (runtime: string): string =>
  IMAGE_RUNTIMES.includes(runtime) ? '    package: { type: image } # AWS has no zip packages for this runtime\n' : '';

const command = (words: readonly string[]): string => show(shellText(words), 300);

/** In quotes where YAML could take it for anything but this text. */
const plain = (text: string): string =>
  /^\w[\w./:-]*$/.test(text) && parse(text) === text ? text : JSON.stringify(text);

/** A number stays one, so that its check speaks of a missing unit as it does in a file. */
const value = (text: string): string => (/^-?\d+(?:\.\d+)?$/.test(text) ? text : plain(text));

const TIMEOUTS = ['3s', '10s', '30s', '60s', '300s', '900s'];

/** The least that lets nearly every call finish, even where an image of .NET initialises within it. */
function timeoutFor({ p99, runtime }: Answers): string {
  const least = IMAGE_RUNTIMES.includes(runtime) ? microseconds('10s') : 0;
  return TIMEOUTS.find((timeout) => microseconds(timeout) >= Math.max(least, 2 * microseconds(p99))) ?? '900s';
}

const ENOUGH_CALLS = 100;
/** More takes longer to simulate than anyone waits for at a first run. */
const TOO_MANY_CALLS = 5_000_000;

/** An hour; longer where hardly anything would happen in it, shorter where too much would. */
function durationFor(calls: string): string {
  const parsed = parseRate(calls);
  if (!('value' in parsed)) return '1h';
  const { count, per } = parsed.value;
  const callsIn = (duration: string): number => (microseconds(duration) / per) * count;
  if (callsIn('1h') > TOO_MANY_CALLS) return callsIn('10m') > TOO_MANY_CALLS ? '1m' : '10m';
  return ['1h', '24h', '7d'].find((duration) => callsIn(duration) >= ENOUGH_CALLS) ?? '30d';
}

/** 0 for what is no duration. */
function microseconds(duration: string): number {
  const parsed = parseDuration(duration);
  return 'value' in parsed ? parsed.value : 0;
}
