// Roles: what policies allow, and what Lambda would miss.
import { describe, expect, it } from 'vitest';
import { actionsOf, allows, MANAGED_POLICIES } from '../../../src/scenario/functions/policies.js';
import { deliversLogs, missingForVpc, missingPermissions } from '../../../src/scenario/functions/role.js';
import { small, sound } from '../example.js';

const ARN = 'arn:aws:iam::123456789012:role/checkout';
const roleOf = (text: string) => sound(small(text)).functions[0]!.role;
const policy = (name: string) => actionsOf(name)!;

describe('a role', () => {
  it('is nothing, its ARN, or the actions of all its policies, each once', () => {
    expect(roleOf('')).toBeNull();
    expect(roleOf(`role: ${ARN}`)).toBe(ARN);
    expect(
      roleOf('role: { policies: [AWSLambdaBasicExecutionRole, AWSLambdaSQSQueueExecutionRole, "s3:Get*"] }'),
    ).toEqual([
      ...['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 's3:Get*'],
    ]);
    expect(roleOf('role: { policies: [] }')).toEqual([]);
  });

  it('of which nothing is known misses nothing', () => {
    for (const role of [null, ARN]) {
      expect(missingPermissions(role, 'sqs')).toEqual([]);
      expect(missingForVpc(role)).toEqual([]);
      expect(deliversLogs(role)).toBe(true);
    }
  });
});

describe('an action', () => {
  it.each([
    ['sqs:ReceiveMessage', true],
    ['SQS:receivemessage', true],
    ['sqs:*', true],
    ['sqs:Receive*', true],
    ['sqs:?eceiveMessage', true],
    ['*', true],
    ['*:*', true],
    ['sqs:Receive', false],
    ['sqs:ReceiveMessages', false],
    ['sns:*', false],
    ['sqs:?ReceiveMessage', false],
    ['s*:*e*e*e*e', true],
    ['s*:*e*e*e*e*e*e', false],
    ['sqs:*?', true],
    ['sqs:ReceiveMessage*', true],
    ['sqs:ReceiveMessage?', false],
    [`${'*?'.repeat(90)}x`, false],
    ['', false],
  ])('as %s allows to receive messages: %s', (pattern, expected) => {
    expect(allows([pattern], 'sqs:ReceiveMessage')).toBe(expected);
  });

  it('is looked at in no time, however many stars it has', () => {
    const started = performance.now();
    expect(allows(Array(100).fill(`${'*?'.repeat(10)}${'*a'.repeat(80)}`), 'dynamodb:GetShardIterator')).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('has a service and a name, and everything else is a policy that is known or nothing', () => {
    for (const text of ['sqs:*', 'elasticloadbalancing-v2:Get?', '*', ...MANAGED_POLICIES])
      expect(actionsOf(text), text).not.toBeNull();
    for (const text of ['', 'sqs', 'sqs:', ':x', 'sqs:a b', 'constructor', 'sqs:(', 'AmazonSQSFullAccess'])
      expect(actionsOf(text), text).toBeNull();
  });
});

describe('what Lambda misses', () => {
  it.each([
    ['sqs', 'AWSLambdaSQSQueueExecutionRole'],
    ['kinesis', 'AWSLambdaKinesisExecutionRole'],
    ['dynamodb', 'AWSLambdaDynamoDBExecutionRole'],
    ['kafka', 'AWSLambdaMSKExecutionRole'],
  ])('to poll %s is nothing with %s, everything without a policy, and nothing twice', (type, name) => {
    expect(missingPermissions(policy(name), type)).toEqual([]);
    const all = missingPermissions([], type);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all).size).toBe(all.length);
    expect(missingPermissions(policy(name).slice(0, 3), type)).toEqual(all);
    for (const action of all)
      expect(
        missingPermissions(
          all.filter((each) => each !== action),
          type,
        ),
      ).toEqual([action]);
  });

  it('is nothing for who calls and waits, and for no type at all', () => {
    for (const type of ['sdk', 'apiGateway', 'alb', 'functionUrl', 'trace', '', 'constructor'])
      expect(missingPermissions([], type)).toEqual([]);
  });

  it('for a VPC is nothing with the policies that AWS has for it', () => {
    for (const name of ['AWSLambdaVPCAccessExecutionRole', 'AWSLambdaENIManagementAccess', 'AWSLambdaMSKExecutionRole'])
      expect(missingForVpc(policy(name))).toEqual([]);
    expect(missingForVpc(policy('AWSLambdaBasicExecutionRole'))).toHaveLength(3);
  });

  it('to deliver logs are both, creating a stream and putting events', () => {
    expect(deliversLogs(['logs:CreateLogStream', 'logs:PutLogEvents'])).toBe(true);
    expect(deliversLogs(['logs:CreateLogStream'])).toBe(false);
    expect(deliversLogs(['logs:PutLogEvents', 'logs:CreateLogGroup'])).toBe(false);
    expect(deliversLogs(policy('AWSLambdaExecute'))).toBe(true);
    expect(deliversLogs(policy('CloudWatchLambdaInsightsExecutionRolePolicy'))).toBe(false);
  });
});
