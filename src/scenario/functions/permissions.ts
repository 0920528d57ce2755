// What a function's role must allow and does not, as AWS refuses it, and what it should allow.
import { type Context, failure, functionsOf, warning } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import type { Path, Problem } from '../diagnostics.js';
import { keysAt, nodeAt } from '../source/tree.js';
import { DELIVERY, deliversLogs, missingForVpc, missingPermissions, POLLED } from './role.js';
import type { RoleSpec } from './types.js';

export function checkRoles(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, { role: given, vpc }]) => {
    const path = ['functions', name, 'role'];
    const role = given ?? null;
    const [interfaces] = vpc ? missingForVpc(role) : [];
    return [
      ...(interfaces === undefined ? [] : [notAllowed(interfaces, path, 'AWSLambdaVPCAccessExecutionRole')]),
      ...typesOf(context, name).flatMap((type) => pollProblems(role, type, path)),
      ...(deliversLogs(role) ? [] : [noLogs(path)]),
    ];
  });
}

/** Of the triggers that call the function, in the order of the file; read from the tree, like their targets. */
function typesOf({ root, names }: Context, name: string): readonly string[] {
  const textAt = (trigger: string, key: string): string => {
    const node = nodeAt(root, ['triggers', trigger, key]);
    return node?.kind === 'scalar' ? String(node.value) : '';
  };
  const calling = keysAt(root, ['triggers']).filter(
    (trigger) => parseTarget(textAt(trigger, 'target'), names)?.function === name,
  );
  return [...new Set(calling.map((trigger) => textAt(trigger, 'type')))];
}

function pollProblems(role: RoleSpec, type: string, path: Path): Problem[] {
  const [first] = missingPermissions(role, type);
  if (first === undefined) return [];
  if (type === 'sqs') return [notAllowed(first, path, 'AWSLambdaSQSQueueExecutionRole')];
  if (type === 'kafka') return [notAllowedOfTopic(first, path)];
  const names = POLLED[type]!.map((action) => action.replace(/^.*:/, ''));
  const listed = `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
  const message = `Cannot access stream. Please ensure the role can perform the ${listed} Actions on your stream in IAM`;
  const hint = `add AWSLambda${type === 'kinesis' ? 'Kinesis' : 'DynamoDB'}ExecutionRole to its policies`;
  return [failure({ code: 'missing-permission', message, path, hint })];
}

const SERVICES: Readonly<Record<string, string>> = { ec2: 'EC2', sqs: 'SQS', kafka: 'Kafka' };

function notAllowed(action: string, path: Path, policy: string): Problem {
  const [service = '', name = ''] = action.split(':');
  const message = `The provided execution role does not have permissions to call ${name} on ${SERVICES[service]}`;
  return failure({ code: 'missing-permission', message, path, hint: `add ${policy} to its policies` });
}

/** Whether a topic is one of AWS's is not said. */
function notAllowedOfTopic(action: string, path: Path): Problem {
  const { message, hint, ...refusal } = notAllowed(action, path, 'AWSLambdaMSKExecutionRole');
  return {
    ...refusal,
    severity: 'warning',
    message: `${message}: so AWS would say of a topic of MSK`,
    hint: `${hint}, unless the Kafka is your own`,
  };
}

function noLogs(path: Path): Problem {
  const message = `the role does not allow ${DELIVERY.join(' and ')}: nothing that the function logs would be delivered`;
  return warning({ code: 'no-log-permission', message, path, hint: 'add AWSLambdaBasicExecutionRole to its policies' });
}
