import { describe, expect, it } from 'vitest';
import type { AliasProvisioned } from '../../../src/provisioned-result.js';
import { type AliasSubject, subjects } from '../../../src/report/content/figures.js';
import { activityTable, activityText, moreText, scalingText, timeline } from '../../../src/report/content/scaling.js';
import { ACTIVITIES, aliasResult, provisioned } from '../alias-fixtures.js';
import { provisionedFunction, resultOf } from '../fixtures.js';

function aliasOf(change: Partial<AliasProvisioned>): AliasSubject {
  const live = aliasResult({ provisioned: provisioned(change) });
  return subjects(resultOf({ functions: { api: provisionedFunction({ aliases: { live } }) } }))[0]!.aliases[0]!;
}

describe('an activity', () => {
  it('says what, from how many to how many, and why', () => {
    expect(ACTIVITIES.map(activityText)).toEqual([
      'high alarm: 0.93 > 0.7 in 3 of 3 minutes',
      'scale-out 2 → 3: 0.93 against a target of 0.7',
      'available 2 → 3',
      'schedule 3 → 10: min 10, max 40',
      'FAILED 10 → 3: an init took too long',
      'refused 3 → 30: it would leave too little unreserved concurrency, or exceed what is reserved',
      'deployment: 1 → 2 started',
      'low alarm: 0.20 < 0.63 in 15 of 15 minutes',
      'scale-in 3 → 2: 0.20 against a target of 0.7',
    ]);
  });
});

describe('a timeline', () => {
  it('is counted up by what happened', () => {
    expect(scalingText(aliasOf({ activities: ACTIVITIES }))).toBe(
      '1 scale-out, 1 scale-in, 1 by schedule, 1 refused, 1 FAILED',
    );
    expect(scalingText(aliasOf({ activities: [...ACTIVITIES, ...ACTIVITIES], activitiesOmitted: 7 }))).toBe(
      '2 scale-outs, 2 scale-ins, 2 by schedule, 2 refused, 2 FAILED among the first 18 activities',
    );
    expect(scalingText(aliasOf({}))).toBe('');
  });

  it('is folded to its beginning and the number of the rest', () => {
    const { shown, more } = timeline(aliasOf({ activities: ACTIVITIES, activitiesOmitted: 100 }), 4);
    expect([shown.length, more]).toEqual([4, 105]);
    expect([moreText(more), moreText(0)]).toEqual(['and 105 more', '']);
  });

  it('leaves out, where it is brief, the alarm that the change below it explains', () => {
    const { shown, more } = timeline(aliasOf({ activities: ACTIVITIES }), 3, true);
    expect(shown.map(({ kind }) => kind)).toEqual(['scaleOut', 'available', 'scheduled']);
    expect(more).toBe(4);
    const [alone] = timeline(aliasOf({ activities: [ACTIVITIES[0]!, ACTIVITIES[3]!] }), 3, true).shown;
    expect(alone!.kind).toBe('alarmHigh');
  });

  it('is a table with times of the simulation, failures marked', () => {
    const { rows, caption } = activityTable(aliasOf({ activities: ACTIVITIES }), 5);
    expect(caption).toBe('When and why api:live scaled');
    expect(rows.slice(2)).toEqual([
      ['0:04:32', 'available', '2 → 3', ''],
      ['0:10:00', 'schedule', '3 → 10', 'min 10, max 40'],
      ['0:11:32', { alarming: 'FAILED' }, '10 → 3', 'an init took too long'],
    ]);
  });
});
