// What policies allow: AWS's own ones for functions by name, and actions that may hold `*` and `?`. Whose resources they are for
// is not looked at.
import { didYouMean, type Suggestion } from '../suggest.js';

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const of = (service: string, actions: readonly string[]): readonly string[] =>
  actions.map((action) => `${service}:${action}`);
const INTERFACES = of('ec2', ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface']);
const ADDRESSES = of('ec2', ['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses']);
const STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

/** Actions by policy. Lambda Insights may write its own log group alone, which is not the function's. M-ROLE */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: LOGS,
  AWSLambdaVPCAccessExecutionRole: [...LOGS, ...INTERFACES, 'ec2:DescribeSubnets', ...ADDRESSES],
  AWSLambdaENIManagementAccess: [...INTERFACES, ...ADDRESSES],
  AWSLambdaSQSQueueExecutionRole: [...LOGS, ...of('sqs', ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])],
  AWSLambdaKinesisExecutionRole: [
    ...LOGS,
    ...of('kinesis', [...STREAM, 'DescribeStreamSummary', 'ListShards', 'SubscribeToShard']),
  ],
  AWSLambdaDynamoDBExecutionRole: [...LOGS, ...of('dynamodb', STREAM)],
  AWSLambdaMSKExecutionRole: [
    ...LOGS,
    ...of('kafka', ['DescribeCluster', 'DescribeClusterV2', 'GetBootstrapBrokers']),
    ...INTERFACES,
    ...of('ec2', ['DescribeVpcs', 'DescribeSubnets', 'DescribeSecurityGroups']),
  ],
  AWSLambdaExecute: ['logs:*', 's3:GetObject', 's3:PutObject'],
  AWSLambdaRole: ['lambda:InvokeFunction'],
  CloudWatchLambdaInsightsExecutionRolePolicy: ['logs:CreateLogGroup'],
  AWSXRayDaemonWriteAccess: of('xray', [
    ...['PutTraceSegments', 'PutTelemetryRecords'],
    ...['GetSamplingRules', 'GetSamplingTargets', 'GetSamplingStatisticSummaries'],
  ]),
  AdministratorAccess: ['*'],
};

export const MANAGED_POLICIES: readonly string[] = Object.keys(MANAGED);

const MANAGED_ARN = /^arn:aws[a-zA-Z-]*:iam::aws:policy\/(?:service-role\/)?([\w+=,.@-]+)$/;
const ACTION = /^(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/;

/** The actions of a managed policy, by name or ARN, or the action itself; null for what is neither. */
export function actionsOf(policy: string): readonly string[] | null {
  const name = MANAGED_ARN.exec(policy)?.[1] ?? policy;
  if (Object.hasOwn(MANAGED, name)) return MANAGED[name]!;
  return ACTION.test(policy) ? [policy] : null;
}

export function nearestPolicy(policy: string): Suggestion {
  const meant = didYouMean(MANAGED_ARN.exec(policy)?.[1] ?? policy, MANAGED_POLICIES);
  return 'hint' in meant ? meant : { hint: 'name one of AWS’s policies for Lambda, or actions such as sqs:*' };
}

/** Whether one of the actions, in which `*` and `?` stand for others, covers this one; case makes no difference to IAM. */
export function allows(actions: readonly string[], action: string): boolean {
  return actions.some((each) => covers(each.toLowerCase(), action.toLowerCase()));
}

/** In at most as many steps as the product of both lengths: a regular expression could take forever over many stars. */
function covers(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length; ) {
    const next = pattern[at];
    if (next === '*') {
      star = at++;
      resume = i;
    } else if (next === '?' || next === text[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      // The last star takes one more.
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
