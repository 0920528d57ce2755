// What newcomers get wrong first, each with the fix that the message names: applied, it makes the scenario sound.
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/scenario/diagnostics.js';
import { parseScenario } from '../../src/scenario/parse.js';

const SOUND = `duration: 1h
functions:
  api:
    memory: 512
    timeout: 10s
    handler: 80ms
    aliases: { live: { version: 1 } }
triggers:
  web: { type: apiGateway, target: api:live, arrivals: { poisson: { rate: 5/s } } }
`;

interface Mistake {
  readonly name: string;
  readonly wrong: readonly [from: string, to: string];
  /** Words of the message that name the fix. */
  readonly names: string;
  /** The fix as somebody would apply it after reading; nothing is the sound scenario itself. */
  readonly fixed?: readonly [from: string, to: string];
}

const MISTAKES: readonly Mistake[] = [
  { name: 'a key misspelt', wrong: ['memory: 512', 'memroy: 512'], names: 'did you mean "memory"?' },
  { name: 'memory with a unit', wrong: ['memory: 512', 'memory: 1GB'], names: 'write 1024', fixed: ['512', '1024'] },
  { name: 'a timeout without a unit', wrong: ['timeout: 10s', 'timeout: 10'], names: 'did you mean 10s?' },
  { name: 'a duration in words', wrong: ['duration: 1h', 'duration: 1 hour'], names: 'did you mean 1h?' },
  {
    name: 'the handler of a template',
    wrong: ['handler: 80ms', 'handler: index.handler'],
    names: 'handler is how long it runs when warm, for example 80ms',
  },
  {
    name: 'provisioned concurrency on the function',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    provisionedConcurrency: 5'],
    names: 'aliases: { live: { version: 1, provisionedConcurrency: … } }',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: 5 }'],
  },
  {
    name: 'provisioned concurrency on $LATEST',
    wrong: ['{ version: 1 }', '{ version: $LATEST, provisionedConcurrency: 5 }'],
    names: 'publish a version and provision that',
    fixed: ['{ version: 1 }', '{ version: 2, provisionedConcurrency: 5 }'],
  },
  {
    name: 'bounds of autoscaling under the names of its API',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { minCapacity: 2 } }'],
    names: 'write min: …',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { min: 2 } }'],
  },
  {
    name: 'an upper bound in full',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { maximum: 9, targetUtilization: 0.7 } }'],
    names: 'write max: …',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 0.7 } }'],
  },
  {
    name: 'a target under the name of its API',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetValue: 0.7 } }'],
    names: 'write targetUtilization: 0.7',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 0.7 } }'],
  },
  {
    name: 'a target in percent',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 70% } }'],
    names: 'write 0.7',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 0.7 } }'],
  },
  {
    name: 'a target in percent without the sign',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 70 } }'],
    names: 'did you mean 0.7?',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 9, targetUtilization: 0.7 } }'],
  },
  {
    name: 'bounds of autoscaling beside provisionedConcurrency',
    wrong: ['{ version: 1 }', '{ version: 1, max: 9 }'],
    names: 'write provisionedConcurrency: { min: 2, max: 50, targetUtilization: 0.7 }',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { min: 2, max: 50, targetUtilization: 0.7 } }'],
  },
  {
    name: 'one scheduled action without its list',
    wrong: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { scheduled: { at: 30m, min: 20 } } }'],
    names: 'write a list: [{ cron: 0 8 ? * MON-FRI *, min: 20 }]',
    fixed: ['{ version: 1 }', '{ version: 1, provisionedConcurrency: { max: 20, scheduled: [{ at: 30m, min: 20 }] } }'],
  },
  {
    name: 'a time of day for a scheduled action',
    wrong: [
      '{ version: 1 }',
      '{ version: 1, provisionedConcurrency: { max: 20, scheduled: [{ at: 08:00, min: 20 }] } }',
    ],
    names: 'for every day write cron: 0 8 * * ? *',
    fixed: [
      '{ version: 1 }',
      '{ version: 1, provisionedConcurrency: { max: 20, scheduled: [{ cron: 0 8 * * ? *, min: 20 }] } }',
    ],
  },
  {
    name: 'the routing of an alias under the name of its API',
    wrong: ['{ version: 1 }', '{ version: 1, routingConfig: { 2: 0.1 } }'],
    names: 'write weights: { 2: 0.1 }',
    fixed: ['{ version: 1 }', '{ version: 1, weights: { 2: 0.1 } }'],
  },
  {
    name: 'a weight in percent',
    wrong: ['{ version: 1 }', '{ version: 1, weights: { 2: 10 } }'],
    names: 'did you mean 0.1?',
    fixed: ['{ version: 1 }', '{ version: 1, weights: { 2: 0.1 } }'],
  },
  {
    name: 'deployments as a map',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    deployments: { live: { version: 2 } }'],
    names: 'write a list: [{ at: 30m, alias: live, version: 2 }]',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    deployments: [{ at: 30m, alias: live, version: 2 }]'],
  },
  {
    name: 'the deployment preference of a template',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    deploymentPreference: { type: Canary10Percent5Minutes }'],
    names: 'write deployments: [{ at: 30m, alias: live, version: 2, strategy: Canary10Percent5Minutes }]',
    fixed: [
      '    timeout: 10s',
      '    timeout: 10s\n    deployments: [{ at: 30m, alias: live, version: 2, strategy: Canary10Percent5Minutes }]',
    ],
  },
  {
    name: 'a strategy that AWS SAM does not have',
    wrong: [
      '    timeout: 10s',
      '    timeout: 10s\n    deployments: [{ at: 30m, alias: live, version: 2, strategy: Canary10Percent5Minute }]',
    ],
    names: 'did you mean "Canary10Percent5Minutes"?',
    fixed: [
      '    timeout: 10s',
      '    timeout: 10s\n    deployments: [{ at: 30m, alias: live, version: 2, strategy: Canary10Percent5Minutes }]',
    ],
  },
  {
    name: 'weights of an alias on the function',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    weights: { 2: 0.1 }'],
    names: 'aliases: { live: { version: 1, weights: { 2: 0.1 } } }',
    fixed: ['{ version: 1 }', '{ version: 1, weights: { 2: 0.1 } }'],
  },
  {
    name: 'a region misspelt',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    region: eu-west1'],
    names: 'did you mean "eu-west-1"?',
  },
  {
    name: 'the environment of AWS SAM',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    environment: { variables: { TABLE_NAME: orders } }'],
    names: 'environment: { TABLE_NAME: orders }',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    environment: { TABLE_NAME: orders }'],
  },
  {
    name: 'the environment under another name',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    env: { TABLE_NAME: orders }'],
    names: 'write environment: { NAME: value }',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    environment: { TABLE_NAME: orders }'],
  },
  {
    name: 'memory under the name of AWS’s API',
    wrong: ['memory: 512', 'memorySize: 512'],
    names: 'write memory: 512',
  },
  {
    name: 'the code of a template',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    codeUri: src/'],
    names: 'package: { size: 12MB, zipped: 4MB }',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    package: { size: 12MB, zipped: 4MB }'],
  },
  {
    name: 'the policies of AWS SAM',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    policies: [AWSLambdaBasicExecutionRole]'],
    names: 'write role: { policies: [AWSLambdaBasicExecutionRole] }',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: [AWSLambdaBasicExecutionRole] }'],
  },
  {
    name: 'a policy in place of a role',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    role: AWSLambdaBasicExecutionRole'],
    names: 'write { policies: [AWSLambdaBasicExecutionRole] }',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: [AWSLambdaBasicExecutionRole] }'],
  },
  {
    name: 'a policy that is misspelt',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: [AWSLambdaBasicExecutionRoll] }'],
    names: 'did you mean "AWSLambdaBasicExecutionRole"?',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: [AWSLambdaBasicExecutionRole] }'],
  },
  {
    name: 'policies without a list',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: sqs:* }'],
    names: 'write a list: [sqs:*]',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    role: { policies: ["logs:*"] }'],
  },
  {
    name: 'the VPC of a template',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    vpcConfig: { subnetIds: [subnet-1] }'],
    names: 'write vpc: true',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    vpc: true'],
  },
  {
    name: 'the subnets of a VPC',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    vpc: { subnetIds: [subnet-1] }'],
    names: 'write vpc: true',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    vpc: true'],
  },
  {
    name: 'layers by their ARNs',
    wrong: [
      '    timeout: 10s',
      '    timeout: 10s\n    layers: ["arn:aws:lambda:us-east-1:123456789012:layer:tracing:3"]',
    ],
    names: 'write { name: "arn:aws:lambda:us-east-1:123456789012:layer:tracing:3", size: 20MB }',
    fixed: [
      '    timeout: 10s',
      '    timeout: 10s\n    layers: [{ name: "arn:aws:lambda:us-east-1:123456789012:layer:tracing:3", size: 20MB }]',
    ],
  },
  {
    name: 'SnapStart as a template has it',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    runtime: java21\n    snapStart: { applyOn: PublishedVersions }'],
    names: 'write snapStart: true',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    runtime: java21\n    snapStart: true'],
  },
  {
    name: 'an age in seconds',
    wrong: ['    timeout: 10s', '    timeout: 10s\n    maximumEventAge: 3600'],
    names: 'did you mean 3600s?',
    fixed: ['    timeout: 10s', '    timeout: 10s\n    maximumEventAge: 3600s'],
  },
  {
    name: 'a target that is an ARN in another region',
    wrong: ['target: api:live', 'target: "arn:aws:lambda:eu-west-1:123456789012:function:api:live"'],
    names: 'write api:live',
  },
  { name: 'an alias that is not there', wrong: ['api:live', 'api:liv'], names: 'did you mean "live"?' },
  { name: 'a rate without its time', wrong: ['rate: 5/s', 'rate: 5'], names: 'did you mean 5/s?' },
  {
    name: 'a rate in place of a process',
    wrong: ['{ poisson: { rate: 5/s } }', '5/s'],
    names: 'did you mean { poisson: { rate: 5/s } }?',
  },
  {
    name: 'a process outside arrivals',
    wrong: ['arrivals: { poisson: { rate: 5/s } }', 'rate: 5/s'],
    names: 'write arrivals: { poisson: { rate: … } }',
  },
  {
    name: 'stages as k6 has them',
    wrong: ['poisson: { rate: 5/s }', 'ramp: [{ duration: 10m, target: 5/s }]'],
    names: 'write rate: …',
    fixed: ['poisson: { rate: 5/s }', 'ramp: [{ duration: 10m, rate: 5/s }]'],
  },
  {
    name: 'a line of crontab',
    wrong: ['poisson: { rate: 5/s }', 'schedule: cron(0 9 * * 1-5)'],
    names: 'did you mean cron(0 9 ? * 2-6 *)?',
    fixed: ['poisson: { rate: 5/s }', 'schedule: cron(0 9 ? * 2-6 *)'],
  },
  {
    name: 'both days of a cron expression starred',
    wrong: ['poisson: { rate: 5/s }', 'schedule: { cron: 0 9 * * * * }'],
    names: 'did you mean cron(0 9 * * ? *)?',
    fixed: ['poisson: { rate: 5/s }', 'schedule: cron(0 9 * * ? *)'],
  },
  {
    name: 'a city in place of a time zone',
    wrong: ['poisson: { rate: 5/s }', 'schedule: { cron: 0 9 * * ? *, timeZone: Vienna }'],
    names: 'did you mean "Europe/Vienna"?',
    fixed: ['poisson: { rate: 5/s }', 'schedule: { cron: 0 9 * * ? *, timeZone: Europe/Vienna }'],
  },
  {
    name: 'an hour in place of a time of day',
    wrong: ['poisson: { rate: 5/s }', 'diurnal: { mean: 5/s, peak: 8/s, peakAt: 14 }'],
    names: 'did you mean 14:00?',
    fixed: ['poisson: { rate: 5/s }', 'diurnal: { mean: 5/s, peak: 8/s, peakAt: 14:00 }'],
  },
  {
    name: 'an objective with units',
    wrong: ['triggers:', 'slo: [functions.api.latencyMs.p99 < 300ms]\ntriggers:'],
    names: 'write 300: times are in milliseconds',
    fixed: ['triggers:', 'slo: [functions.api.latencyMs.p99 < 300]\ntriggers:'],
  },
];

const changed = ([from, to]: readonly [string, string]): string => {
  expect(SOUND).toContain(from);
  return SOUND.replace(from, () => to);
};

const said = (text: string): string[] => parseScenario(text, { file: 's.yaml' }).diagnostics.map(formatDiagnostic);

describe('a typical mistake is answered with its fix, in one line, where it stands:', () => {
  it.each(MISTAKES)('$name', ({ wrong, names, fixed }) => {
    const problems = said(changed(wrong)).filter((line) => !line.includes('warning:'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^s\.yaml:\d+:\d+: /);
    expect(problems[0]).toContain(names);
    expect(parseScenario(fixed === undefined ? SOUND : changed(fixed), { file: 's.yaml' }).scenario).not.toBeNull();
  });
});
