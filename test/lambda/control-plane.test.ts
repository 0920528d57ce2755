// The control plane's clock, with the event queue that a run has.
import { describe, expect, it } from 'vitest';
import { CalendarQueue } from '../../src/engine/calendar-queue.js';
import { Due, event, kindOf, Order, subjectOf } from '../../src/lambda/agenda.js';
import { ControlPlane, Stage } from '../../src/lambda/control-plane.js';

const END = 1000;

/** A clock, what its timers have done, and a way to let everything happen that is queued. */
function clock() {
  const queue = new CalendarQueue();
  const control = new ControlPlane(queue, END);
  const done: string[] = [];
  const timer = (name: string, [stage, functionId, place, index]: readonly [number, number, number, number]) =>
    control.timer(stage, functionId, place, index, () => done.push(name));
  const play = (): string[] => {
    while (queue.size > 0) {
      const packed = queue.take();
      if (kindOf(packed) === Due.control) control.due(subjectOf(packed));
      else done.push('another event');
    }
    return done;
  };
  return { queue, control, timer, play };
}

describe('at one instant', () => {
  it('come allocations, renewals, deployments, steps of shifts, schedules, then alarms', () => {
    const { timer, play } = clock();
    const names = ['alarm', 'schedule', 'shift', 'deployment', 'renewal', 'allocation'] as const;
    for (const name of names) timer(name, [Stage[name], 0, 1, 0]).at(5);
    expect(play()).toEqual([...names].reverse());
  });

  it('come within a stage the functions in turn, then their aliases, then one’s own order', () => {
    const { timer, play } = clock();
    const places = [
      [1, 1, 0],
      [0, 2, 1],
      [0, 2, 0],
      [0, 1, 9],
      [70_000, 1, 0],
      [1, 60_000, 0],
    ] as const;
    for (const [fn, place, index] of places) timer(`${fn} ${place} ${index}`, [Stage.schedule, fn, place, index]).at(5);
    expect(play()).toEqual(['0 1 9', '0 2 0', '0 2 1', '1 1 0', '1 60000 0', '70000 1 0']);
  });

  it('no function comes before another’s earlier stage, however many there are', () => {
    const { timer, play } = clock();
    timer('renewal', [Stage.renewal, 0, 1, 0]).at(5);
    timer('allocation', [Stage.allocation, 200_000, 60_000, 1023]).at(5);
    expect(play()).toEqual(['allocation', 'renewal']);
  });

  it('come completions first, and preparations and expiries last', () => {
    const { queue, timer, play } = clock();
    queue.push(5, Order.preparation, event(Due.preparation, 0));
    queue.push(5, Order.idle, event(Due.idle, 0));
    queue.push(5, Order.expiry, event(Due.expiry, 0));
    timer('alarm', [Stage.alarm, 200_000, 60_000, 1023]).at(5);
    timer('allocation', [Stage.allocation, 0, 1, 0]).at(5);
    queue.push(5, Order.completion + 2 ** 45, event(Due.completed, 0));
    const last = ['another event', 'another event', 'another event'];
    expect(play()).toEqual(['another event', 'allocation', 'alarm', ...last]);
  });
});

describe('a timer', () => {
  it('comes at its time, earlier ones first', () => {
    const { timer, play } = clock();
    timer('late', [Stage.allocation, 0, 1, 0]).at(7);
    timer('early', [Stage.alarm, 0, 1, 0]).at(6);
    expect(play()).toEqual(['early', 'late']);
  });

  it('may be set over and over', () => {
    const { timer, play } = clock();
    const minute = timer('minute', [Stage.alarm, 0, 1, 0]);
    for (const time of [60, 120, 120, 180]) minute.at(time);
    expect(play()).toHaveLength(4);
  });

  it('is still kept at the end of the simulated time, and not beyond', () => {
    const { queue, timer } = clock();
    const some = timer('some', [Stage.alarm, 0, 1, 0]);
    for (const time of [END, END + 1, Infinity]) some.at(time);
    expect([queue.size, queue.peekTime()]).toEqual([1, END]);
  });
});
