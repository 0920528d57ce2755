// A stream without limits on concurrency, reckoned naively: every lane by itself, from the rules and not from the engine’s code.
// It shares the draws with it.
import { stream } from '../../src/engine/random.js';
import type { StreamTrigger } from '../../src/scenario/triggers/types.js';

interface Coming {
  readonly at: number;
  readonly readAt: number;
  readonly isPoison: boolean;
}

export interface Attempt {
  readonly at: number;
  readonly size: number;
  readonly outcome: 'ok' | 'error';
}

export interface Fates {
  readonly attempts: Attempt[];
  succeeded: number;
  retries: number;
  givenUp: number;
  tooOld: number;
}

const SECOND = 1_000_000;

/** `times` of the records' coming, `end` of the simulated time, `handler` of each batch, all in microseconds. */
export function naive(
  spec: StreamTrigger,
  times: readonly number[],
  end: number,
  handler: number,
  seed: string,
): Fates {
  const fates: Fates = { attempts: [], succeeded: 0, retries: 0, givenUp: 0, tooOld: 0 };
  for (const lane of lanesOf(spec, times, seed)) follow(spec, lane, end, handler, fates);
  return fates;
}

function lanesOf(spec: StreamTrigger, times: readonly number[], seed: string): Coming[][] {
  const { shards, parallelizationFactor: factor } = spec;
  const named = (purpose: string) => stream([seed, 0, 'trigger', spec.name, purpose]);
  const [shardOf, laneOf, poison] = [named('shard'), named('lane'), named('poison')];
  const interval = spec.type === 'kinesis' ? SECOND : SECOND / 4;
  const lanes: Coming[][] = Array.from({ length: shards * factor }, () => []);
  for (const [index, at] of times.entries()) {
    const isPoison = (spec.poisonRate > 0 && poison() < spec.poisonRate) || spec.poisonRecords.includes(index + 1);
    const shard = shards === 1 ? 0 : Math.floor(shardOf() * shards);
    const lane = factor === 1 ? 0 : Math.floor(laneOf() * factor);
    let readAt = Math.floor((shard * interval) / shards);
    while (readAt <= at) readAt += interval;
    lanes[shard * factor + lane]!.push({ at, readAt, isPoison });
  }
  return lanes;
}

function follow(spec: StreamTrigger, lane: readonly Coming[], end: number, handler: number, fates: Fates): void {
  const maximumAge = spec.maximumRecordAge ?? Infinity;
  let free = -Infinity;
  let left = lane;
  for (;;) {
    const begins = beginning(spec, left, free);
    if (begins === null || begins > end) return;
    left = withoutOld(left, begins, maximumAge, fates);
    const size = Math.min(readBy(left, begins), spec.batchSize);
    if (size === 0) continue;
    const done = batch(spec, left.slice(0, size), begins, end, handler, fates);
    if (done === null) return;
    left = left.slice(size);
    free = done;
  }
}

const readBy = (records: readonly Coming[], at: number): number => records.filter(({ readAt }) => readAt <= at).length;

/** When the next batch begins: at the end of its window, or when enough has been read. */
function beginning({ batchSize, batchWindow }: StreamTrigger, left: readonly Coming[], free: number): number | null {
  const [first] = left;
  if (first === undefined) return null;
  const readAt = Math.max(first.readAt, free);
  const windowEnd = free + batchWindow > readAt || readAt === free ? free + batchWindow : readAt + batchWindow;
  const full = left[batchSize - 1];
  return full === undefined ? windowEnd : Math.min(windowEnd, Math.max(full.readAt, free));
}

function withoutOld(records: readonly Coming[], now: number, maximumAge: number, fates: Fates): readonly Coming[] {
  const isOld = ({ at, readAt }: Coming): boolean => readAt <= now && now - at >= maximumAge;
  const young = records.findIndex((each) => !isOld(each));
  const old = young < 0 ? records.length : young;
  fates.tooOld += old;
  return records.slice(old);
}

/** When all of the batch is settled; `null` where nobody polls any more before that. */
function batch(
  spec: StreamTrigger,
  all: readonly Coming[],
  begins: number,
  end: number,
  handler: number,
  fates: Fates,
): number | null {
  let now = begins;
  let isFirst = true;
  const pieces: (readonly Coming[])[] = [all];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    let errors = 0;
    while (piece.length > 0) {
      if (now > end) return null;
      piece = withoutOld(piece, now, spec.maximumRecordAge ?? Infinity, fates);
      if (piece.length === 0) break;
      if (!isFirst) fates.retries += 1;
      isFirst = false;
      const bad = piece.findIndex(({ isPoison }) => isPoison);
      const reported = bad >= 0 && spec.reportBatchItemFailures;
      fates.attempts.push({ at: now, size: piece.length, outcome: bad < 0 || reported ? 'ok' : 'error' });
      now += handler + spec.perRecord * piece.length;
      if (bad < 0) {
        fates.succeeded += piece.length;
        break;
      }
      if (reported && bad > 0) {
        fates.succeeded += bad;
        piece = piece.slice(bad);
        errors = 0;
      } else if (spec.bisectBatchOnFunctionError && piece.length > 1) {
        const half = Math.ceil(piece.length / 2);
        pieces.push(piece.slice(half));
        piece = piece.slice(0, half);
        errors = 0;
      } else {
        errors += 1;
        if (errors > (spec.maximumRetryAttempts ?? Infinity)) {
          fates.givenUp += piece.length;
          break;
        }
        now += Math.min(60, 2 ** (errors - 1)) * SECOND;
      }
    }
    if (now > end && pieces.length > 0) return null;
  }
  return now;
}
