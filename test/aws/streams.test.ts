// What AWS says of streams and topics as sources, sentence by sentence: sections 7.4 and 7.5 of the sheet of facts. Where a test
// is named without a place it is below; the others reckon by hand or at random.
// 7.4 Kinesis and DynamoDB
//  1 one batch a shard at a time, times the factor      "at most …"; triggers/random-streams.test.ts, against a naive reckoning
//  2 the order of a partition key is kept               the same: lane by lane, each batch after the one before
//  3 polls every second, four times a second            "a record waits …"; triggers/streams.test.ts, "a shard of a stream"
//  4 enhanced fan-out is pushed                         not simulated
//  5 batch size and window, their ranges                aws/configuration.test.ts, "of a stream: …"
//  6 tumbling windows                                   not simulated: they change what is in an event, not when it is sent
//  7 on error the lane stops until success or expiry    "a shard stands still …", "another lane …"
//  8 attempts, age, bisecting, destination, reporting   "attempts …", and triggers/streams.test.ts, by their names
//  9 throttles do not count as attempts                 "throttles …"
// 10 a batch closes by window, size or 6 MB             triggers/streams.test.ts, "sends no more bytes …", "a batch window …"
// 11 the next window starts when the invocation ends    the same, "begins when the batch before it ends"
// 7.5 Kafka
//  1 one consumer at the start                          "a topic is read by one …"
//  2 evaluated every minute, in effect within three     "… and by more after four minutes"
//  3 one consumer a partition at most                   "never by more than one a partition"
//  4 provisioned pollers, their ranges                  aws/configuration.test.ts, "of a topic: …"
//  5 5 MB/s or 5 concurrent batches each                "a provisioned poller …"; the limit in MB/s is not simulated
//  6 batch size 100, at most 10,000; window 500 ms      triggers/kafka.test.ts, "a partition"
//  7 Amazon MQ                                          not simulated
import { describe, expect, it } from 'vitest';
import { ran, times } from '../triggers/streams.js';

const rate = (each: string) => ({ constant: { rate: each } });
const most = (of: ReturnType<typeof ran>): number => of.result.functions['f']!.concurrency.max;

describe('7.4, Kinesis and DynamoDB streams', () => {
  it.each([
    [1, 1],
    [3, 1],
    [1, 10],
    [4, 5],
  ])('at most %d shards times %d batches run at a time', (shards, parallelizationFactor) => {
    const of = ran(1, { trigger: { shards, parallelizationFactor, batchSize: 1, arrivals: rate('100/s') } });
    expect(most(of)).toBe(shards * parallelizationFactor);
  });

  it.each([
    ['kinesis', 1000],
    ['dynamodb', 250],
  ])('a record waits for a poll of %s, evenly up to %d ms', (type, interval) => {
    // 7 and 1,000 have no common factor: the arrivals fall on every millisecond of the interval.
    const arrivals = { bursts: { every: '1007ms', size: 1 } };
    const of = ran(1, { trigger: { type, arrivals }, fn: { handler: '0ms' }, scenario: { duration: '1007s' } });
    expect(of.records.succeeded).toBe(999);
    expect(of.records.latencyMs.mean! / interval).toBeCloseTo(0.5, 2);
    expect(of.records.latencyMs.max).toBeLessThanOrEqual(interval);
  });

  it('a shard stands still while a batch of it fails, and its age grows with the time', () => {
    const of = ran(1, { trigger: { poisonRecords: [1], arrivals: rate('10/s') }, scenario: { duration: '10m' } });
    expect(of.records.succeeded).toBe(0);
    expect(of.records.queued).toBe(6000);
    const ages = of.result.series.triggers['stream']!['IteratorAge']!['Maximum']!;
    expect(ages.every((age, minute) => minute === 0 || age! > ages[minute - 1]!)).toBe(true);
  });

  it('another lane of the same shard goes on', () => {
    const trigger = { poisonRecords: [1], parallelizationFactor: 10, arrivals: rate('10/s') };
    const of = ran(1, { trigger, scenario: { duration: '10m' } });
    // One lane of ten stands still.
    expect(of.records.queued / 6000).toBeCloseTo(0.1, 1);
  });

  it.each([0, 1, 5])('attempts are one more than maximumRetryAttempts: %d', (maximumRetryAttempts) => {
    const of = ran(1, { trigger: { poisonRecords: [1], maximumRetryAttempts }, scenario: { duration: '2m' } });
    expect(of.result.functions['f']!.errors).toBe(maximumRetryAttempts + 1);
    expect(of.records.dropped).toBe(1);
  });

  it('throttles do not count as attempts, only age ends them', () => {
    const stopped = { fn: { reservedConcurrency: 0 }, scenario: { duration: '3m' } };
    const arrivals = { bursts: { every: '100s', size: 5 } };
    const of = ran(1, { ...stopped, trigger: { arrivals, maximumRetryAttempts: 0, onFailure: 'failed' } });
    expect(of.records).toMatchObject({ events: 5, queued: 5, deadLettered: 0 });
    const aged = ran(1, { ...stopped, trigger: { arrivals, maximumRecordAge: '60s', onFailure: 'failed' } });
    expect(aged.records).toMatchObject({ events: 5, queued: 0, deadLettered: 5 });
  });
});

describe('7.5, Kafka', () => {
  const busy = { type: 'kafka', partitions: 6, batchSize: 10, arrivals: rate('40/s') };
  const atOnce = (trigger: object, duration: string): number => most(ran(1, { trigger, scenario: { duration } }));

  it('a topic is read by one consumer at first, and by more after four minutes', () => {
    expect(atOnce(busy, '239s')).toBe(1);
    expect(atOnce(busy, '241s')).toBe(6);
  });

  it('a topic is read never by more than one a partition', () => {
    expect(atOnce({ ...busy, partitions: 2 }, '20m')).toBe(2);
  });

  it('a provisioned poller sends five batches at a time, from the beginning', () => {
    const provisionedPollers = { min: 1, max: 1 };
    expect(atOnce({ ...busy, provisionedPollers }, '30s')).toBe(5);
  });

  it('a batch is of 100 records unless told, and gathers them for 500 ms', () => {
    const of = ran(250, { trigger: { type: 'kafka' } });
    expect(times(of)).toEqual([10.2, 11.2, 12.2]);
    expect(times(ran(99, { trigger: { type: 'kafka' } }))).toEqual([10.7]);
  });
});
