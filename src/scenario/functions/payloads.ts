// Checks of what goes into functions and comes out of them, against the limits of AWS.
import {
  ALB_PAYLOAD_LIMIT,
  EVENT_PAYLOAD_LIMIT,
  PAYLOAD_LIMIT,
  STREAM_LIMIT,
  STREAM_RATE,
} from '../../lambda/defaults.js';
import { type Context, failure, functionsOf, warning } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import type { CheckedFunction } from '../schema.js';
import { isAsynchronous } from '../triggers/kinds.js';
import { sizeText } from '../units.js';

export function checkPayloads(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, spec]) => {
    const path = ['functions', name];
    const balancer = loadBalancerOf(context, name);
    const sender = senderOf(context, name);
    return [
      ...payloadProblems(path, spec, balancer, sender),
      ...responseProblems(path, spec, balancer),
      ...streamProblems(path, spec),
    ];
  });
}

/** The trigger through which a load balancer calls a function. */
function loadBalancerOf({ checked, names }: Context, name: string): string | undefined {
  return Object.entries(checked.triggers).find(
    ([, trigger]) => trigger.type === 'alb' && parseTarget(trigger.target, names)?.function === name,
  )?.[0];
}

/** Who hands events over to a function, in words. */
function senderOf(context: Context, name: string): string | undefined {
  const { checked, names } = context;
  const calls = (target: string): boolean => parseTarget(target, names)?.function === name;
  const trigger = Object.entries(checked.triggers).find(([, each]) => isAsynchronous(each) && calls(each.target))?.[0];
  if (trigger !== undefined) return `of trigger "${show(trigger)}"`;
  const caller = functionsOf(context).find(([, spec]) =>
    spec.calls.some(({ target, mode }) => mode === 'async' && calls(target)),
  )?.[0];
  return caller === undefined ? undefined : `from function "${show(caller)}"`;
}

function payloadProblems(
  path: Path,
  { payload = 0 }: CheckedFunction,
  balancer: string | undefined,
  sender: string | undefined,
): Problem[] {
  const at = [...path, 'payload'];
  if (payload > PAYLOAD_LIMIT) return [tooLarge(at, payload, PAYLOAD_LIMIT, 'a request to Lambda')];
  if (sender !== undefined && payload > EVENT_PAYLOAD_LIMIT)
    return [tooLarge(at, payload, EVENT_PAYLOAD_LIMIT, `an event ${sender}`)];
  return balancer === undefined ? [] : beyondBalancer(at, payload, 'a request', balancer);
}

function responseProblems(path: Path, { response }: CheckedFunction, balancer: string | undefined): Problem[] {
  if (response === undefined) return [];
  const { size, streamed } = response;
  const at = [...path, 'response'];
  const limit = streamed ? STREAM_LIMIT : PAYLOAD_LIMIT;
  const problems = size > limit ? [tooLarge(at, size, limit, `a ${streamed ? 'streamed ' : ''}response`)] : [];
  const hint = `a streamed one may have ${sizeText(STREAM_LIMIT)}: { size: …, streamed: true }`;
  if (problems.length > 0) return streamed ? problems : problems.map((problem) => ({ ...problem, hint }));
  return balancer === undefined ? [] : beyondBalancer(at, size, 'a response', balancer);
}

function beyondBalancer(path: Path, size: number, what: string, trigger: string): Problem[] {
  if (size <= ALB_PAYLOAD_LIMIT) return [];
  return [tooLarge(path, size, ALB_PAYLOAD_LIMIT, `${what} through the load balancer "${show(trigger)}"`)];
}

function tooLarge(path: Path, size: number, limit: number, what: string): Problem {
  const message = `${String(path.at(-1))} is ${sizeText(size)}; AWS allows ${sizeText(limit)} for ${what}`;
  return failure({ code: 'payload-too-large', message, path });
}

/** A stream beyond its first part has a limited rate, which no handler outruns. */
function streamProblems(path: Path, { response, handler }: CheckedFunction): Problem[] {
  if (response?.streamed !== true || handler?.kind !== 'constant') return [];
  const least = ((response.size - STREAM_RATE.free) / STREAM_RATE.bytesPerSecond) * 1_000_000;
  if (handler.value >= least) return [];
  const rate = `${sizeText(STREAM_RATE.bytesPerSecond)} a second beyond the first ${sizeText(STREAM_RATE.free)}`;
  const message = `streaming ${sizeText(response.size)} takes ${durationText(Math.round(least))} at least, at ${rate}: the handler cannot be done before`;
  return [warning({ code: 'slow-stream', message, path: [...path, 'handler'] })];
}
