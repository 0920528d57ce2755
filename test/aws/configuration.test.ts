// What AWS checks of a function's configuration, row by row: section 9 of the sheet of facts that the simulator was built from.
// Each rule has what it takes and what it refuses. The rows and their tests:
//  1 FunctionName as an ARN       "a target …"
//  2 plain name                   "a function’s name …"
//  3 alias                        "an alias …"
//  4 version                      "a version …"
//  5 qualifier                    "a qualifier …"
//  6 alias weights                "weights …"
//  7 memory, timeout, /tmp        "memory …", "the timeout …", "ephemeral storage …"
//  8 handler, description         "a description …"; a handler’s name cannot be given: `handler` is a duration here
//  9 layers, zip                  "layers …", "a zip package …", "a zip that is uploaded …"
// 10 image                        "an image …"
// 11 environment variables        "environment variables …", "the name of an environment variable …"
// 12 architectures                "the architecture …"
// 13 PackageType                  "the package type …"
// 14 SnapStart.ApplyOn            "SnapStart …"
// 15 reserved, provisioned        "reserved concurrency …"; what they may come to beside each other is in quotas.test.ts
// 16 asynchronous settings        "retries …", "the age of an event …"
// 17 event source mappings        queues: "batches …", and more of them in sqs.test.ts; streams: "of a stream: …", "of a topic: …"
// 18 tenant id                    tenant isolation is not simulated
// 19 State                        a function is active from time 0 on; what a deployment changes is in provisioned.test.ts
// 20 runtimes                     "a runtime …"
//  + the execution role           "a role …", which the API demands and section 9 leaves out
import { describe, expect, it } from 'vitest';
import { isManagedRuntime, RUNTIMES } from '../../src/lambda/cold-start/runtimes.js';
import { RESERVED_VARIABLES } from '../../src/lambda/defaults.js';
import { problemsOf } from '../support/scenario.js';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const layer = (name: string, version: number, region = 'us-east-1') => ({
  name: `arn:aws:lambda:${region}:123456789012:layer:${name}:${version}`,
  size: '1MB',
});

/** What a function is refused for. */
const refused = (spec: object): string[] => problemsOf({ functions: { f: spec } });
const warned = (spec: object): string[] =>
  problemsOf({ functions: { f: spec } }, 'warning').filter((each) => !/^(no-triggers|idle-)/.test(each));
const saying = (words: string): string[] => [expect.stringContaining(words) as string];

