// The format of a trace file in which nothing is renamed.
import type { TraceFormat } from '../../src/scenario/triggers/types.js';

export const PLAIN_FORMAT: TraceFormat = {
  columns: { time: 'time_ms', target: 'target', duration: 'duration_ms' },
  timeUnit: 'ms',
  durationUnit: 'ms',
};
