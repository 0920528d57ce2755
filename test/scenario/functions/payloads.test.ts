import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import { small, sound } from '../example.js';

const problems = (inside: string, type = 'sdk', handler = '80s') =>
  parseScenario(small(`timeout: 100s\n${inside}`).replace('80ms', handler).replace('type: sdk', `type: ${type}`), {
    file: 's.yaml',
  }).diagnostics.filter(({ code }) => code !== 'never-fits');

const containing = (text: string): unknown => expect.stringContaining(text);

describe('payloads', () => {
  it('are nothing unless told', () => {
    const [spec] = sound(small()).functions;
    expect(spec).toMatchObject({ payload: 0, response: { size: 0, streamed: false }, logBytes: 0 });
  });

  it.each(['payload: 6MB', 'response: 6MB', 'response: { size: 6MB }', 'payload: 6MB\nresponse: 6MB\nlogBytes: 1GB'])(
    'are accepted as %s',
    (inside) => {
      expect(problems(inside)).toEqual([]);
    },
  );

  it.each([
    ['payload: 6145KB', 'AWS allows 6 MB for a request to Lambda'],
    ['response: 6145KB', 'AWS allows 6 MB for a response'],
    ['response: { size: 201MB, streamed: true }', 'AWS allows 200 MB for a streamed response'],
  ])('are refused as %s', (inside, message) => {
    expect(problems(inside, 'sdk', '99s')).toMatchObject([
      { code: 'payload-too-large', severity: 'error', message: containing(message) },
    ]);
  });

  it('that are too large may be streamed, as the message says', () => {
    expect(problems('response: 7MB')[0]!.hint).toBe('a streamed one may have 200 MB: { size: …, streamed: true }');
    expect(problems('response: { size: 200MB, streamed: true }', 'sdk', '97s')).toEqual([]);
  });

  it('through a load balancer have 1 MB each way', () => {
    expect(problems('payload: 1MB\nresponse: 1MB', 'alb')).toEqual([]);
    expect(problems('payload: 1025KB', 'alb')).toMatchObject([{ path: 'functions.api.payload' }]);
    expect(problems('response: 1025KB', 'alb')).toMatchObject([
      { path: 'functions.api.response', message: containing('load balancer') },
    ]);
    expect(problems('payload: 1025KB', 'apiGateway')).toEqual([]);
  });

  it('that stream faster than AWS does are warned about', () => {
    const streamed = 'response: { size: 106MB, streamed: true }';
    expect(problems(streamed, 'sdk', '49999ms')).toMatchObject([
      {
        code: 'slow-stream',
        severity: 'warning',
        path: 'functions.api.handler',
        message: containing('50s'),
      },
    ]);
    expect(problems(streamed, 'sdk', '50s')).toEqual([]);
  });
});
