// The scenario of the documentation, and the shortest way to what is wrong with another.
import { type ParseOptions, parseScenario } from '../../src/scenario/parse.js';
import type { Scenario } from '../../src/scenario/types.js';

export const EXAMPLE = `name: checkout-api
description: One API behind provisioned concurrency on a weekday morning
seed: 42
duration: 1h
start: 2025-01-06T00:00:00Z
warmup: 5m
replications: 10
account:
  concurrency: 1000
  region: us-east-1
  freeTier: false
functions:
  checkout:
    runtime: nodejs22.x
    architecture: arm64
    memory: 1024
    timeout: 10s
    package: { type: zip, size: 12MB }
    vpc: false
    snapStart: false
    reservedConcurrency: 100
    ephemeralStorage: 512
    handler: { lognormal: { median: 80ms, p99: 400ms } }
    init: 400ms
    keepAlive: 10m
    placement: mru
    errorRate: 0.01
    aliases:
      live: { version: 1, provisionedConcurrency: 5 }
triggers:
  api:
    type: apiGateway
    target: checkout:live
    arrivals: { poisson: { rate: 20/s } }
slo:
  - functions.checkout.latencyMs.p99 < 300
variants:
  more: { functions.checkout.aliases.live.provisionedConcurrency: 20 }
`;

/** One function called by one trigger; `inside` goes into the function, `after` to the end of the file. */
export function small(inside = '', after = ''): string {
  const lines = inside === '' ? [] : inside.split('\n').map((line) => `    ${line}`);
  return [
    'duration: 1h',
    'functions:',
    '  api:',
    '    handler: 80ms',
    ...lines,
    'triggers:',
    '  web: { type: sdk, target: api, arrivals: { poisson: { rate: 5/s } } }',
    ...(after === '' ? [] : [after]),
    '',
  ].join('\n');
}

export type Options = Omit<ParseOptions, 'file'>;

/** `line:column code` of every diagnostic; a flag has no position. */
export function problems(text: string, options: Options = {}): string[] {
  return parseScenario(text, { file: 's.yaml', ...options }).diagnostics.map(({ line, column, code }) =>
    line === null ? code : `${line}:${column ?? 0} ${code}`,
  );
}

export function sound(text: string, options: Options = {}): Scenario {
  const { scenario, diagnostics } = parseScenario(text, { file: 'folder/s.yaml', ...options });
  if (scenario === null) throw new Error(JSON.stringify(diagnostics));
  return scenario;
}
