// The packed timeline: what the page's own script reads out of it is what was told, and it keeps to its room.
import { describe, expect, it } from 'vitest';
import { eventCode, Kind } from '../../../src/lambda/events.js';
import type { Timeline } from '../../../src/metrics/timeline.js';
import { Lives, type TimelineEnvironment } from '../../../src/runner/timeline/life.js';
import { type Room, TimelineRecorder } from '../../../src/runner/timeline/recorder.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { type Io, simulate } from '../../../src/simulate.js';
import { csvOf } from '../../oracle/csv.js';
import { fuzzedCase } from '../../oracle/scenarios.js';
import { type Decoded, decode, WHOLE } from '../../report/timeline/recorded.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';

const KINDS = ['placement', 'download', 'failed init', 'init', 'restore', 'cold start', 'idle', 'unknown'];

/** What happened to one environment, a line each. */
interface Life {
  readonly environment: string;
  readonly lines: string[];
}

interface Story {
  readonly lives: Life[];
  readonly throttles: string[];
}

const named = ({ function: name, number, provisioned }: TimelineEnvironment): string =>
  `${name} ${provisioned ? 'provisioned ' : ''}${number}`;

/** Listens to `Lives` and writes down what it tells. */
function listener(): { readonly lives: Lives; readonly story: Story } {
  const story: Story = { lives: [], throttles: [] };
  const known = new Map<TimelineEnvironment, Life>();
  const renewals = new Map<Life, string[]>();
  const lives = new Lives({
    created: (environment, at) => {
      const life = { environment: named(environment), lines: [`created at ${at}`] };
      known.set(environment, life);
      story.lives.push(life);
    },
    stretch: (environment, what, from, to) => known.get(environment)!.lines.push(`${what} ${from} to ${to}`),
    invocation: (
      environment,
      { endedAt, duration, request, latency, start, cause, outcome, spillover, suppressedInit },
    ) =>
      known
        .get(environment)!
        .lines.push(
          `request ${request} ${endedAt - duration} to ${endedAt} after ${latency - duration}: ` +
            [start, cause, outcome, spillover, suppressedInit].join(),
        ),
    renewed: (environment, at) => {
      const life = known.get(environment)!;
      renewals.set(life, [...(renewals.get(life) ?? []), `renewed at ${at}`]);
    },
    ended: (environment, at, why) => known.get(environment)!.lines.push(`ended at ${at}: ${why}`),
    throttled: ({ function: name, endedAt, cause, request }) =>
      story.throttles.push(`${name} ${endedAt} ${cause} ${request}`),
  });
  // Renewals come behind the rest: the timeline keeps them apart.
  const whole: Story = {
    get lives() {
      return story.lives.map((life) => ({ ...life, lines: [...life.lines, ...(renewals.get(life) ?? [])] }));
    },
    throttles: story.throttles,
  };
  return { lives, story: whole };
}

/** The same, as the page reads it. */
function storyOf(timeline: Timeline): Story {
  const decoded = decode(timeline.bytes, timeline);
  const nameOf = (index: number): string => timeline.functions[index]!.name;
  const lives = Array.from({ length: decoded.count }, (_, each): Life => {
    const lines = [`created at ${decoded.from[each]}`];
    let from = decoded.from[each]!;
    for (let at = decoded.first[each]!; at < decoded.first[each + 1]!; at++) {
      const until = decoded.until[at]!;
      lines.push(`${whatOf(timeline, decoded, at, from)}`);
      from = until;
    }
    if (decoded.why[each]! >= 0) lines.push(`ended at ${from}: ${timeline.ends[decoded.why[each]!]}`);
    for (const { environment, at } of decoded.renewals) if (environment === each) lines.push(`renewed at ${at}`);
    const mark = decoded.provisioned[each] === 1 ? 'provisioned ' : '';
    return { environment: `${nameOf(decoded.functionOf[each]!)} ${mark}${decoded.number[each]}`, lines };
  });
  const { functionOf, at, reason, request } = decoded.throttles;
  const throttles = Array.from(
    at,
    (time, index) => `${nameOf(functionOf[index]!)} ${time} ${timeline.reasons[reason[index]!]} ${request[index]}`,
  );
  return { lives, throttles };
}

