// The lives of environments in Chrome's trace event format, a JSON object, which Perfetto opens: a function is a process, an
// environment a thread, and what it does are complete events ("X"), which never overlap. No file is touched here.
import type { InvocationRecord } from '../../lambda/measurement/invocation-log.js';
import { milliseconds } from '../invocation-rows.js';
import type { Stretch, TimelineEnvironment, TimelineSink } from './life.js';

/** Where an event is shown. Numbers go through all processes and threads, so that none has another's. */
interface Place {
  readonly pid: number;
  readonly tid: number;
}

export class ChromeTrace implements TimelineSink {
  readonly #write: (text: string) => void;
  readonly #processes = new Map<string, number>();
  /** Of those that live. */
  readonly #places = new Map<TimelineEnvironment, Place>();
  #numbers = 0;
  #events = 0;

  /** `about` says which run it is; values are texts and numbers. */
  constructor(write: (text: string) => void, about: Readonly<Record<string, string | number>>) {
    this.#write = write;
    write(`{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[`);
  }

  created(environment: TimelineEnvironment): void {
    const pid = this.#processOf(environment.function);
    const place = { pid, tid: ++this.#numbers };
    this.#places.set(environment, place);
    this.#name(
      'thread_name',
      place,
      `${environment.provisioned ? 'provisioned ' : ''}environment ${environment.number}`,
    );
  }

  stretch(environment: TimelineEnvironment, what: Stretch, from: number, to: number): void {
    const category = what === 'idle' ? 'idle' : 'cold start';
    this.#complete(this.#places.get(environment)!, what, category, from, to, '');
  }

  invocation(environment: TimelineEnvironment, record: InvocationRecord): void {
    const from = record.endedAt - record.duration;
    const place = this.#places.get(environment)!;
    this.#complete(place, `request ${record.request}`, 'invocation', from, record.endedAt, invocationArgs(record));
  }

  renewed(environment: TimelineEnvironment, at: number): void {
    this.#instant(this.#places.get(environment)!, 't', 'renewed', at, '');
  }

  ended(environment: TimelineEnvironment, at: number, why: string): void {
    this.#instant(this.#places.get(environment)!, 't', 'ended', at, `"why":${JSON.stringify(why)}`);
    this.#places.delete(environment);
  }

  throttled(record: InvocationRecord): void {
    const pid = this.#processOf(record.function);
    this.#instant({ pid, tid: pid }, 'p', 'throttled', record.endedAt, requestArgs(record));
  }

  end(): void {
    this.#write('\n]}\n');
  }

  #processOf(name: string): number {
    const known = this.#processes.get(name);
    if (known !== undefined) return known;
    const pid = ++this.#numbers;
    this.#processes.set(name, pid);
    this.#name('process_name', { pid, tid: pid }, name);
    return pid;
  }

  #name(of: 'process_name' | 'thread_name', { pid, tid }: Place, name: string): void {
    this.#event(`"name":"${of}","ph":"M","pid":${pid},"tid":${tid},"args":{"name":${JSON.stringify(name)}}`);
  }

  #complete({ pid, tid }: Place, name: string, category: string, from: number, to: number, args: string): void {
    const time = `"ts":${from},"dur":${to - from}`;
    this.#event(`"name":"${name}","cat":"${category}","ph":"X",${time},"pid":${pid},"tid":${tid},"args":{${args}}`);
  }

  /** `scope` is `t` for its thread or `p` for its process. */
  #instant({ pid, tid }: Place, scope: 't' | 'p', name: string, at: number, args: string): void {
    this.#event(`"name":"${name}","ph":"i","s":"${scope}","ts":${at},"pid":${pid},"tid":${tid},"args":{${args}}`);
  }

  #event(fields: string): void {
    this.#write(`${this.#events++ === 0 ? '' : ','}\n{${fields}}`);
  }
}

/** Under the names of the columns of `--invocations`. */
function requestArgs(record: InvocationRecord): string {
  const { qualifier, trigger, cause } = record;
  const why = cause === null ? '' : `,"cause":"${cause}"`;
  const called = `"qualifier":${JSON.stringify(qualifier)},"trigger":${JSON.stringify(trigger)}`;
  return `"request":${record.request},${called}${why},"queued_ms":${milliseconds(record.queued)}`;
}

function invocationArgs(record: InvocationRecord): string {
  const start = `"start":"${record.start}","spillover":${record.spillover},"suppressed_init":${record.suppressedInit}`;
  const times = `"wait_ms":${milliseconds(record.wait)},"latency_ms":${milliseconds(record.latency)}`;
  return `${requestArgs(record)},${start},${times},"billed_ms":${record.billedMs},"outcome":"${record.outcome}"`;
}
