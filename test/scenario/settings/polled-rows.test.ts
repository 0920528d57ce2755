// The settings of streams and topics in an explanation.
import { expect, test } from 'vitest';
import { streamRows } from '../../../src/scenario/settings/polled-rows.js';
import { kafkaTrigger } from '../../../src/scenario/triggers/kafka.js';
import { streamTrigger } from '../../../src/scenario/triggers/streams.js';
import type { KafkaTrigger, StreamTrigger } from '../../../src/scenario/triggers/types.js';
import { scenario } from '../../support/scenario.js';

const described = (type: string, settings: object = {}): Record<string, string | null> => {
  const t = { type, target: 'f', arrivals: { constant: { rate: '1/s' } }, ...settings };
  const [trigger] = scenario({ duration: '1h', functions: { f: { handler: '1ms' } }, triggers: { t } }).triggers;
  const rows = streamRows(trigger as StreamTrigger | KafkaTrigger);
  return Object.fromEntries(rows.map(({ key, value }) => [key.join('.'), value(trigger!, () => false)]));
};

test.each([
  ['kinesis', streamTrigger],
  ['dynamodb', streamTrigger],
  ['kafka', kafkaTrigger],
])('the rows of %s leave out none of its keys', (type, schema) => {
  const elsewhere = ['type', 'target', 'arrivals'];
  const keys = Object.keys(schema.shape).filter((key) => !elsewhere.includes(key));
  expect(Object.keys(described(type)).sort()).toEqual(keys.sort());
});

test('the rows say what holds, and what is not limited', () => {
  expect(described('kinesis', { maximumRetryAttempts: 3, batchWindow: '5s', poisonRecords: [3, 7] })).toMatchObject({
    ...{ maximumRetryAttempts: '3', batchWindow: '5s', poisonRecords: '3, 7', maximumRecordAge: 'none' },
    ...{ onFailure: 'nowhere', retention: '24h', bisectBatchOnFunctionError: 'no' },
  });
  expect(described('kafka')).toMatchObject({ provisionedPollers: 'none', batchWindow: '500ms', retention: '7d' });
  expect(described('kafka', { provisionedPollers: { max: 9 } })).toMatchObject({ provisionedPollers: '1 to 9' });
});