function whatOf({ ways }: Timeline, { kind, until, way, request, before }: Decoded, at: number, from: number): string {
  const name = KINDS[kind[at]!];
  if (name !== undefined) return `${name} ${from} to ${until[at]}`;
  const { start, cause, outcome, spillover, suppressedInit } = ways[way[at]!]!;
  const served = [start, cause, outcome, spillover, suppressedInit].join();
  return `request ${request[at]} ${from} to ${until[at]} after ${before.get(at) ?? 0}: ${served}`;
}

/** A run with a recorder for each room, and what `Lives` told meanwhile. */
function recorded(given: Scenario, rooms: readonly Room[], io: Io = {}) {
  const recorders = rooms.map((room) => new TimelineRecorder(room));
  const { lives, story } = listener();
  const run = simulate(given, 0, {
    ...io,
    events: (...line) => {
      for (const each of [lives, ...recorders]) each.events(...line);
    },
    invocations: (record) => {
      for (const each of [lives, ...recorders]) each.invocations(record);
    },
  });
  lives.finish(given.duration);
  return { run, story, timelines: recorders.map((each) => each.finish(given.duration)) };
}

const EVENTFUL = scenario({
  duration: '15m',
  account: { maxLifetime: '4m', scalingRate: { burst: 3, perSecond: 1 } },
  functions: {
    api: {
      handler: { exponential: { mean: '300ms' } },
      timeout: '1s',
      init: { uniform: { min: '100ms', max: '3s' } },
      crashRate: 0.1,
      initErrorRate: 0.1,
      reservedConcurrency: 8,
      eagerAssignment: true,
      proactiveInit: 0.7,
      keepAlive: '40s',
      aliases: { live: { version: 1, provisionedConcurrency: { min: 1, max: 3, targetUtilization: 0.5 } } },
    },
    rare: { handler: '50ms', package: { size: '200MB' }, keepAlive: 'hybrid-histogram' },
  },
  triggers: {
    http: { type: 'apiGateway', target: 'api:live', arrivals: { bursts: { every: '40s', size: 12 } } },
    plain: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '2/s' } } },
    seldom: { type: 'sdk', target: 'rare', arrivals: { poisson: { rate: '2/m' } } },
  },
});

describe('the packed timeline', () => {
  it('is read by the page as it was told, in two hundred fuzzed scenarios', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { scenario: fuzzed, rows } = fuzzedCase(seed);
      const { story, timelines } = recorded(fuzzed, [WHOLE], { open: () => bytesOf(csvOf(rows)) });
      expect(storyOf(timelines[0]!), `seed ${seed}`).toEqual({ lives: story.lives, throttles: story.throttles });
    }
  });

  it('is so of provisioned, renewed, prepared and throttled ones too, in few bytes', () => {
    const { run, story, timelines } = recorded(EVENTFUL, [WHOLE]);
    const [timeline] = timelines;
    expect(storyOf(timeline!)).toEqual({ lives: story.lives, throttles: story.throttles });
    expect(story.throttles.length).toBeGreaterThan(0);
    expect(story.lives.some(({ lines }) => lines.some((line) => line.startsWith('renewed')))).toBe(true);
    expect(timeline!.detailsUntil).toBeNull();
    expect(timeline!.livesUntil).toBeNull();
    const { invocations, throttles } = run.total;
    expect(timeline!.bytes.length / (invocations + throttles)).toBeLessThan(16);
  });

  it('has the same bytes each time', () => {
    const bytes = () => recorded(EVENTFUL, [WHOLE]).timelines[0]!.bytes;
    expect(bytes()).toEqual(bytes());
  });

  it('counts what happened in the whole run, whatever its room', () => {
    const { story, timelines } = recorded(EVENTFUL, [WHOLE, { details: 4000, lives: 4500 }, { details: 0, lives: 0 }]);
    const total = (of: (line: string) => boolean): number =>
      story.lives.reduce((sum, { lines }) => sum + lines.filter(of).length, 0);
    for (const { functions } of timelines) {
      const sum = (of: (each: (typeof functions)[number]) => number): number =>
        functions.reduce((all, each) => all + of(each), 0);
      expect(sum(({ cold, prepared, provisioned }) => cold + prepared + provisioned)).toBe(story.lives.length);
      expect(sum(({ throttles }) => throttles)).toBe(story.throttles.length);
      const ended = sum((each) => Object.values(each.ended).reduce((all, some) => all + some, 0));
      expect(ended).toBe(total((line) => line.startsWith('ended')));
    }
  });
});

