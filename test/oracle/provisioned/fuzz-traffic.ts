// Random calls of a function with provisioned concurrency: plateaus that alarms can see, hardly used stretches that low
// alarms can see, crowds at one instant, and single calls.
import type { FunctionSpec } from '../../../src/scenario/types.js';
import type { OracleRow } from '../oracle.js';
import type { Chance } from './chance.js';

const MS = 1000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const MOST = 160;

export function randomTraffic(chance: Chance, fn: FunctionSpec, duration: number): OracleRow[] {
  const names = [...fn.aliases, ...fn.aliases].map(({ name }) => name);
  const qualifiers = [...names, 'live', 'live', 'live', '1', '4', ...fn.versions.map(({ version }) => version), null];
  const rows: OracleRow[] = [];
  const call = (time: number, qualifier: string | null, length: number): void => {
    // Rows beyond the end are part of no run, some are kept to see that.
    if (time <= duration + MINUTE) rows.push({ time, function: fn.name, qualifier, duration: length });
  };
  const plateau = (begins: number, qualifier: string | null, length: number, wide: number, count: number): void => {
    const gap = chance.pick([0, 0, SECOND, length / 2]);
    for (let i = 0; i < count; i++) for (let j = 0; j < wide; j++) call(begins + i * (length + gap), qualifier, length);
  };
  const seldom = (begins: number, qualifier: string | null, count: number): void => {
    const length = chance.pick([0, 100 * MS, SECOND, 5 * SECOND]);
    for (let i = 0; i < count; i++) call(begins + i * MINUTE, qualifier, length);
  };
  while (rows.length < MOST) {
    const qualifier = chance.pick(qualifiers);
    const begins = chance.of(0.4) ? chance.whole(0, duration / MINUTE) * MINUTE : chance.time(0, duration);
    switch (chance.pick(['day', 'plateau', 'seldom', 'hogs', 'crowd', 'single', 'single'] as const)) {
      case 'day': {
        // Out, and in again: used in full for some minutes, then hardly.
        const from = chance.of(0.5) ? 0 : begins;
        const minutes = chance.whole(4, 8);
        const [some, more] = [chance.whole(1, 2), chance.whole(0, 5)];
        // Now and then in two steps.
        plateau(from, 'live', MINUTE, some, minutes);
        if (more > 0) plateau(from + chance.whole(0, 4) * MINUTE, 'live', MINUTE, more, minutes);
        seldom(from + (minutes + chance.whole(0, 2)) * MINUTE, 'live', chance.whole(16, 25));
        break;
      }
      case 'plateau': {
        const length = chance.pick([20 * SECOND, MINUTE, MINUTE, 3 * MINUTE]);
        plateau(begins, qualifier, length, chance.whole(1, 4), chance.whole(3, 12));
        break;
      }
      case 'seldom':
        seldom(begins, qualifier, chance.whole(16, 30));
        break;
      case 'hogs': {
        // What runs on demand for long, beside what is provisioned.
        const length = chance.time(MINUTE, 15 * MINUTE);
        const size = chance.whole(2, 8);
        for (let i = 0; i < size; i++) call(begins, chance.pick([null, '1', 'live']), length);
        break;
      }
      case 'crowd': {
        const size = chance.whole(2, 14);
        const length = chance.of(0.5) ? 0 : chance.time(0, 10 * SECOND);
        for (let i = 0; i < size; i++) call(begins, qualifier, length);
        break;
      }
      case 'single':
        call(begins, qualifier, chance.time(0, chance.pick([SECOND, MINUTE, 20 * MINUTE])));
        break;
    }
  }
  return rows;
}
