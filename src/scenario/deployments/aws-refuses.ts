// Checks of deployments and of weights between versions: what AWS refuses, and what it would take but few intend.
import { secondsOf } from '../../engine/calendar.js';
import { VERSION_NUMBER } from '../../lambda/defaults.js';
import { provisionsOf, roomFor } from '../checks/concurrency.js';
import { type Context, failure, functionsOf, inOrder, own, warning } from '../checks/context.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import { noVersion } from '../functions/names.js';
import type { CheckedFunction } from '../schema.js';
import { keysAt } from '../source/tree.js';
import { didYouMean } from '../suggest.js';
import { type Rollout, rolloutsOf } from './timeline.js';

type CheckedAlias = CheckedFunction['aliases'][string];

/** `duration` in microseconds, null where it is missing. */
export function checkDeployments(context: Context, duration: number | null): Problem[] {
  const start = secondsOf(context.checked.start);
  return functionsOf(context).flatMap(([name, spec]) => {
    const aliases = inOrder(spec.aliases, context.root, ['functions', name, 'aliases']);
    return [
      ...aliases.flatMap(([alias, given]) => weightProblems(given, ['functions', name, 'aliases', alias])),
      ...rolloutsOf(context, name, start, duration).flatMap((rollout) => {
        const path = ['functions', name, 'deployments', rollout.index];
        const wrong = refused(context, name, rollout, path);
        return wrong.length > 0 ? wrong : unintended(context, name, rollout, path);
      }),
    ];
  });
}

/** M-WEIGHTS */
const ONE_VERSION = '$LATEST is not supported for an alias pointing to more than 1 version';

function weightProblems({ version, weights, provisionedConcurrency }: CheckedAlias, path: Path): Problem[] {
  const [other, ...more] = Object.keys(weights);
  if (other === undefined) return [];
  const at = [...path, 'weights'];
  const problem = (message: string, where: Path, hint?: string): Problem =>
    failure({ code: 'bad-weights', message, path: where, at: 'key', ...(hint === undefined ? {} : { hint }) });
  if (more.length > 0) {
    const hint = 'what the one leaves goes to version';
    return [problem('Number of items in AdditionalVersionWeights cannot be greater than 1', at, hint)];
  }
  if (version === '$LATEST') return [problem(ONE_VERSION, [...path, 'version'], 'publish a version and point to that')];
  if (other === '$LATEST') return [problem(ONE_VERSION, [...at, other], 'publish a version and name that')];
  if (!VERSION_NUMBER.test(other)) return [noVersion(other, [...at, other], 'key')];
  if (other === version) {
    const hint = 'name another version; what it leaves goes to this one';
    const message = `Invalid function version ${other}. Function version ${other} is already included in routing configuration`;
    return [problem(message, [...at, other], hint)];
  }
  // M-WEIGHTS-PROVISIONED
  if (provisionedConcurrency.max === 0 && provisionedConcurrency.scheduled.length === 0) return [];
  // M-WEIGHTS-PROVISIONED
  const message = 'Alias with weights can not be used with Provisioned Concurrency';
  const hint = 'leave one of the two out, or let a deployment shift the alias';
  return [failure({ code: 'weighted-with-provisioned', message, path: at, at: 'key', hint })];
}

function refused(context: Context, name: string, rollout: Rollout, path: Path): Problem[] {
  const { alias, version, strategy } = rollout.given;
  if (version === '$LATEST' || !VERSION_NUMBER.test(version)) {
    const hint = version === '$LATEST' ? { hint: 'publish a version and deploy that' } : {};
    return [{ ...noVersion(version, [...path, 'version']), ...hint }];
  }
  const names = keysAt(context.root, ['functions', name, 'aliases']);
  if (!names.includes(alias)) {
    const message = `Cannot find alias "${show(alias)}" of function "${show(name)}"`;
    const meant = didYouMean(alias, names);
    return [failure({ code: 'unknown-alias', message, path: [...path, 'alias'], ...meant })];
  }
  const given = own(own(context.checked.functions, name)?.aliases, alias);
  if (given !== undefined && Object.keys(given.weights).length > 0) {
    const message = `alias "${show(alias)}" points to two versions: AWS CodeDeploy needs one without weights`;
    const hint = 'leave its weights out: the deployment shifts it';
    return [failure({ code: 'deployment-of-weighted', message, path: [...path, 'alias'], hint })];
  }
  if (rollout.from === '$LATEST' && strategy.kind !== 'allAtOnce' && rollout.ends === 'moves') {
    const message = `alias "${show(alias)}" points to $LATEST then: ${ONE_VERSION}`;
    const hint = 'let it point to a published version, or deploy all at once';
    return [failure({ code: 'deployment-from-latest', message, path: [...path, 'alias'], hint })];
  }
  if (rollout.provisionedBy === null) return [];
  const message = `version ${show(version)} has provisioned concurrency then, through "${show(rollout.provisionedBy)}"`;
  return [failure({ code: 'version-provisioned-twice', message, path: [...path, 'version'] })];
}

function unintended(context: Context, name: string, rollout: Rollout, path: Path): Problem[] {
  const { alias, version } = rollout.given;
  switch (rollout.ends) {
    case 'never': {
      const where = rollout.at < 0 ? 'begins before the start of' : 'begins only after';
      const message = `the deployment ${where} the simulated time: it never happens`;
      return [warning({ code: 'silent-deployment', message, path: [...path, 'at'] })];
    }
    case 'same version': {
      const message = `alias "${show(alias)}" is on version ${show(version)} by then: the deployment changes nothing`;
      return [warning({ code: 'same-version', message, path: [...path, 'version'] })];
    }
    case 'overlaps': {
      const message = `the deployment would fail: another one of alias "${show(alias)}" is under way then`;
      return [warning({ code: 'overlapping-deployments', message, path: [...path, 'at'], hint: 'let it begin later' })];
    }
    case 'moves':
      return withoutRoom(context, name, alias, path);
  }
}

/** Both versions are provisioned until the shift is over (M-DEPLOY-ROOM). What a schedule makes of the number by then is not known here. */
function withoutRoom(context: Context, name: string, alias: string, path: Path): Problem[] {
  const provision = provisionsOf(context, name).find(({ qualifier }) => qualifier === alias);
  const room = roomFor(context, name);
  if (provision === undefined || provision.given.scheduled.length > 0 || room === null) return [];
  if (room < 0 || provision.amount <= room) return []; // what does not even fit once has been said
  const message = `the deployment would fail: it provisions both versions, ${provision.amount} more, and there is room for ${room}`;
  const hint = 'less provisioned concurrency, or a higher limit';
  return [warning({ code: 'deployment-without-room', message, path, hint })];
}