describe('names', () => {
  const LIVE = { handler: '10ms', aliases: { live: { version: 1 } } };
  const called = (target: string, functions: object = { f: LIVE }) =>
    problemsOf({ functions, triggers: { t: { type: 'sdk', target, arrivals: { constant: { rate: '1/s' } } } } });

  it('a function’s name has 1 to 64 letters, digits, hyphens and underscores', () => {
    const named = (...names: string[]) =>
      problemsOf({ functions: Object.fromEntries(names.map((each) => [each, {}])) });
    expect(named('a', 'x'.repeat(64), 'A-b_9', '123')).toEqual([]);
    for (const name of ['', 'x'.repeat(65), 'a b', 'a.b', 'ä'])
      expect(named(name), name).toEqual(saying('function-name: '));
  });

  it('a function’s name is unique, and case counts', () => {
    expect(problemsOf({ functions: { checkout: {}, Checkout: {} } })).toEqual([]);
  });

  it.each([
    ['f', 'f:live', 'f:1', 'f:$LATEST'],
    [ARN, `${ARN}:live`, `${ARN}:7`, `${ARN}:$LATEST`],
    [
      '123456789012:function:f',
      '123456789012:f:live',
      'us-east-1:123456789012:function:f',
      'function:f',
      'function:f:live',
    ],
    ['arn:aws-us-gov:lambda:us-east-1:123456789012:function:f'],
  ])('a target may be %s and the like', (...targets) => {
    for (const target of targets) expect(called(target), target).toEqual([]);
  });

  it('a target whose name is declared is no part of an ARN', () => {
    const functions = { function: LIVE, '123456789012': LIVE, 'us-east-1': LIVE, f: LIVE };
    for (const target of Object.keys(functions)) expect(called(`${target}:live`, functions), target).toEqual([]);
    expect(called('function:f', functions)).toEqual(saying('Cannot find alias "f" of function "function"'));
    expect(called('function:function:live', functions)).toEqual([]);
  });

  it('a target is no ARN of anything else', () => {
    for (const target of ['arn:aws:sqs:us-east-1:123456789012:f', `${ARN}:live:1`, 'f:', ':live', '12345:function:f'])
      expect(called(target), target).toEqual(saying('bad-target: '));
  });

  it('a target that is an ARN has at most 140 characters', () => {
    const named = (length: number) => ({ f: { handler: '10ms', aliases: { ['x'.repeat(length)]: { version: 1 } } } });
    const rest = 140 - ARN.length - 1;
    expect(called(`${ARN}:${'x'.repeat(rest)}`, named(rest))).toEqual([]);
    expect(called(`${ARN}:${'x'.repeat(rest + 1)}`, named(rest + 1))).toEqual(
      saying('bad-target: the ARN has 141 characters, and AWS takes 140'),
    );
    expect(called(`f:${'x'.repeat(128)}`, named(128))).toEqual([]);
  });

  it('a target in another region than the function is not found', () => {
    const away = (region: string) => called(ARN.replace('us-east-1', region), { f: { ...LIVE, region: 'eu-west-1' } });
    expect(away('eu-west-1')).toEqual([]);
    expect(away('eu-west-2')).toEqual(saying('it is in eu-west-1'));
  });

  it('an alias has 1 to 128 letters, digits, hyphens and underscores, not digits alone', () => {
    const aliases = (name: string) => refused({ aliases: { [name]: { version: 1 } } });
    for (const name of ['a', 'x'.repeat(128), '1a', '-', '_1']) expect(aliases(name), name).toEqual([]);
    for (const name of ['', 'x'.repeat(129), '12', 'a.b', '$LATEST'])
      expect(aliases(name), name).toEqual(saying('alias-name: '));
  });

  it('a version is a number or $LATEST; $LATEST.PUBLISHED is of Managed Instances', () => {
    const pointing = (version: unknown) => refused({ aliases: { a: { version } } });
    for (const version of [1, '17', '$LATEST']) expect(pointing(version)).toEqual([]);
    for (const version of ['one', '1.0', '$latest', '01']) expect(pointing(version)).toEqual(saying('version-name: '));
    const reason = saying('$LATEST.PUBLISHED is for Lambda Managed Instances, which are not simulated');
    expect(pointing('$LATEST.PUBLISHED')).toEqual(reason);
    expect(refused({ versions: { '$LATEST.PUBLISHED': {} } })).toEqual(reason);
    expect(refused({ aliases: { a: { version: 1, weights: { '$LATEST.PUBLISHED': 0.1 } } } })).toEqual(reason);
    expect(called('f:$LATEST.PUBLISHED')).toEqual(reason);
  });

  it('a qualifier is an alias that is there, a version or $LATEST', () => {
    expect(called('f:test')).toEqual(saying('unknown-alias: Cannot find alias "test"'));
    for (const qualifier of ['a b', 'x'.repeat(129), 'ä', 'a.b'])
      expect(called(`f:${qualifier}`), qualifier).toEqual(saying('is no qualifier'));
  });

  it('weights lie between 0.0 and 1.0, for one more version that is published', () => {
    const weighted = (weights: object, version: unknown = 1) => refused({ aliases: { a: { version, weights } } });
    for (const weight of [0, 0.5, 1]) expect(weighted({ 2: weight })).toEqual([]);
    for (const weight of [-0.1, 1.01]) expect(weighted({ 2: weight })).toEqual(saying('between 0 and 1'));
    expect(weighted({ 2: 0.1, 3: 0.1 })).toEqual(
      saying('Number of items in AdditionalVersionWeights cannot be greater than 1'),
    );
    expect(weighted({ 1: 0.1 })).toEqual(saying('Function version 1 is already included in routing configuration'));
    const latest = saying('$LATEST is not supported for an alias pointing to more than 1 version');
    expect(weighted({ 2: 0.1 }, '$LATEST')).toEqual(latest);
    expect(weighted({ $LATEST: 0.1 })).toEqual(latest);
  });

  it('a description has at most 256 characters', () => {
    expect(refused({ description: 'x'.repeat(256) })).toEqual([]);
    expect(refused({ description: 'x'.repeat(257) })).toEqual(saying('AWS allows 256 characters'));
  });
});

