// Synchronous triggers of a sound scenario, with every default explicit.
import { INTEGRATION_TIMEOUT } from '../../lambda/defaults.js';
import type { CheckedTrigger } from '../schema.js';
import type { RetrySpec, SynchronousTrigger, SynchronousType } from './types.js';

type Checked = Extract<CheckedTrigger, { readonly type: SynchronousType }>;

/** Only API Gateway bounds how long it waits (M-GATEWAY). */
export function integrationTimeoutOf({ type, integrationTimeout }: Checked): SynchronousTrigger['integrationTimeout'] {
  return integrationTimeout ?? (type === 'apiGateway' ? INTEGRATION_TIMEOUT : null);
}

/** The SDK has a function error as an answer like any other; over HTTP it is a 5xx, which clients take for a failure (M-CLIENT-RETRIES). */
export function retriesOf({ type, retries }: Checked): RetrySpec | null {
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
