// Targets at run time: a name and an ARN, whole or from any part on, are one thing.
import { expect, it } from 'vitest';
import { PLAIN, served, told } from '../support/told.js';

const FUNCTIONS = {
  f: { ...PLAIN, aliases: { live: { version: 1, provisionedConcurrency: 1 } } },
  function: { ...PLAIN, aliases: { live: { version: 1 } } },
};
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:f';

it.each([
  ['f', [ARN, '123456789012:function:f', 'function:f', `${ARN}:$LATEST`, 'f:$LATEST']],
  ['f:live', [`${ARN}:live`, '123456789012:f:live', 'us-east-1:f:live', 'function:f:live']],
  ['f:1', [`${ARN}:1`, 'function:f:1']],
  ['function', ['function:function', ARN.replace(/f$/, 'function')]],
  ['function:live', ['function:function:live', `${ARN.replace(/f$/, 'function')}:live`]],
])('rows of a trace that call %s may say so in other ways', (plain, others) => {
  const calls = (target: string) =>
    told({ functions: FUNCTIONS }, [
      [5, target, 1],
      [5, plain, 1],
      [20, target, 1],
    ]);
  const expected = calls(plain);
  for (const other of others) {
    expect(served(calls(other)), other).toEqual(served(expected));
    expect(calls(other).result.digest).toBe(expected.result.digest);
  }
});

it('a trigger that calls an ARN calls what the name means', () => {
  const ran = (target: string) => {
    const triggers = { t: { type: 'sdk', target, arrivals: { constant: { rate: '1/m' } } } };
    return told({ functions: FUNCTIONS, triggers }).result;
  };
  expect(ran(`${ARN}:live`).functions).toEqual(ran('f:live').functions);
  expect(ran(`${ARN}:live`).functions['f']!.provisionedInvocations).toBe(60);
  expect(ran('function:function:live').functions['function']!.invocations).toBe(60);
});