describe('sizes and limits', () => {
  it.each([
    ['memory', [128, 129, 10_240], [127, 10_241, 128.5]],
    ['the timeout', ['1s', '900s', '15m'], ['999ms', '901s', '0s']],
    ['ephemeral storage', [512, 10_240], [511, 10_241]],
    ['the architecture', ['x86_64', 'arm64'], ['arm', 'x86', ['arm64']]],
    ['reserved concurrency', [0, 1, 900], [-1, 1.5]],
    ['retries', [0, 1, 2], [-1, 3]],
    ['the age of an event', ['60s', '6h', '1h'], ['59s', '21601s', '0s']],
    ['SnapStart', [true, false], ['PublishedVersions', 'None', { applyOn: 'PublishedVersions' }]],
  ])('%s may be one of %j and none of %j', (what, allowed, others) => {
    const key = {
      memory: 'memory',
      'the timeout': 'timeout',
      'ephemeral storage': 'ephemeralStorage',
      'the architecture': 'architecture',
      'reserved concurrency': 'reservedConcurrency',
      retries: 'maximumRetryAttempts',
      'the age of an event': 'maximumEventAge',
      SnapStart: 'snapStart',
    }[what]!;
    for (const value of allowed) expect(refused({ runtime: 'java21', [key]: value }), String(value)).toEqual([]);
    for (const value of others) expect(refused({ runtime: 'java21', [key]: value }), String(value)).toHaveLength(1);
  });

  it('the package type is zip or image', () => {
    for (const type of ['zip', 'image']) expect(refused({ package: { type } })).toEqual([]);
    expect(refused({ package: { type: 'Jar' } })).toEqual(saying('expected zip, image'));
  });

  it('layers are at most five', () => {
    const layers = (count: number) => refused({ layers: Array.from({ length: count }, () => ({ size: '1MB' })) });
    expect(layers(5)).toEqual([]);
    expect(layers(6)).toEqual(saying('Cannot reference more than 5 layers'));
  });

  it('layers are of one version each, in the function’s region', () => {
    expect(refused({ layers: [layer('a', 1), layer('b', 1)] })).toEqual([]);
    expect(refused({ layers: [layer('a', 1), layer('a', 2)] })).toEqual(
      saying('Two different versions of the same layer are not allowed to be referenced in the same function.'),
    );
    expect(refused({ layers: [layer('a', 1, 'eu-west-1')] })).toEqual(
      saying('Layers are not in the same region as the function. Layers are expected to be in region us-east-1'),
    );
    expect(refused({ region: 'eu-west-1', layers: [layer('a', 1, 'eu-west-1')] })).toEqual([]);
  });

  it('a zip package has at most 250 MB unzipped, with its layers', () => {
    const sized = (size: string, ...layers: string[]) =>
      refused({ package: { size }, layers: layers.map((each) => ({ size: each })) });
    expect(sized('250MB')).toEqual([]);
    expect(sized('251MB')).toEqual(saying('Unzipped size must be smaller than 262144000 bytes'));
    expect(sized('200MB', '30MB', '20MB')).toEqual([]);
    expect(sized('200MB', '30MB', '21MB')).toEqual(
      saying('Function code combined with layers exceeds the maximum allowed size of 262144000 bytes'),
    );
  });

  it('a zip that is uploaded directly has at most 50 MB zipped; from S3 it may have more', () => {
    const zip = (zipped: string, source?: string) => refused({ package: { zipped, ...(source && { source }) } });
    expect(zip('50MB', 'upload')).toEqual([]);
    expect(zip('51MB', 'upload')).toEqual(saying('Zipped size must be smaller than 52428800 bytes'));
    expect(zip('51MB', 's3')).toEqual([]);
    expect(zip('51MB')).toEqual([]);
    expect(zip('251MB', 's3')).toEqual(saying('Unzipped size must be smaller than 262144000 bytes'));
    expect(zip('5MB', 'ecr')).toEqual(saying('a zip package does not come from ECR'));
  });

  it('an image has at most 10 GB, comes from ECR and has neither layers nor a zipped size', () => {
    const image = (given: object, rest: object = {}) => refused({ package: { type: 'image', ...given }, ...rest });
    expect(image({ size: '10GB', source: 'ecr' })).toEqual([]);
    expect(image({ size: '10241MB' })).toEqual(saying('10 GB for an image'));
    for (const source of ['upload', 's3']) expect(image({ source })).toEqual(saying('an image comes from ECR'));
    expect(image({ zipped: '5MB' })).toEqual(saying('an image is not zipped'));
    expect(image({}, { layers: [{ size: '1MB' }] })).toEqual(saying('layers-with-image: '));
  });

  it('batches of a queue have 1 to 10,000 messages, windows 0 s to 300 s, and 2 to 1,000 may be out at a time', () => {
    const polled = (settings: object) =>
      problemsOf({
        functions: { f: { handler: '10ms' } },
        triggers: { t: { type: 'sqs', target: 'f', arrivals: { constant: { rate: '1/s' } }, ...settings } },
      });
    for (const batchSize of [1, 10_000]) expect(polled({ batchSize, batchWindow: '1s' })).toEqual([]);
    for (const batchSize of [0, 10_001])
      expect(polled({ batchSize, batchWindow: '1s' })).toEqual(saying('AWS allows 1 to 10000'));
    for (const batchWindow of ['0s', '300s']) expect(polled({ batchWindow })).toEqual([]);
    expect(polled({ batchWindow: '301s' })).toEqual(saying('AWS allows 0s to 300s'));
    for (const maximumConcurrency of [2, 1_000]) expect(polled({ maximumConcurrency })).toEqual([]);
    for (const maximumConcurrency of [1, 1_001])
      expect(polled({ maximumConcurrency })).toEqual(saying('AWS allows 2 to 1000'));
  });
});

