// Checks of streams and topics against the functions that take their batches.
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../support/scenario.js';

describe('a batch that never fits the timeout', () => {
  const warned = (trigger: object, fn: object = {}, type = 'kinesis'): string[] => {
    const t = { type, target: 'f', arrivals: { constant: { rate: '1/s' } }, ...trigger };
    const functions = { f: { handler: '200ms', memory: 1769, ...fn } };
    return problemsOf({ functions, triggers: { t } }, 'warning').filter((each) =>
      each.startsWith('never-fits: a batch'),
    );
  };

  it.each(['kinesis', 'dynamodb', 'kafka'])('is warned about for %s, at the edge', (type) => {
    expect(warned({ perRecord: '28ms' }, {}, type)).toEqual([]);
    expect(warned({ perRecord: '29ms' }, {}, type)).toEqual([
      'never-fits: a batch of 100 records takes at least 3100ms, and f is stopped after 3s: it fails each time',
    ]);
  });

  it('is one of as many records as go into an invocation', () => {
    expect(warned({ perRecord: '29ms' }, { payload: '1MB' })).toEqual([]);
    expect(warned({ perRecord: '29ms', batchSize: 96 })).toEqual([]);
    expect(warned({ perRecord: '29ms', batchSize: 97 })).toHaveLength(1);
  });

  it('takes longer on less memory where the handler is work for the processor', () => {
    const cpuBound = { share: 1, atMemory: 1769 };
    expect(warned({ perRecord: '20ms' }, { cpuBound })).toEqual([]);
    expect(warned({ perRecord: '20ms' }, { cpuBound, memory: 884 })).toHaveLength(1);
  });

  it('cannot be told from a handler without bounds, or without a time for each record', () => {
    expect(warned({ perRecord: '29ms' }, { handler: { exponential: { mean: '1s' } } })).toEqual([]);
    expect(warned({ batchSize: 10_000 }, { handler: '3s' })).toEqual([]);
  });
});
