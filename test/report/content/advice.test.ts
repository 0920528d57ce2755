import { describe, expect, it } from 'vitest';
import type { AliasProvisioned, AliasResult } from '../../../src/provisioned-result.js';
import { failures, suggestions } from '../../../src/report/content/advice.js';
import { type Subject, subjects } from '../../../src/report/content/figures.js';
import type { FunctionResult, FunctionSettings, Result } from '../../../src/result.js';
import {
  ACTIVITIES,
  aliasResult,
  deployment,
  FAILED_DEPLOYMENT,
  NO_COST,
  plainAlias,
  provisioned,
  TRACKED,
} from '../alias-fixtures.js';
import {
  busyFunction,
  oneFunction,
  PROVISIONED_SETTINGS,
  provisionedFunction,
  resultOf,
  settingsOf,
} from '../fixtures.js';
import { deployed } from '../scaling-fixtures.js';
import { DROPPED, trigger, triggered } from '../trigger-fixtures.js';

function only(result: Result): Subject {
  const [subject] = subjects(result);
  if (subject === undefined) throw new Error('the fixture has no function');
  return subject;
}

const QUIET = { throttles: 0, throttlesByReason: {} };
const NO_SPILLS = { spilloverInvocations: 0, spilloverByReason: { concurrency: 0, requestRate: 0 }, throttles: 0 };

interface Change {
  readonly fn?: Partial<FunctionResult>;
  readonly alias?: Partial<AliasResult>;
  readonly provisioned?: Partial<AliasProvisioned>;
  readonly settings?: Partial<FunctionSettings>;
}

/** What is suggested for a function with five provisioned and nothing remarkable, but for a change. */
function suggested({ fn, alias, provisioned: change, settings }: Change = {}): string[] {
  const live = aliasResult({ ...NO_SPILLS, provisioned: provisioned(change), ...alias });
  return suggestions(
    only(
      resultOf({
        functions: { checkout: provisionedFunction({ ...QUIET, aliases: { live }, ...fn }) },
        settings: [settingsOf('checkout', { ...PROVISIONED_SETTINGS, ...settings })],
      }),
    ),
  );
}

const spilled = (concurrency: number, requestRate = 0) => ({
  spilloverInvocations: concurrency + requestRate,
  spilloverByReason: { concurrency, requestRate },
});

