// Checks of streams and topics against what AWS keeps for them, and against the functions that take their batches.
import { handlerScale } from '../../lambda/cold-start/cpu.js';
import { PAYLOAD_LIMIT } from '../../lambda/defaults.js';
import { STREAM_RETENTION } from '../../lambda/limits/polling.js';
import { type Context, failure, own, warning, wasPruned } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import { type Problem, show } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import { cpuBoundOf } from '../functions/cold-start.js';
import { least } from '../functions/never-fits.js';
import type { CheckedTrigger } from '../schema.js';
import { isRead } from './kinds.js';
import type { StreamType } from './types.js';

export function checkStreams(context: Context): Problem[] {
  return Object.entries(context.checked.triggers).flatMap(([name, trigger]) =>
    isRead(trigger) ? [...keptTooLong(name, trigger), ...neverFits(context, name, trigger)] : [],
  );
}

type Read = Extract<CheckedTrigger, { readonly type: StreamType | 'kafka' }>;

/** A stream of Kinesis may keep records for longer than that (M-STREAM-RETENTION). */
function keptTooLong(name: string, { type, retention }: Read): Problem[] {
  if (type !== 'dynamodb' || retention === STREAM_RETENTION.min) return [];
  const message = 'DynamoDB keeps the records of a stream for 24h, which cannot be changed';
  return [failure({ code: 'out-of-range', message, path: ['triggers', name, 'retention'], hint: 'leave it out' })];
}

/** AWS accepts it, and sends such a batch again and again. */
function neverFits(context: Context, name: string, { target, batchSize, perRecord }: Read): Problem[] {
  const called = parseTarget(target, context.names)?.function ?? '';
  const spec = own(context.checked.functions, called);
  const terms = ['handler', 'timeout', 'memory', 'cpuBound', 'payload'];
  if (spec === undefined || perRecord === 0 || terms.some((key) => wasPruned(context, ['functions', called, key])))
    return [];
  const { handler, payload = 0, timeout, memory } = spec;
  const most = payload === 0 ? batchSize : Math.min(batchSize, Math.max(1, Math.floor(PAYLOAD_LIMIT / payload)));
  const scale = handlerScale(cpuBoundOf(spec), memory);
  const fixed = handler === undefined ? 0 : least(handler);
  const takes = Math.round((fixed + perRecord * most) * scale);
  if (takes <= timeout) return [];
  const message = `a batch of ${most} records takes at least ${durationText(takes)}, and ${show(called)} is stopped after ${durationText(timeout)}: it fails each time`;
  const fitting = Math.floor((timeout / scale - fixed) / perRecord);
  const hint = fitting > 0 ? { hint: `batchSize: ${fitting} would fit` } : {};
  return [warning({ code: 'never-fits', message, path: ['triggers', name, 'perRecord'], ...hint })];
}
