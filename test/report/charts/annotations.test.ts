import { describe, expect, it } from 'vitest';
import type { ScalingActivity } from '../../../src/provisioned-result.js';
import { annotations, LANES, WIDE } from '../../../src/report/charts/annotations.js';
import { ACTIVITIES, scaledDay } from '../alias-fixtures.js';

const HOUR = 3_600_000;
const at = (minute: number, kind: ScalingActivity['kind'], from = 2, to = 3): ScalingActivity => ({
  atMs: minute * 60_000,
  kind,
  from,
  to,
  why: 'a reason',
});

describe('the moments that a chart marks', () => {
  it('are those of the timeline, what happened at one instant together', () => {
    const { table, shown, all } = annotations(ACTIVITIES, HOUR);
    expect([shown, all]).toEqual([6, 6]);
    expect(table['label']).toEqual(['scale-out 3', 'schedule 10', 'FAILED', 'refused', 'deployment', 'scale-in 2']);
    expect(table['kind']).toEqual(['scale-out', 'schedule', 'failure', 'failure', 'deployment', 'scale-in']);
    expect(table['says']?.[0]).toBe(
      '0:03:00\nhigh alarm: 0.93 > 0.7 in 3 of 3 minutes\nscale-out 2 → 3: 0.93 against a target of 0.7',
    );
  });

  it('are an alarm where nothing followed it', () => {
    expect(annotations([at(3, 'alarmHigh', 5, 5)], HOUR).table['label']).toEqual(['alarm']);
  });

  it('do not tell that environments became available: the chart shows it', () => {
    expect(annotations([at(3, 'available')], HOUR)).toMatchObject({ shown: 0, all: 0 });
  });

  it('are thinned out where there are hundreds, and keep a distance', () => {
    const { activities } = scaledDay(2880, 40);
    const { table, shown, all } = annotations(activities, 48 * HOUR);
    expect(all).toBeGreaterThan(500);
    expect(shown).toBeLessThanOrEqual(20);
    const times = (table['at'] ?? []).map(Number);
    for (const [index, time] of times.entries())
      if (index > 0) expect(time - times[index - 1]!).toBeGreaterThanOrEqual((48 * HOUR) / 32);
  });

  it('are the gravest where not all can be shown', () => {
    const many = Array.from({ length: 60 }, (_, minute) => at(minute, 'scaleOut', 2, minute === 30 ? 20 : 3));
    const { table } = annotations([...many, at(10.5, 'failed'), at(40.5, 'scheduled')], HOUR);
    for (const label of ['FAILED', 'schedule 3', 'scale-out 20']) expect(table['label']).toContain(label);
  });

  it('say no more of one instant than fits a tooltip', () => {
    const { table } = annotations(
      Array.from({ length: 30 }, () => at(1, 'scheduled')),
      HOUR,
    );
    expect(String(table['says']?.[0]).split('\n')).toHaveLength(8);
  });
});

describe('the labels of the moments', () => {
  const spans = (table: ReturnType<typeof annotations>['table']) =>
    (table['label'] ?? []).map((label, index) => {
      const x = (Number(table['at']?.[index]) / HOUR) * WIDE;
      const length = String(label).length * 6.4;
      const isLeft = table['wideSide']?.[index] === 'left';
      return { x, from: isLeft ? x - length : x, to: isLeft ? x : x + length, lane: Number(table['wide']?.[index]) };
    });

  it('touch neither each other nor the rules of others, and stay within the chart', () => {
    const kinds = ['scaleOut', 'deployment', 'failed', 'scheduled', 'alarmLow'] as const;
    for (let seed = 1; seed <= 40; seed++) {
      const minutes = Array.from({ length: 18 }, (_, index) => (seed * 7.3 * (index + 1) ** 1.7) % 60);
      const activities = minutes.sort((a, b) => a - b).map((minute, index) => at(minute, kinds[(index * seed) % 5]!));
      const labels = spans(annotations(activities, HOUR).table).filter(({ lane }) => lane >= 0);
      expect(labels.length).toBeGreaterThan(3);
      for (const label of labels) {
        expect(label.lane).toBeLessThan(LANES);
        expect(label.from).toBeGreaterThanOrEqual(0);
        expect(label.to).toBeLessThanOrEqual(WIDE);
        for (const other of labels) {
          if (other === label) continue;
          const touches = other.lane === label.lane && other.from < label.to && label.from < other.to;
          const isCrossed = other.x > label.from && other.x < label.to && other.lane <= label.lane;
          expect({ touches, isCrossed }).toEqual({ touches: false, isCrossed: false });
        }
      }
    }
  });

  it('are fewer on a narrow screen', () => {
    const { table } = annotations(scaledDay(480).activities, 8 * HOUR);
    const labelled = (lanes: readonly unknown[] = []) => lanes.filter((lane) => Number(lane) >= 0).length;
    expect(labelled(table['narrow'])).toBeLessThan(labelled(table['wide']));
    expect(labelled(table['narrow'])).toBeGreaterThan(2);
  });
});
