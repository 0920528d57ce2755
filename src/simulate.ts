// One run: the one place where workload, platform, metrics and prices meet.
import { Costs } from './costs/costs.js';
import { asksForMonth } from './costs/month.js';
import { CalendarQueue } from './engine/calendar-queue.js';
import { run } from './engine/run.js';
import { Clock } from './engine/time.js';
import type { EventSink } from './lambda/events.js';
import { type InvocationSink, invocationLog } from './lambda/measurement/invocation-log.js';
import { Platform } from './lambda/platform.js';
import { LambdaService } from './lambda/service.js';
import { measuredWindow } from './metrics/window.js';
import type { RunResult } from './result.js';
import { warmupOf } from './scenario/steady/warmup.js';
import type { Scenario } from './scenario/types.js';
import { closedUsers } from './triggers/closed-users.js';
import { Triggers } from './triggers/triggers.js';
import type { ByteSource } from './workload/files/bytes.js';
import { MergedRows } from './workload/merged.js';
import { rowSources } from './workload/sources.js';

/** What a run needs of the outside, all of it optional but a way to read the scenario's own trace files. */
export interface Io {
  /** Opens a trace file, named as in the scenario, from its start. */
  readonly open?: (file: string) => ByteSource;
  /** Takes every event line, in order. */
  readonly events?: EventSink;
  /** Takes every invocation that has ended and every throttled request, in order of settling. */
  readonly invocations?: InvocationSink;
  /** Is given the service before anything happens, to look at while it runs. */
  readonly watch?: (service: LambdaService) => void;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly?: boolean;
  /** Is told the simulated time in microseconds now and then. */
  readonly progress?: (time: number) => void;
}

/** Simulates one replication (from 0). The same scenario and replication give the same bytes everywhere. */
export function simulate(scenario: Scenario, replication: number, io: Io = {}): RunResult {
  const window = measuredWindow(warmupOf(scenario), scenario.duration);
  const streams = [scenario.seed, replication];
  const clock = new Clock();
  const queue = new CalendarQueue();
  const lambda = new LambdaService(scenario, { clock, queue, window, streams, sink: io.events });
  const { environments, functions, measures, targets, pools, provisionedPools, control } = lambda;
  io.watch?.(lambda);
  const users = closedUsers(scenario, streams, targets, clock);
  const sources = rowSources(scenario, streams, targets, users, io.open);
  const rows = new MergedRows(sources, io.progress ?? (() => undefined));
  const triggers = new Triggers(scenario, { streams, clock, queue, window, targets, users, rows });
  const shared = { clock, environments, targets: targets.list };
  const records = invocationLog(io.invocations, { ...shared, window, triggers: triggers.all });
  const { callers, handlerCalls } = triggers;
  const service = { queue, functions, pools, provisionedPools, control };
  const platform = new Platform({ ...shared, ...service, callers, handlerCalls, records });

  run<MergedRows>(clock, queue, rows, triggers.before(platform), scenario.duration);

  lambda.finish();
  triggers.finish();
  const costs = new Costs(scenario.account, functions, window, io.monthly || asksForMonth(scenario));
  return {
    replication,
    digest: lambda.digest,
    events: functions.reduce((lines, fn) => lines + fn.log.lines, 0),
    functions: byName(functions, (fn, id) => ({ ...fn.figures(costs.aliasPrices(id)), ...costs.of(id) })),
    triggers: byName(triggers.all, (_, id) => triggers.result(id, measures)),
    total: { ...lambda.total, ...costs.total },
    series: { ...lambda.series, triggers: triggers.series },
  };
}

function byName<T extends { readonly name: string }, R>(
  items: readonly T[],
  value: (item: T, index: number) => R,
): Record<string, R> {
  return Object.fromEntries(items.map((item, index) => [item.name, value(item, index)]));
}