describe('the room of a timeline', () => {
  const { story, timelines } = recorded(EVENTFUL, [
    { details: 4000, lives: Infinity },
    { details: 3000, lives: 3300 },
  ]);
  const [livesAlone, cut] = timelines as [Timeline, Timeline];

  it('once used up by details, is left to creations, cold starts and ends', () => {
    const until = livesAlone.detailsUntil!;
    expect(until).toBeGreaterThan(0);
    const read = storyOf(livesAlone);
    const firstLines = ({ lives }: Story): string[] =>
      lives.map(({ environment, lines }) => `${environment} ${lines[0]}`);
    const ends = ({ lives }: Story): (string | undefined)[] =>
      lives.map(({ lines }) => lines.find((line) => line.startsWith('ended')));
    expect(firstLines(read)).toEqual(firstLines(story));
    expect(ends(read)).toEqual(ends(story));
    const isLater = ({ lines }: Life): boolean => Number(lines[0]!.split(' ').at(-1)) > until;
    const later = read.lives.filter(isLater);
    expect(later.length).toBeGreaterThan(10);
    const kinds = new Set(later.flatMap(({ lines }) => lines).map((line) => line.replace(/ (at |\d).*/, '')));
    expect(kinds).toEqual(new Set(['created', 'cold start', 'unknown', 'ended']));
  });

  it('ends a cold start without phases when its environment is ready', () => {
    const until = livesAlone.detailsUntil!;
    const readyOf = ({ lines }: Life): number | null => {
      const phases = lines.filter((line) => /^(placement|download|failed init|init|restore|cold start) /.test(line));
      return phases.length === 0 ? null : Number(phases.at(-1)!.split(' ').at(-1));
    };
    const read = storyOf(livesAlone);
    let compared = 0;
    for (const [index, life] of story.lives.entries()) {
      const ready = readyOf(life);
      const createdAt = Number(life.lines[0]!.split(' ').at(-1));
      if (createdAt <= until || ready === null || life.lines.some((line) => line.startsWith('failed init'))) continue;
      expect(readyOf(read.lives[index]!)).toBe(ready);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });

  it('tells of those that are idle just then up to that moment', () => {
    const until = livesAlone.detailsUntil!;
    const read = storyOf(livesAlone);
    const idle = story.lives.flatMap(({ lines }, index) => {
      const spans = lines.filter((line) => line.startsWith('idle')).map((line) => line.match(/\d+/g)!.map(Number));
      return spans.filter(([from, to]) => from! < until && to! > until).map(([from]) => ({ index, from: from! }));
    });
    expect(idle.length).toBeGreaterThan(0);
    for (const { index, from } of idle) expect(read.lives[index]!.lines).toContain(`idle ${from} to ${until}`);
  });

  it('once used up by lives, holds nothing that came later, and the time from which on', () => {
    expect(cut.bytes.length).toBeLessThan(3320);
    expect(cut.livesUntil).toBeGreaterThan(cut.detailsUntil!);
    const read = storyOf(cut);
    expect(read.lives.length).toBeLessThan(story.lives.length);
    for (const { lines } of read.lives)
      for (const time of lines.join(' ').match(/\d+(?= to|:|$)/g) ?? [])
        expect(Number(time)).toBeLessThanOrEqual(cut.livesUntil!);
  });

  it('asks for no more records once it has no room for them', () => {
    const recorder = new TimelineRecorder({ details: 20, lives: 40 });
    let given = 0;
    const run = simulate(EVENTFUL, 0, {
      events: recorder.events,
      invocations: (record) => {
        given += 1;
        return recorder.invocations(record);
      },
    });
    expect(given).toBeLessThan(10);
    expect(run).toEqual(simulate(EVENTFUL, 0));
    const { length } = recorder.finish(EVENTFUL.duration).bytes;
    for (let number = 1; number < 1000; number++)
      recorder.events(1e9 + number, 'api', eventCode(Kind.cold, 0), number, 1);
    expect(recorder.finish(EVENTFUL.duration).bytes).toHaveLength(length);
  });
});
