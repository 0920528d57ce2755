// Synchronous triggers of a sound scenario, with every default explicit.
import { INTEGRATION_TIMEOUT } from '../../lambda/defaults.js';
import type { CheckedFunction, CheckedTrigger } from '../schema.js';
import type { Distribution } from '../traffic/types.js';
import type { CallSpec, RetrySpec, SynchronousTrigger, SynchronousType, Target } from './types.js';

type Checked = Extract<CheckedTrigger, { readonly type: Exclude<SynchronousType, 'warmer'> }>;
type CheckedWarmer = Extract<CheckedTrigger, { readonly type: 'warmer' }>;

/** Only API Gateway bounds how long it waits (M-GATEWAY). */
export function integrationTimeoutOf({ type, integrationTimeout }: Checked): SynchronousTrigger['integrationTimeout'] {
  return integrationTimeout ?? (type === 'apiGateway' ? INTEGRATION_TIMEOUT : null);
}

/** The SDK has a function error as an answer like any other; over HTTP it is a 5xx, which clients take for a failure (M-CLIENT-RETRIES). */
export function retriesOf({ type, retries }: Pick<Checked, 'type' | 'retries'>): RetrySpec | null {
  if (retries === undefined) return null;
  const { on, timeout, ...rest } = retries;
  const events = on ?? (type === 'sdk' ? ['throttle', 'timeout'] : ['throttle', 'error', 'timeout']);
  return {
    ...rest,
    timeout: timeout ?? null,
    on: {
      throttle: events.includes('throttle'),
      error: events.includes('error'),
      timeout: events.includes('timeout'),
    },
  };
}

/** So many pings at once, each of which holds its environment (M-WARMER). */
export function completedWarmer(
  name: string,
  { type, every, concurrency, hold }: CheckedWarmer,
  target: Target,
): SynchronousTrigger {
  const constant = (value: number): Distribution => ({ kind: 'constant', value });
  const arrivals = { kind: 'bursts', every: constant(every), size: concurrency, over: 0 } as const;
  return { name, type, target, arrivals, integrationTimeout: null, retries: null, handler: constant(hold) };
}

/** A handler calls as the SDK does. */
export function completedCalls(calls: CheckedFunction['calls'], targetOf: (text: string) => Target): CallSpec[] {
  return calls.map(({ target, at, mode, count, onError, retries }) => ({
    target: targetOf(target),
    at,
    waits: mode === 'sync',
    count,
    failsWithIt: onError === 'fail',
    retries: retriesOf({ type: 'sdk', retries }),
  }));
}