describe('a suggestion', () => {
  it('is not made where nothing is obvious', () => {
    expect(suggested()).toEqual([]);
    expect(suggestions(only(oneFunction()))).toEqual([]);
  });

  it('names provisioned concurrency that never served', () => {
    expect(suggested({ alias: { provisionedInvocations: 0 }, provisioned: { utilizationMax: 0 } })).toEqual([
      '5 provisioned on live never served: point the trigger of checkout there, or save their cost',
    ]);
  });

  it('names provisioned concurrency that is more than twice what was needed, unless it scales', () => {
    const change = { utilizationMean: 0.1, utilizationMax: 0.4 };
    expect(suggested({ provisioned: change })).toEqual([
      'at most 2 of 5 provisioned on live were busy at once: 2 would do for checkout',
    ]);
    expect(suggested({ provisioned: change, settings: { provisioned: [TRACKED] } })).toEqual([]);
  });

  it('names a reserved concurrency that throttled', () => {
    const throttles = { throttles: 112, throttlesByReason: { ReservedFunctionConcurrentInvocationLimitExceeded: 112 } };
    expect(suggested({ fn: throttles })).toEqual([
      'reservedConcurrency 20 throttled 112 requests of checkout: raise it, if that was not the purpose',
    ]);
  });

  it('says what a function pays whose reserved concurrency is all provisioned', () => {
    const throttles = { throttles: 112, throttlesByReason: { ReservedFunctionConcurrentInvocationLimitExceeded: 112 } };
    expect(suggested({ fn: throttles, settings: { reservedConcurrency: 5 } })).toEqual([
      'all of reservedConcurrency 5 of checkout is provisioned, so what finds none of it idle, and every call of $LATEST, is throttled (112): raise reservedConcurrency, or provision less',
    ]);
  });

  it('sees in what is provisioned elsewhere what a throttled spillover lacks', () => {
    const throttles = { throttles: 40, throttlesByReason: { ConcurrentInvocationLimitExceeded: 40 } };
    const [first] = suggested({ fn: throttles, alias: { throttles: 40 }, settings: { reservedConcurrency: null } });
    expect(first).toMatch(
      /^40 requests of checkout:live found all provisioned busy and no room on demand either: raise/,
    );
  });

  it('provisions before a rush that the scaling rate throttles', () => {
    const throttles = { throttles: 9, throttlesByReason: { ScalingRateExceeded: 9 } };
    expect(suggested({ fn: throttles })[0]).toMatch(
      /^9 requests of checkout .*: provision more before the rush \(a sch/,
    );
    expect(suggestions(only(resultOf({ functions: { api: busyFunction(throttles) } })))[0]).toContain('on an alias');
  });

  describe('for what triggers sent', () => {
    const aged = { dropped: 12, droppedByReason: { 'maximum event age': 12 } };

    it('is a destination for events that are dropped, and time or room for those that became too old', () => {
      expect(suggestions(only(triggered({ imports: trigger(DROPPED) })))).toEqual([
        '12 events for checkout were dropped and left no trace: give checkout onFailure, or raise maximumEventAge as far as AWS allows',
      ]);
      const spent = { dropped: 1, droppedByReason: { 'retries used up': 1 } };
      expect(suggestions(only(triggered({ imports: trigger(spent) })))).toEqual([
        '1 event for checkout was dropped and left no trace: give checkout onFailure',
      ]);
      const reserved = { settings: [settingsOf('checkout', { reservedConcurrency: 20 })] };
      expect(suggestions(only({ ...triggered({ imports: trigger(aged) }), ...reserved }))[0]).toMatch(
        /or raise reservedConcurrency, or maximumEventAge as far as AWS allows$/,
      );
    });

    it('is none for events that went to their destination', () => {
      expect(suggestions(only(triggered({ imports: trigger({ deadLettered: 12 }) })))).toEqual([]);
    });

    it('is fewer and later retries where they are most of all attempts, and most met a throttle', () => {
      const storm = (retries: number, throttles: number): string[] => {
        const { traffic } = triggered({ api: trigger() });
        const functions = { checkout: busyFunction({ throttles }) };
        return suggestions(only(resultOf({ functions, triggers: { api: trigger({ retries }) }, change: { traffic } })));
      };
      expect(storm(1500, 1400)).toEqual([
        '60 % of all attempts to call checkout were retries, most of what was throttled: they take room from others and add none; make fewer (attempts), later (baseBackoff) and apart (jitter: full), or let requests come more slowly',
      ]);
      expect(storm(1000, 1000)).toEqual([]);
      expect(storm(1500, 700)).toEqual([]);
    });
  });

  describe('for what spilled over', () => {
    const scaling = TRACKED.scaling!;
    const tracking = scaling.tracking!;
    const advice = (change: Partial<typeof scaling>, requested = { mean: 12, min: 2, max: 26, end: 4 }) =>
      suggested({
        alias: spilled(310),
        settings: { provisioned: [{ ...TRACKED, scaling: { ...scaling, ...change } }] },
        provisioned: { requested },
      });

    it('is more of a fixed number, or scaling', () => {
      expect(suggested({ alias: spilled(310) })).toEqual([
        '310 invocations of checkout:live spilled over to environments on demand and 864 started cold, with up to 14 at once: provision more, or let it scale with min, max and targetUtilization',
      ]);
    });

    it('is a schedule, the Maximum statistic or a lower target where the alarm came late', () => {
      expect(advice({})).toEqual([
        '310 invocations of checkout:live spilled over to environments on demand and 864 started cold before autoscaling had caught up: provision ahead of the rush with a scheduled action, give it a lower targetUtilization or let it watch statistic: maximum, which keeps more ready',
      ]);
    });

    it('is nothing that is there already', () => {
      const [maximum] = advice({ tracking: { ...tracking, statistic: 'maximum' }, scheduled: 2 });
      expect(maximum).toContain('an earlier or higher scheduled action or give it a lower targetUtilization');
      const [scheduled] = advice({ tracking: null, scheduled: 2 });
      expect(scheduled).toContain(
        'started cold: provision ahead of the rush with an earlier or higher scheduled action',
      );
      expect(scheduled).toContain('or let it track a targetUtilization');
    });

    it('is a higher maximum where it had scaled to that', () => {
      expect(advice({}, { mean: 12, min: 2, max: 40, end: 4 })[0]).toContain('had scaled to its max of 40: raise max');
    });

    it('is none where hardly any of it started cold', () => {
      expect(suggested({ alias: { ...spilled(310), coldStarts: 30 } })).toEqual([]);
    });

    it('is more environments, busy or not, at the request rate', () => {
      expect(suggested({ alias: spilled(0, 20) })).toEqual([
        '20 invocations of checkout:live spilled over with an environment idle, at the request rate of what is provisioned: it grows with every environment, so provision more, busy or not',
      ]);
    });
  });

  it('is to fix the init of an allocation that failed, before all else', () => {
    const failed = { status: 'FAILED', activities: ACTIVITIES } as const;
    expect(suggested({ provisioned: failed, alias: spilled(5, 5) })[0]).toContain(
      'fix its init (init, functionInit, extensions, package): it must end sooner',
    );
    const activities = [{ ...ACTIVITIES[4]!, why: 'init error' }];
    expect(suggested({ provisioned: { status: 'FAILED', activities } })[0]).toContain('it must not fail');
  });

  it('is room for what autoscaling was refused', () => {
    const activities = ACTIVITIES.filter(({ kind }) => kind === 'refused');
    const schedule = { ...activities[0]!, to: 3, why: 'schedule: min 5 above max 3' };
    expect(suggested({ provisioned: { activities: [schedule] } })).toEqual([]);
    expect(suggested({ provisioned: { activities } })[0]).toContain(
      'refused once for want of room: raise reservedConc',
    );
    expect(suggested({ provisioned: { activities }, settings: { reservedConcurrency: null } })[0]).toContain(
      'raise account.concurrency (a quota)',
    );
  });

  describe('for a deployment', () => {
    it('is provisioned concurrency against its cold starts, or a strategy that keeps the rush small', () => {
      const advice = (strategy: string) => {
        const fn = busyFunction({ aliases: { live: plainAlias() }, deployments: [deployment({ strategy })] });
        return suggestions(only(resultOf({ functions: { search: fn } })));
      };
      const provision =
        'deploying version 2 to search:live caused 12 cold starts: with provisionedConcurrency on live the new version is ready before traffic shifts';
      expect(advice('canary: 10 % for 5m')).toEqual([provision]);
      expect(advice('all at once')).toEqual([`${provision}, and a canary or linear strategy keeps the rush small`]);
      expect(suggested({ fn: { deployments: [deployment()] } })[0]).toContain('more provisionedConcurrency on live');
    });

    it('is to log less where most of the money goes to logs', () => {
      const cost = { ...NO_COST, duration: 0.1, requests: 0.01, logs: 0.4, total: 0.51 };
      expect(suggestions(only(resultOf({ functions: { api: busyFunction({ cost }) } })))).toEqual([
        '78.4 % of what api costs is for its logs ($0.40): log less of each invocation, or at a higher level',
      ]);
      expect(suggestions(only(oneFunction()))).toEqual([]);
    });

    it('is room for two versions where there was none', () => {
      expect(suggested({ fn: { deployments: [FAILED_DEPLOYMENT] } })[0]).toContain('leave room for twice');
    });
  });
});

describe('what failed', () => {
  it('is said of allocations and of deployments, with the reason', () => {
    expect(subjects(deployed()).flatMap(failures)).toEqual([
      'provisioned concurrency of checkout:live FAILED: an init took too long',
      'deployment of checkout:live to version 3 FAILED: no room to provision both versions',
    ]);
  });

  it('is counted over the replications', () => {
    const result = deployed(3);
    const [run] = result.runs;
    const fine = resultOf({ functions: { checkout: provisionedFunction() }, replications: 1 }).runs[0]!;
    expect(subjects({ ...result, runs: [run!, fine, fine] }).flatMap(failures)[0]).toBe(
      'provisioned concurrency of checkout:live FAILED in 1 of 3 replications: an init took too long',
    );
  });
});
