// Target tracking against hand calculation: where it settles under a constant load, and how late it is after a step.
import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../src/lambda/events.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';

const SECOND = 1_000_000;

/** One call that is always in progress: it takes a minute, and comes every minute on the minute. */
const always = { type: 'sdk', target: 'api:live', arrivals: { schedule: 'rate(1 minute)' } };
/** The same from minute 10 up to minute 60. */
const inBetween = {
  type: 'sdk',
  target: 'api:live',
  arrivals: { schedule: 'cron(10-59 0 * * ? *)' },
};

const times = (count: number, trigger: object, name: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, trigger]));

/** The lines of the control plane: `[time in seconds, kind, number of environments]`. */
function controlled(provisionedConcurrency: object, triggers: object, duration: string) {
  const spec = scenario({
    duration,
    account: IDEAL_ACCOUNT,
    functions: {
      api: {
        memory: 1024,
        timeout: '60s',
        handler: '60s',
        init: '2s',
        placementLatency: '0ms',
        aliases: {
          live: { version: 1, provisionedConcurrency: { max: 500, preparation: '100s', ...provisionedConcurrency } },
        },
      },
    },
    triggers,
  });
  const lines: (readonly [number, string, number])[] = [];
  const result = simulate(spec, 0, {
    events: (now, _name, code, amount) => {
      const { kind, why } = describeEvent(code);
      if (['requested', 'available', 'alarm'].includes(kind))
        lines.push([now / SECOND, `${kind} ${why}`.trim(), amount]);
    },
  });
  return { lines, alias: result.functions['api']!.aliases['live']!.provisioned!, result };
}

describe('under a constant load of whole environments', () => {
  it.each([
    [7, 0.7, 10],
    [7, 0.5, 14],
    [10, 0.9, 12],
    [3, 0.8, 4],
    [13, 0.65, 20],
    [1, 0.7, 2],
    [20, 0.33, 61],
  ])('%i busy at a target of %f settle at %i, the load over the target rounded up', (load, target, settled) => {
    const { alias } = controlled({ min: 1, targetUtilization: target }, times(load, always, 'call'), '4h');
    expect(settled).toBe(Math.ceil(load / target - 1e-9));
    expect(alias.requested.end).toBe(settled);
    expect(alias.available.end).toBe(settled);
  });

  it('is left alone between 90 % of the target and the target', () => {
    // 7 of 11 are 63.6 %, above 0.9 × 0.7.
    const { lines } = controlled({ min: 11, targetUtilization: 0.7 }, times(7, always, 'call'), '2h');
    expect(lines).toEqual([]);
  });

  it('scales in from too many to the same number, after 15 minutes', () => {
    const { lines } = controlled(
      {
        min: 2,
        max: 50,
        targetUtilization: 0.7,
        scheduled: [
          { at: '1m', min: 30 },
          { at: '20m', min: 2 },
        ],
      },
      times(7, always, 'call'),
      '2h',
    );
    // 30 from the first minute; 28 more start every 10 ms after 100 s of preparation, then initialise for 2 s.
    expect(lines.slice(0, 2)).toEqual([
      [60, 'requested schedule', 30],
      [60 + 100 + 0.27 + 2, 'available', 30],
    ]);
    // 7 of 30 are below 0.63 from minute 3 on, when all 15 minutes of the low alarm lie after the change; min 30 forbids it until minute 20.
    expect(lines.at(-1)).toEqual([1200, 'requested target tracking', 10]);
  });
});

describe('under a square wave from 4 to 14 busy and back', () => {
  const wave = { ...times(4, always, 'base'), ...times(10, inBetween, 'more') };
  const { lines, alias } = controlled({ min: 6, targetUtilization: 0.7 }, wave, '2h');

  it('the first request comes three one-minute datapoints after the step', () => {
    expect(lines[0]).toEqual([13 * 60, 'alarm high', 0]);
    expect(lines[1]).toEqual([13 * 60, 'requested target tracking', Math.ceil(6 / 0.7)]);
  });

  it('its environments are available a preparation, the start of the last one and an init later', () => {
    // Three more: the last starts 20 ms after the first.
    expect(lines[2]).toEqual([13 * 60 + 100 + 0.02 + 2, 'available', 9]);
  });

  it('it overshoots, since a datapoint still shows what was there before, and settles at 14 over the target', () => {
    const before = lines.filter(([at, kind]) => at < 60 * 60 && kind.startsWith('requested'));
    expect(Math.max(...before.map(([, , amount]) => amount))).toBeGreaterThan(20);
    expect(before.at(-1)![2]).toBe(20);
  });

  it('the scale-in comes 15 datapoints after the step down', () => {
    expect(lines.filter(([, kind]) => kind === 'alarm low').at(-1)).toEqual([75 * 60, 'alarm low', 0]);
    expect(lines.at(-1)).toEqual([75 * 60, 'requested target tracking', 6]);
    expect(alias.requested.end).toBe(6);
  });

  it('a spike of one minute is over before any alarm', () => {
    const spike = { type: 'sdk', target: 'api:live', arrivals: { schedule: 'cron(30 0 * * ? *)' } };
    const short = controlled(
      { min: 6, targetUtilization: 0.7 },
      { ...times(4, always, 'base'), ...times(10, spike, 'more') },
      '1h',
    );
    expect(short.lines).toEqual([]);
    expect(short.result.functions['api']!.spilloverInvocations).toBe(8);
  });

  it('a night without traffic leaves no datapoint, hence no scale-in', () => {
    const day = { type: 'sdk', target: 'api:live', arrivals: { schedule: 'cron(0-59 0 * * ? *)' } };
    const night = controlled({ min: 1, targetUtilization: 0.7 }, times(7, day, 'call'), '12h');
    expect(night.alias.requested.end).toBe(10);
    expect(night.lines.at(-1)![0]).toBeLessThan(60 * 60);
  });
});
