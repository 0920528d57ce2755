// What a story says of a throttled request, by who sent it, each from a run.
import { describe, expect, test } from 'vitest';
import { requestStory } from '../../../src/report/explanation/story.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import { scenario } from '../../support/scenario.js';

const ARRIVALS = { bursts: { every: '10s', size: 2 } };

/** Sentences from the throttle's consequences on, of the first throttled request of `f`. */
function told(trigger: object, fn: object = {}, others: object = {}): string[] {
  const checked = scenario({
    duration: '15s',
    functions: { f: { handler: '9s', timeout: '10s', reservedConcurrency: 1, ...fn }, ...others },
    triggers: { calls: { target: 'f', arrivals: ARRIVALS, ...trigger } },
  });
  for (let request = 1; ; request++) {
    const facts = requestFacts(checked, { function: 'f', request, replication: 0 }, undefined);
    if ('requests' in facts) throw new Error('none was throttled');
    if (facts.start !== 'throttled') continue;
    const { story } = requestStory(checked, facts, []);
    return story.slice(2).flatMap(({ text, details }) => [text, ...details]);
  }
}

describe('after a throttle', () => {
  const refused = 'The client has its refusal at once. Nothing runs, nothing is billed';

  test.each(['sdk', 'apiGateway', 'functionUrl', 'alb'])('a client of %s has its refusal', (type) => {
    expect(told({ type })).toEqual([refused]);
  });

  test('a client that tries again does so as its retries say, where they are for throttles', () => {
    expect(told({ type: 'sdk', retries: { attempts: 5, baseBackoff: '200ms' } })).toEqual([
      refused,
      'It makes 5 attempts in all (retries), with waits between them, the longest of them 200 ms at first, doubled each time up to 20 s.',
    ]);
    expect(told({ type: 'sdk', retries: { on: ['error'] } })).toEqual([refused]);
  });

  test.each(['async', 's3', 'sns', 'eventBridge', 'schedule'])('an event of %s goes back into the queue', (type) => {
    expect(told({ type }, { maximumEventAge: '2h' })).toEqual([
      'The event goes back into Lambda’s queue, and who sent it hears nothing. Nothing runs, nothing is billed',
      'Lambda tries it again after 1 s at first, then after up to 5 min, which uses up no retry.',
      'Where it is 2 h old by then (maximumEventAge), it is dropped, as there is no onFailure.',
    ]);
  });

  test('an event goes to the destination that it has in the end', () => {
    expect(told({ type: 'async' }, { onFailure: 'failed-jobs' }).at(-1)).toBe(
      'Where it is 6 h old by then (maximumEventAge), it goes to failed-jobs.',
    );
  });

  test('an event is given up where the function can never run', () => {
    const text = 'Lambda gives the event up, since the function can never run: it ';
    const nothing = '. Nothing runs, nothing is billed';
    const never = { reservedConcurrency: 0 };
    expect(told({ type: 'async' }, never)).toEqual([`${text}is dropped, as there is no onFailure${nothing}`]);
    expect(told({ type: 'async' }, { ...never, onFailure: 'jobs' })).toEqual([`${text}goes to jobs${nothing}`]);
  });

  test('a batch of a queue stays with what polls it, as long as its messages are hidden', () => {
    expect(told({ type: 'sqs', batchSize: 1, visibilityTimeout: '20s' })).toEqual([
      'The batch stays with Lambda, which polls the queue. Nothing runs, nothing is billed',
      'Lambda sends it again after 1 s, then twice as long each time up to 1 min, until its messages have been hidden for 20 s (visibilityTimeout). Then the queue has them back, each received once more.',
      'Meanwhile Lambda has fewer batches of this queue under way at a time.',
    ]);
  });

  test.each([
    [{ type: 'kinesis', shards: 9, batchSize: 1 }, 'shard', '1 d'],
    [{ type: 'dynamodb', shards: 9, batchSize: 1, maximumRecordAge: '5m' }, 'shard', '5 min'],
    [{ type: 'kafka', partitions: 1, batchSize: 1, retention: '2h' }, 'partition', '2 h'],
  ])('a batch of %o keeps its place', (trigger, where, age) => {
    expect(told(trigger, { reservedConcurrency: 0 })).toEqual([
      `The batch keeps its place in its ${where}, and what must come after it waits. Nothing runs, nothing is billed`,
      `Lambda sends it again after 1 s, then twice as long each time up to 1 min, which uses up no retry, until its records are ${age} old.`,
    ]);
  });

  test('a function that calls another has its refusal, and one that hands an event over hears nothing', () => {
    const calling = (call: object) =>
      told({ type: 'sdk', target: 'g' }, {}, { g: { handler: '1s', calls: [{ target: 'f', ...call }] } });
    const has = 'The function that calls has its refusal at once. Nothing runs, nothing is billed';
    expect(calling({})).toEqual([has]);
    expect(calling({ retries: {} })).toEqual([has, expect.stringContaining('3 attempts in all')]);
    expect(calling({ mode: 'async' })[0]).toContain('The event goes back into Lambda’s queue');
  });
});

test('a large event is told to be charged as several requests', () => {
  const costOf = (type: string) => {
    const checked = scenario({
      duration: '15s',
      functions: { f: { handler: '1s', payload: '400KB' } },
      triggers: { calls: { type, target: 'f', arrivals: ARRIVALS } },
    });
    const facts = requestFacts(checked, { function: 'f', request: 1, replication: 0 }, undefined);
    return 'requests' in facts ? null : facts.costUsd!.requests;
  };
  expect(costOf('sdk')).toBeCloseTo(0.2e-6, 15);
  expect(costOf('s3')).toBeCloseTo(4 * 0.2e-6, 15);
});
