import { describe, expect, it } from 'vitest';
import { Digest } from '../../src/engine/digest.js';
import { Clock } from '../../src/engine/time.js';
import { InitEnd } from '../../src/lambda/cold-start/phases.js';
import {
  Alarm,
  CAUSES,
  Deployed,
  Deprovisioned,
  describeEvent,
  ENOUGH,
  Ending,
  EventLog,
  type EventSink,
  eventCode,
  Kind,
  kindOfCode,
  Outcome,
  Prepared,
  REASONS,
  Refused,
  Requested,
  SPILLOVER,
  SUPPRESSED_INIT,
} from '../../src/lambda/events.js';

const marked = (details: readonly number[], marks: readonly number[]): number[] =>
  details.flatMap((detail) => marks.map((mark) => detail | mark));
const COLD_MARKS = [0, SPILLOVER];
const WARM_MARKS = [0, SPILLOVER, SUPPRESSED_INIT, SPILLOVER | SUPPRESSED_INIT];

/** Every `why` that each kind may have. */
const WHYS: Readonly<Record<keyof typeof Kind, readonly number[]>> = {
  provisioned: [0],
  renewed: [0],
  throttled: REASONS.map((_, reason) => reason),
  cold: marked(
    CAUSES.map((_, cause) => cause),
    COLD_MARKS,
  ),
  warm: marked([0], WARM_MARKS),
  onProvisioned: [0, SUPPRESSED_INIT],
  initialised: [0],
  completed: Object.values(Outcome),
  ended: Object.values(Ending),
  prepared: Object.values(Prepared),
  assigned: marked([0], WARM_MARKS),
  initFailed: [InitEnd.timeout, InitEnd.error],
  requested: Object.values(Requested),
  refused: Object.values(Refused),
  available: [0],
  allocationFailed: [InitEnd.timeout, InitEnd.error],
  deprovisioned: Object.values(Deprovisioned),
  alarm: Object.values(Alarm),
  deployment: Object.values(Deployed),
};
const CODES = Object.entries(WHYS).flatMap(([kind, whys]) =>
  whys.map((why) => eventCode(Kind[kind as keyof typeof Kind], why)),
);

describe('the code of an event', () => {
  it('differs for every kind and reason', () => {
    expect(new Set(CODES).size).toBe(CODES.length);
  });

  it('is a small whole number', () => {
    for (const code of CODES) expect(code).toBeLessThan(2 ** 10);
  });

  it('has words, other ones for every code', () => {
    const words = CODES.map((code) => {
      const { kind, why } = describeEvent(code);
      expect(kind).toMatch(/^[a-z-]+$/);
      expect(why).not.toContain('undefined');
      return `${kind}: ${why}`;
    });
    expect(new Set(words).size).toBe(CODES.length);
  });

  it('names its kind in the order of the codes', () => {
    expect(Object.values(Kind)).toEqual(Object.values(Kind).map((_, i) => i));
    expect(describeEvent(eventCode(Kind.onProvisioned, 0))).toEqual({ kind: 'on-provisioned', why: '' });
    expect(describeEvent(eventCode(Kind.ended, Ending.lifetime))).toEqual({ kind: 'ended', why: 'maximum life' });
  });

  it("names AWS's reason, the cause and the marks", () => {
    for (const [i, reason] of REASONS.entries()) {
      expect(describeEvent(eventCode(Kind.throttled, i))).toEqual({ kind: 'throttled', why: reason });
    }
    for (const [i, cause] of CAUSES.entries()) {
      expect(describeEvent(eventCode(Kind.cold, i | SPILLOVER)).why).toBe(`${cause}, spillover`);
    }
    expect(describeEvent(eventCode(Kind.warm, SPILLOVER | SUPPRESSED_INIT)).why).toBe('spillover, suppressed init');
    expect(describeEvent(eventCode(Kind.completed, Outcome.timeout)).why).toBe('timeout');
  });
});

describe('an event log', () => {
  /** Four lines at 0, 5, 7 and 8 µs. */
  const written = (sink?: EventSink): EventLog => {
    const clock = new Clock();
    const log = new EventLog(clock, 'api', sink);
    log.provisioned(1, false);
    clock.now = 5;
    log.provisioned(2, true);
    clock.now = 7;
    log.add(eventCode(Kind.warm, SPILLOVER), 3, 9);
    clock.now = 8;
    log.ended(Ending.spare, 3);
    return log;
  };

  it('hands on every line, in order, with the time and the name of its function', () => {
    const lines: unknown[] = [];
    written((...line) => lines.push(line));
    expect(lines).toEqual([
      [0, 'api', eventCode(Kind.provisioned, 0), 1, 0],
      [5, 'api', eventCode(Kind.renewed, 0), 2, 0],
      [7, 'api', eventCode(Kind.warm, SPILLOVER), 3, 9],
      [8, 'api', eventCode(Kind.ended, Ending.spare), 3, 0],
    ]);
  });

  it('tells a sink that has enough of a kind no more of that kind, and goes on to count it', () => {
    const kinds: number[] = [];
    const log = written((...[, , code]) => {
      kinds.push(kindOfCode(code));
      return ENOUGH;
    });
    log.add(eventCode(Kind.warm, 0), 3, 10);
    log.add(eventCode(Kind.cold, 0), 4, 11);
    expect(kinds).toEqual([Kind.provisioned, Kind.renewed, Kind.warm, Kind.ended, Kind.cold]);
    expect(log.lines).toBe(6);
  });

  it('counts and digests the same whether or not anybody listens', () => {
    const silent = written();
    const heard = written(() => undefined);
    expect([silent.lines, silent.digest.toString()]).toEqual([4, heard.digest.toString()]);
    expect(silent.digest.toString()).not.toBe(new Digest().toString());
  });
});
