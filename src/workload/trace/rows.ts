// Rows replayed from a trace file, in blocks. Rows in time order stream; a file out of order is held and sorted, and so is one whose
// days are resampled.
import type { Uniform } from '../../engine/random.js';
import type { ByteSource } from '../files/bytes.js';
import { BLOCK, type RowSource } from '../rows.js';
import { heldByTime, type TimedRows } from './held-rows.js';
import { TraceReader, type TraceReading } from './reader.js';
import { resampledByDay } from './resampled-days.js';

export interface TraceTraffic extends TraceReading {
  readonly open: () => ByteSource;
  /** Whether the check before the run found the rows in time order. */
  readonly ordered: boolean;
  /** Rows later than this are left out. */
  readonly horizon: number;
  /** Which days to replay, in turn; `null` for all rows as they are. */
  readonly days: readonly number[] | null;
  /** Whether the handler of a row with this target fails, and whether it takes its environment down: each drawn once a row. */
  readonly failure: (target: number) => Failure;
}

interface Chance {
  readonly rate: number;
  readonly uniform: Uniform;
}

export interface Failure {
  readonly errors: Chance;
  readonly crashes: Chance;
}

const happens = ({ rate, uniform }: Chance): boolean => rate > 0 && uniform() < rate;

export function traceRows(traffic: TraceTraffic): RowSource {
  const source = traffic.open();
  const reader = new TraceReader(source, traffic);
  const rows = rowsOf(reader, traffic);
  let ended = false;
  return {
    fill(block) {
      let count = 0;
      while (!ended && count < BLOCK) {
        if (!rows.next() || rows.time > traffic.horizon) {
          ended = true;
          source.close();
          break;
        }
        const { errors, crashes } = traffic.failure(rows.target);
        const failed = happens(errors) ? 1 : 0;
        block.time[count] = rows.time;
        block.target[count] = rows.target;
        block.duration[count] = rows.duration;
        block.failed[count] = happens(crashes) ? 2 : failed;
        count += 1;
      }
      return count;
    },
  };
}

function rowsOf(reader: TraceReader, { ordered, horizon, days }: TraceTraffic): TimedRows {
  if (days !== null) return resampledByDay(reader, days);
  return ordered ? reader : heldByTime(reader, horizon);
}
