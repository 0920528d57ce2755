// A function's execution role: what it allows, what of AWS's demands it misses, and whether logs come through. Of a role that is given by
// its ARN, or not at all, nothing is known, and it is taken to allow everything.
import { z } from 'zod';
import { ROLE_ARN } from '../../lambda/defaults.js';
import { showValue } from '../diagnostics.js';
import { refuse } from '../fields.js';
import { actionsOf, allows, nearestPolicy } from './policies.js';
import type { RoleSpec } from './types.js';

const MAX_POLICIES = 100;
const MAX_POLICY = 200;

const arn = z.string().superRefine((text, context) => {
  if (ROLE_ARN.test(text)) return;
  const hint =
    actionsOf(text) === null ? 'for example arn:aws:iam::123456789012:role/checkout' : `write { policies: [${text}] }`;
  refuse(context, { code: 'bad-role', hint }, `is ${showValue(text)}; expected the ARN of a role or { policies }`);
});

const policy = z
  .string()
  .max(MAX_POLICY, { error: `at most ${MAX_POLICY} characters` })
  .transform((text, context): readonly string[] => {
    const actions = actionsOf(text);
    if (actions !== null) return actions;
    const { hint = '' } = nearestPolicy(text);
    refuse(
      context,
      { code: 'unknown-policy', hint },
      `${showValue(text)} is neither a policy that is known nor an action`,
    );
    return z.NEVER;
  });

const policies = z
  .array(policy)
  .max(MAX_POLICIES, { error: `at most ${MAX_POLICIES} policies` })
  .meta({ description: 'AWS’s policies for Lambda by name, and actions, which may hold *.' });

export const role = z
  .union([
    arn.meta({ pattern: ROLE_ARN.source }),
    z.strictObject({ policies }).transform((given): readonly string[] => [...new Set(given.policies.flat())]),
  ])
  .meta({
    description: 'The execution role: its ARN, of which nothing is checked, or what it allows.',
    examples: [{ policies: ['AWSLambdaBasicExecutionRole', 'sqs:*'] }],
  });

/** What Lambda does under the role itself: for a VPC, and to poll the source of a trigger, as AWS names it. M-ROLE */
const VPC = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];
const STREAM = ['GetRecords', 'GetShardIterator', 'DescribeStream'];
export const POLLED: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  kinesis: [...STREAM, 'ListShards', 'ListStreams'].map((action) => `kinesis:${action}`),
  dynamodb: [...STREAM, 'ListStreams'].map((action) => `dynamodb:${action}`),
  // Of AWS's managed Kafka.
  kafka: [
    ...['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers', ...VPC],
    ...['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'],
  ],
};
export const DELIVERY = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What a trigger of this type needs and the role does not allow, in the order in which AWS names it; none where Lambda polls nothing. */
export function missingPermissions(role: RoleSpec, triggerType: string): readonly string[] {
  return missing(role, Object.hasOwn(POLLED, triggerType) ? POLLED[triggerType]! : []);
}

/** The same for a VPC. */
export function missingForVpc(role: RoleSpec): readonly string[] {
  return missing(role, VPC);
}

/** Whether what the function logs reaches CloudWatch Logs; its log group is taken to exist. M-ROLE */
export function deliversLogs(role: RoleSpec): boolean {
  return missing(role, DELIVERY).length === 0;
}

/** What reaches CloudWatch Logs of what an invocation writes. */
export function loggedBytes({ logBytes, role: given }: Logging): number {
  return deliversLogs(given ?? null) ? logBytes : 0;
}

interface Logging {
  readonly logBytes: number;
  readonly role?: RoleSpec | undefined;
}

function missing(role: RoleSpec, actions: readonly string[]): readonly string[] {
  return role === null || typeof role === 'string' ? [] : actions.filter((action) => !allows(role, action));
}
