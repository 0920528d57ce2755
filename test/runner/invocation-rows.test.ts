import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { COLUMNS, CSV_HEADER, milliseconds, rowText } from '../../src/runner/invocation-rows.js';
import { csvRecords } from '../support/csv.js';

const COLD: InvocationRecord = {
  function: 'api',
  qualifier: 'live',
  trigger: 'http',
  request: 7,
  environment: 3,
  arrivedAt: 1_500,
  queued: 0,
  endedAt: 723_187,
  start: 'cold',
  cause: 'scaleOut',
  spillover: true,
  suppressedInit: false,
  wait: 0,
  placement: 300_000,
  download: 40_000,
  failedInit: 0,
  init: 214_900,
  restore: 0,
  firstInvoke: 6_787,
  duration: 166_787,
  latency: 721_687,
  waited: 721_687,
  billedMs: 382,
  outcome: 'ok',
  measured: true,
};
const THROTTLED: InvocationRecord = {
  ...COLD,
  environment: 0,
  endedAt: 1_500,
  start: 'throttled',
  cause: 'ConcurrentInvocationLimitExceeded',
  spillover: false,
  placement: 0,
  download: 0,
  init: 0,
  firstInvoke: 0,
  duration: 0,
  latency: 0,
  waited: -1,
  billedMs: 0,
  outcome: 'throttled',
  measured: false,
};

describe('a row', () => {
  it('has the columns of the header, in their order', () => {
    expect(CSV_HEADER).toBe(
      'replication,function,qualifier,trigger,request,arrived_ms,queued_ms,start,cause,environment,spillover,suppressed_init,' +
        'wait_ms,placement_ms,download_ms,failed_init_ms,init_ms,restore_ms,first_invoke_ms,duration_ms,latency_ms,billed_ms,outcome,ended_ms,measured\r\n',
    );
    expect(rowText('csv', 2)(COLD)).toBe(
      '2,api,live,http,7,1.5,0,cold,scaleOut,3,true,false,0,300,40,0,214.9,0,6.787,166.787,721.687,382,ok,723.187,true\r\n',
    );
  });

  it('of a throttled request is empty where it never had a value', () => {
    expect(rowText('csv', 0)(THROTTLED)).toBe(
      '0,api,live,http,7,1.5,0,throttled,ConcurrentInvocationLimitExceeded,,false,false,,,,,,,,,,0,throttled,1.5,false\r\n',
    );
  });

  it('is the same as JSON, with null where nothing is known', () => {
    const line = rowText('ndjson', 1)({ ...THROTTLED, cause: null });
    expect(line).toMatch(/^\{.*\}\n$/);
    const object = JSON.parse(line) as Record<string, unknown>;
    expect(Object.keys(object)).toEqual(COLUMNS.map(({ name }) => name));
    expect(object).toMatchObject({ replication: 1, request: 7, arrived_ms: 1.5, cause: null, environment: null });
    expect(object).toMatchObject({ spillover: false, latency_ms: null, billed_ms: 0, ended_ms: 1.5, measured: false });
  });
});

describe('a name in a row', () => {
  const triggerIn = (format: 'csv' | 'plain' | 'ndjson', trigger: string): string => {
    const line = rowText(format, 0)({ ...COLD, trigger });
    if (format === 'ndjson') return (JSON.parse(line) as { trigger: string }).trigger;
    return csvRecords(CSV_HEADER + line)[0]!['trigger']!;
  };

  it('comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab,"\'\n\r\t;=-+@\\ü€') }), (name) => {
        expect(triggerIn('plain', name)).toBe(name);
        expect(triggerIn('ndjson', name)).toBe(name);
      }),
    );
  });

  it('is led in by an apostrophe in CSV where a spreadsheet would run it', () => {
    for (const name of ['=1+1', '+1', '@SUM(A1)', '-2+3', "-A1|'!x'", '\t=1', '\r=1']) {
      expect(triggerIn('csv', name)).toBe(`'${name}`);
    }
    for (const name of ['http', '-', '-api', 'a=b', '1-2', '']) expect(triggerIn('csv', name)).toBe(name);
  });

  it('has no control character in CSV, which is read in terminals, but for tabs and line breaks', () => {
    expect(triggerIn('csv', 'a\u001b[2Jb\u202ec\u0000')).toBe('a\\u001b[2Jb\\u202ec\\u0000');
    expect(triggerIn('csv', 'a\tb\r\nc')).toBe('a\tb\r\nc');
    for (const format of ['plain', 'ndjson'] as const) expect(triggerIn(format, 'a\u001b[2J')).toBe('a\u001b[2J');
  });

  it('of no letters differs from none at all', () => {
    expect(rowText('csv', 0)({ ...COLD, trigger: '', cause: null })).toContain(',"",7,1.5,0,cold,,3,');
  });
});

describe('microseconds as milliseconds', () => {
  it('are exact, with up to three decimals and no zeros at the end', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (micros) => {
        const text = milliseconds(micros);
        expect(text).toMatch(/^(0|[1-9]\d*)(\.\d{0,2}[1-9])?$/);
        const [whole = '', fraction = ''] = text.split('.');
        expect(BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0'))).toBe(BigInt(micros));
      }),
      { examples: [[0], [1], [10], [100], [999], [1000], [1001], [Number.MAX_SAFE_INTEGER]] },
    );
  });
});