describe('an event source mapping', () => {
  const fn = { handler: '10ms' };
  const of = (type: string, settings: object): string[] => {
    const t = { type, target: 'f', arrivals: { constant: { rate: '1/s' } }, ...settings };
    return problemsOf({ functions: { f: fn }, triggers: { t } });
  };

  it.each([
    ['batchSize', [1, 100, 10_000], [0, 10_001, 1.5], ''],
    ['batchWindow', ['0s', '300s'], ['301s', '6m'], 'AWS allows 0s to 300s'],
    ['parallelizationFactor', [1, 10], [0, 11], 'AWS allows 1 to 10'],
    ['shards', [1, 10_000], [0, -1], ''],
    ['maximumRetryAttempts', [-1, 0, 10_000], [-2, 10_001], 'AWS allows -1 to 10000'],
    ['maximumRecordAge', [-1, 'none', '60s', '7d'], ['59s', '8d', '0s'], 'AWS allows 60s to 7d'],
    ['retention', ['24h', '365d'], ['23h', '366d'], 'AWS allows 24h to 365d'],
    ['poisonRate', [0, 1], [-0.1, 1.1], 'a probability lies between 0 and 1'],
    ['poisonRecords', [[], [1, 7]], [[0], [-1]], 'records are numbered from 1'],
    ['perRecord', ['0s', '5ms'], ['5'], ''],
    ['onFailure', ['failed'], ['', 'x'.repeat(301)], ''],
  ])('of a stream: %s takes %j and refuses %j', (key, taken, refusedValues, says) => {
    for (const value of taken) expect(of('kinesis', { [key]: value }), String(value)).toEqual([]);
    for (const value of refusedValues) expect(of('kinesis', { [key]: value }), String(value)).toEqual(saying(says));
  });

  it.each([
    ['batchSize', [1, 10_000], [0, 10_001], ''],
    ['batchWindow', ['0s', '500ms', '300s'], ['301s'], 'AWS allows 0s to 300s'],
    ['partitions', [1, 10_000], [0], ''],
    ['retention', ['1m', '7d', '3650d'], ['59s', '1s'], 'it must lie between 1m and 3650d'],
    [
      'provisionedPollers',
      [{}, { min: 1, max: 1 }, { min: 200, max: 2_000 }],
      [{ min: 0 }, { min: 201, max: 300 }],
      '1 to 200',
    ],
    ['provisionedPollers', [{ max: 2_000 }], [{ max: 0 }, { max: 2_001 }], 'AWS allows 1 to 2000'],
    ['provisionedPollers', [{ min: 5, max: 5 }], [{ min: 6, max: 5 }], 'it must not be above max, 5'],
    ['parallelizationFactor', [], [2], 'parallelizationFactor'],
    ['onFailure', [], ['failed'], 'onFailure'],
  ])('of a topic: %s takes %j and refuses %j', (key, taken, refusedValues, says) => {
    for (const value of taken) expect(of('kafka', { [key]: value }), JSON.stringify(value)).toEqual([]);
    for (const value of refusedValues)
      expect(of('kafka', { [key]: value }), JSON.stringify(value)).toEqual(saying(says));
  });

  it('has its window and the age of its records in whole seconds', () => {
    expect(of('kinesis', { batchWindow: '1500ms' })).toEqual(saying('batchWindow is 1500ms; AWS takes whole seconds'));
    expect(of('kafka', { batchWindow: '1500ms' })).toEqual(saying('AWS takes whole seconds'));
    expect(of('kinesis', { batchWindow: '500ms' })).toEqual(saying('AWS takes whole seconds'));
    expect(of('kinesis', { maximumRecordAge: '61500ms' })).toEqual(saying('AWS takes whole seconds'));
  });

  it('of DynamoDB keeps records for 24 hours, no more', () => {
    expect(of('dynamodb', { retention: '24h' })).toEqual([]);
    expect(of('dynamodb', { retention: '48h' })).toEqual(saying('DynamoDB keeps the records of a stream for 24h'));
  });

  it('of a stream has records that come by themselves', () => {
    expect(of('kinesis', { arrivals: { closed: { users: 3, thinkTime: '1s' } } })).toEqual(
      saying('closed users wait for answers, and kinesis gives none'),
    );
  });

  it('of a stream is refused what other triggers do not have', () => {
    expect(of('sdk', { shards: 2 })).toEqual(saying('t has no shards: it is for triggers of type kinesis, dynamodb'));
    expect(of('kinesis', { partitions: 2 })).toEqual(saying('t has no partitions: it is for triggers of type kafka'));
  });
});

