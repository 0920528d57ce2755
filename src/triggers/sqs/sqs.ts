// The queue of one trigger, put together as its specification says.
import { type StreamName, stream } from '../../engine/random.js';
import { PAYLOAD_LIMIT } from '../../lambda/defaults.js';
import type { Window } from '../../metrics/window.js';
import type { SqsTrigger } from '../../scenario/triggers/types.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';
import type { TriggerMeasure } from '../trigger-measure.js';
import { Backlog } from './backlog.js';
import { BatchConcurrency } from './concurrency.js';
import { batchDraws } from './draws.js';
import { FifoLine } from './fifo-line.js';
import { StandardLine } from './line.js';
import { type MappingParts, QueueMapping } from './mapping.js';
import { Messages } from './messages.js';
import type { PolledQueue } from './queue-measure.js';

type Around = Pick<MappingParts, 'desk' | 'trigger' | 'target' | 'fn'> & {
  readonly measure: TriggerMeasure;
  readonly polled: PolledQueue;
  readonly window: Window;
  /** Begins the names of the trigger's streams. */
  readonly streams: StreamName;
  readonly account: Scenario['account'];
};

export function sqsQueue(
  spec: SqsTrigger,
  { window, streams, account, measure, polled, ...around }: Around,
): QueueMapping {
  const { clock } = around.desk;
  const { region } = around.fn.spec;
  const quota = account.regions[region]?.concurrency ?? account.concurrency;
  const messages = new Messages();
  const groups = spec.fifo?.groups ?? 1;
  const line = spec.fifo === null ? new StandardLine(messages) : new FifoLine(messages, groups);
  const uniform = stream([...streams, 'message group']);
  const groupOf = groups === 1 ? () => 0 : () => Math.floor(uniform() * groups);
  const draws = batchDraws(spec, around.fn.spec, streams);
  return new QueueMapping({
    ...{ spec, draws, ...around },
    backlog: new Backlog({ clock, spec, measure, polled, messages, line, draws, groupOf, from: window.from }),
    concurrency: new BatchConcurrency(spec, quota, clock, window),
    most: messagesOf(spec, around.fn.spec),
    end: window.to,
  });
}

/** Of a batch at most: it closes at 6 MB, and a single message is a batch however large it is (M-SQS-BATCH). */
function messagesOf({ batchSize }: SqsTrigger, { payload }: FunctionSpec): number {
  return payload === 0 ? batchSize : Math.min(batchSize, Math.max(1, Math.floor(PAYLOAD_LIMIT / payload)));
}