describe('the environment', () => {
  it('environment variables have 4 KB together, as JSON without spaces', () => {
    // {"AB":"…"} has nine characters beside the value.
    expect(refused({ environment: { AB: 'x'.repeat(4087) } })).toEqual([]);
    expect(refused({ environment: { AB: 'x'.repeat(4088) } })).toEqual(saying('exceeded the 4KB limit'));
    expect(refused({ environment: { AB: 'ä'.repeat(2043) } })).toEqual([]);
    expect(refused({ environment: { AB: 'ä'.repeat(2044) } })).toEqual(saying('has 4097 bytes'));
  });

  it('the name of an environment variable has two characters at least: letters, digits and underscores, first a letter', () => {
    for (const name of ['AB', 'a1', 'Table_Name']) expect(refused({ environment: { [name]: 'x' } })).toEqual([]);
    for (const name of ['A', '1A', '_A', 'A-B', 'ÄB', ''])
      expect(refused({ environment: { [name]: 'x' } }), name).toEqual(saying('environment-name: '));
  });

  it('the name of an environment variable is none that Lambda sets itself', () => {
    for (const name of RESERVED_VARIABLES)
      expect(refused({ environment: { [name]: 'x' } })).toEqual(saying(`used in this request: ${name}`));
    expect(refused({ environment: { AWS_REGION: 'x', AB: 'y', _HANDLER: 'z' } })).toEqual(
      saying('Reserved keys used in this request: AWS_REGION, _HANDLER'),
    );
    expect(refused({ environment: { TZ: 'UTC', AWS_TABLE: 'x', LAMBDA_TASK: 'y' } })).toEqual([]);
  });
});

describe('a runtime', () => {
  it('is one of AWS’s, or taken with a warning', () => {
    for (const runtime of RUNTIMES.filter((each) => each !== 'dotnet9')) expect(warned({ runtime })).toEqual([]);
    expect(warned({ runtime: 'cobol85' })).toEqual(saying('unknown-runtime: '));
    expect(refused({ runtime: 'cobol85' })).toEqual([]);
  });

  it('that is deprecated is warned about, with the day where it is known', () => {
    expect(warned({ runtime: 'nodejs16.x' })).toEqual([
      'deprecated-runtime: AWS has deprecated the runtime nodejs16.x on 2024-06-12',
    ]);
    expect(warned({ runtime: 'provided.al2' })).toEqual([
      'deprecated-runtime: AWS has deprecated the runtime provided.al2',
    ]);
  });

  it('is dotnet9 for images alone', () => {
    expect(refused({ runtime: 'dotnet9', package: { type: 'image' } })).toEqual([]);
    expect(refused({ runtime: 'dotnet9' })).toEqual(saying('runtime-of-images: '));
  });

  it('is managed unless it is OS-only or unknown', () => {
    const [managed, others] = [
      ['nodejs22.x', 'python3.8', 'java8', 'go1.x', 'dotnet8'],
      ['provided', 'provided.al2', 'provided.al2023', 'cobol85'],
    ];
    expect(managed.map(isManagedRuntime)).toEqual(managed.map(() => true));
    expect(others.map(isManagedRuntime)).toEqual(others.map(() => false));
  });
});

describe('a role', () => {
  const BASIC = 'AWSLambdaBasicExecutionRole';

  it('is given by its ARN or by what it allows', () => {
    for (const role of [
      'arn:aws:iam::123456789012:role/checkout',
      'arn:aws-cn:iam::123456789012:role/a/b+c=d,e.f@g-h_i',
    ])
      expect(refused({ role })).toEqual([]);
    for (const role of ['checkout', 'arn:aws:iam::1234:role/x', 'arn:aws:iam::123456789012:user/x'])
      expect(refused({ role })).toEqual(saying('bad-role: '));
    for (const policy of [BASIC, `arn:aws:iam::aws:policy/service-role/${BASIC}`, 'logs:*', '*'])
      expect(refused({ role: { policies: [policy] } })).toEqual([]);
    expect(refused({ role: { policies: ['AWSLambdaBasicExecutionRol'] } })).toEqual(saying('unknown-policy: '));
  });

  it('must allow network interfaces for a VPC', () => {
    const role = (...policies: string[]) => refused({ vpc: true, role: { policies: [BASIC, ...policies] } });
    expect(role('AWSLambdaVPCAccessExecutionRole')).toEqual([]);
    expect(role('ec2:*NetworkInterface*')).toEqual([]);
    expect(role()).toEqual(
      saying('The provided execution role does not have permissions to call CreateNetworkInterface on EC2'),
    );
    expect(role('ec2:CreateNetworkInterface')).toEqual(saying('permissions to call DescribeNetworkInterfaces on EC2'));
    expect(refused({ vpc: true })).toEqual([]);
    expect(refused({ vpc: true, role: 'arn:aws:iam::123456789012:role/checkout' })).toEqual([]);
  });

  it('must allow what polling a source takes', () => {
    const polled = (type: string, ...policies: string[]) =>
      problemsOf({ functions: { f: { role: { policies } } }, triggers: { t: { type, target: 'f:1' } } }).filter(
        (each) => each.startsWith('missing-permission'),
      );
    expect(polled('sqs', BASIC)).toEqual(saying('does not have permissions to call ReceiveMessage on SQS'));
    expect(polled('sqs', 'AWSLambdaSQSQueueExecutionRole')).toEqual([]);
    expect(polled('dynamodb', BASIC)).toEqual(
      saying('the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions'),
    );
    expect(polled('sdk', BASIC)).toEqual([]);
  });

  it('must allow what reading a topic of MSK takes, of which it is only warned: the topic may be of another Kafka', () => {
    const read = (policy: string, severity: 'error' | 'warning') =>
      problemsOf(
        {
          functions: { f: { handler: '1s', role: { policies: [BASIC, policy] } } },
          triggers: { t: { type: 'kafka', target: 'f', arrivals: { constant: { rate: '1/s' } } } },
        },
        severity,
      );
    expect(read('sqs:*', 'error')).toEqual([]);
    expect(read('sqs:*', 'warning')).toEqual(
      saying('does not have permissions to call DescribeClusterV2 on Kafka: so AWS would say of a topic of MSK'),
    );
    expect(read('AWSLambdaMSKExecutionRole', 'warning')).toEqual([]);
  });

  it('that lets nothing be logged is warned about', () => {
    expect(warned({ role: { policies: ['sqs:*'] } })).toEqual(saying('no-log-permission: '));
    expect(warned({ role: { policies: [BASIC] } })).toEqual([]);
  });
});
