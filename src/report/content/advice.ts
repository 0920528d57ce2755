// What to change, only where it is obvious, and what must not be overlooked. Plain text, unescaped and uncoloured: each
// report escapes and sets it in its own way.
import { isAsynchronous, isSynchronous } from '../../scenario/triggers/kinds.js';
import { count, counted, percent, usd } from '../format.js';
import type { AliasSubject, DeploymentSubject, Subject, TriggerSubject } from './figures.js';
import { failureText, provisionedAliases } from './provisioned.js';
import { activitiesOf } from './scaling.js';

/** Allocations and deployments that failed: said first and loud, since nothing else of the result shows them. */
export function failures(subject: Subject): string[] {
  const allocations = provisionedAliases(subject).flatMap(({ target, failure }) =>
    failure === null ? [] : [`provisioned concurrency of ${target} ${failureText(failure)}`],
  );
  const deployments = subject.deployments.flatMap(({ first, failure }) =>
    failure === null
      ? []
      : [`deployment of ${subject.name}:${first.alias} to version ${first.to} ${failureText(failure)}`],
  );
  return [...allocations, ...deployments];
}

/** Gravest first. */
export function suggestions(subject: Subject): string[] {
  const aliases = provisionedAliases(subject);
  const found = [
    ...aliases.map(cannotInitialise),
    reservedIsProvisioned(subject),
    ...aliases.map((alias) => noRoomBeside(alias, subject)),
    tooFast(subject),
    eventsLost(subject),
    retryStorm(subject),
    ...aliases.flatMap((alias) => [spilledOver(alias, subject), overRequestRate(alias), refusedRoom(alias, subject)]),
    ...subject.deployments.map((deployment) => deployed(deployment, subject)),
    ...aliases.flatMap((alias) => [unused(alias, subject), oversized(alias, subject)]),
    reservedTooLow(subject),
    mostlyLogs(subject),
  ];
  return found.filter((line) => line !== '');
}

function cannotInitialise({ target, failure }: AliasSubject): string {
  if (failure === null) return '';
  const cure = /too long|never/.test(failure.why) ? 'it must end sooner' : 'it must not fail';
  return `an allocation of ${target} failed, and nothing of it was kept: fix its init (init, functionInit, extensions, package): ${cure}`;
}

const throttlesFor = ({ throttleReasons }: Subject, reason: string): number =>
  throttleReasons.find(([each]) => each === reason)?.[1] ?? 0;

const RESERVED = 'ReservedFunctionConcurrentInvocationLimitExceeded';

/** As many as can be asked for at once. */
const provisionedPeak = (subject: Subject): number =>
  provisionedAliases(subject).reduce((sum, alias) => sum + alias.amount('provisioned.requested.max'), 0);

function reservedIsProvisioned(subject: Subject): string {
  const reserved = subject.settings?.reservedConcurrency ?? null;
  const throttles = throttlesFor(subject, RESERVED);
  if (reserved === null || reserved === 0 || throttles === 0 || provisionedPeak(subject) < reserved) return '';
  return `all of reservedConcurrency ${count(reserved)} of ${subject.name} is provisioned, so what finds none of it idle, and every call of $LATEST, is throttled (${count(throttles)}): raise reservedConcurrency, or provision less`;
}

function reservedTooLow(subject: Subject): string {
  const reserved = subject.settings?.reservedConcurrency ?? null;
  const throttles = throttlesFor(subject, RESERVED);
  if (reserved === null || throttles === 0 || reservedIsProvisioned(subject) !== '') return '';
  return `reservedConcurrency ${count(reserved)} throttled ${counted(throttles, 'request')} of ${subject.name}: raise it, if that was not the purpose`;
}

/** What is provisioned, here or elsewhere, is taken from what all share, used or not. */
function noRoomBeside(alias: AliasSubject, subject: Subject): string {
  const throttles = alias.amount('throttles');
  if (throttles === 0 || throttlesFor(subject, 'ConcurrentInvocationLimitExceeded') === 0) return '';
  return `${counted(throttles, 'request')} of ${alias.target} found all provisioned busy and no room on demand either: raise account.concurrency (a quota), or provision less elsewhere, since that is claimed whether it is used or not`;
}

function tooFast(subject: Subject): string {
  const throttles = throttlesFor(subject, 'ScalingRateExceeded');
  if (throttles === 0) return '';
  const ahead =
    provisionedAliases(subject).length > 0
      ? 'provision more before the rush'
      : 'provision before the rush, on an alias';
  return `${counted(throttles, 'request')} of ${subject.name} needed new environments faster than AWS adds them: ${ahead} (a scheduled action), or let traffic rise more slowly`;
}

const sumOver = (triggers: readonly TriggerSubject[], path: string): number =>
  triggers.reduce((sum, { amount }) => sum + amount(path), 0);

/** Of asynchronous events nothing is dropped that has somewhere to go. */
function eventsLost({ name, settings, triggers }: Subject): string {
  const handedOver = triggers.filter((trigger) => isAsynchronous({ type: trigger.settings?.type ?? '' }));
  const dropped = sumOver(handedOver, 'dropped');
  if (dropped === 0) return '';
  const tooOld = handedOver.some(({ dropReasons }) => dropReasons.some(([reason]) => reason === 'maximum event age'));
  const room = settings?.reservedConcurrency == null ? '' : 'reservedConcurrency, or ';
  const sooner = tooOld ? `, or raise ${room}maximumEventAge as far as AWS allows` : '';
  return `${counted(dropped, 'event')} for ${name} ${dropped === 1 ? 'was' : 'were'} dropped and left no trace: give ${name} onFailure${sooner}`;
}

function retryStorm({ name, triggers, amount }: Subject): string {
  const calling = triggers.filter((trigger) => isSynchronous({ type: trigger.settings?.type ?? '' }));
  const retries = sumOver(calling, 'retries');
  const attempts = sumOver(calling, 'events') + retries;
  // Where errors are what is retried, less retrying is no cure.
  if (retries <= attempts / 2 || amount('throttles') <= retries / 2) return '';
  return `${percent(retries / attempts)} of all attempts to call ${name} were retries, most of what was throttled: they take room from others and add none; make fewer (attempts), later (baseBackoff) and apart (jitter: full), or let requests come more slowly`;
}

/** A spillover that starts warm does no harm, and one cold start in two thousand calls hardly shows at p99.9. */
const RARE = 1 / 2000;

function spilledOver(alias: AliasSubject, subject: Subject): string {
  const spilled = alias.amount('spilloverByReason.concurrency');
  const coldStarts = alias.amount('coldStarts');
  if (spilled === 0 || alias.failure !== null || coldStarts < alias.amount('invocations') * RARE) return '';
  const what = `${counted(spilled, 'invocation')} of ${alias.target} spilled over to environments on demand and ${count(coldStarts)} started cold`;
  const scaling = alias.settings?.scaling ?? null;
  if (scaling === null) {
    const peak = count(Math.ceil(subject.amount('concurrency.max')));
    return `${what}, with up to ${peak} at once: provision more, or let it scale with min, max and targetUtilization`;
  }
  if (alias.amount('provisioned.requested.max') >= scaling.max)
    return `${what}, and it had scaled to its max of ${count(scaling.max)}: raise max, if the time without room is what matters`;
  const schedule = scaling.scheduled === 0 ? 'a scheduled action' : 'an earlier or higher scheduled action';
  const cures = [
    `provision ahead of the rush with ${schedule}`,
    scaling.tracking === null ? 'let it track a targetUtilization' : 'give it a lower targetUtilization',
    ...(scaling.tracking?.statistic === 'average' ? ['let it watch statistic: maximum, which keeps more ready'] : []),
  ];
  const late = scaling.tracking === null ? '' : ' before autoscaling had caught up';
  return `${what}${late}: ${cures.slice(0, -1).join(', ')} or ${cures.at(-1)}`;
}

function overRequestRate(alias: AliasSubject): string {
  const spilled = alias.amount('spilloverByReason.requestRate');
  if (spilled === 0) return '';
  return `${counted(spilled, 'invocation')} of ${alias.target} spilled over with an environment idle, at the request rate of what is provisioned: it grows with every environment, so provision more, busy or not`;
}

function refusedRoom(alias: AliasSubject, { settings }: Subject): string {
  // One of a schedule whose min is above its max asks for nothing.
  const refused = activitiesOf(alias).filter(({ kind, from, to }) => kind === 'refused' && to > from);
  if (refused.length === 0) return '';
  const cure =
    settings?.reservedConcurrency == null
      ? 'account.concurrency (a quota), or provision less elsewhere'
      : 'reservedConcurrency, or provision less of it elsewhere';
  const times = refused.length === 1 ? 'once' : `${count(refused.length)} times`;
  return `more for ${alias.target} was refused ${times} for want of room: raise ${cure}`;
}

function deployed({ first, failure, figure }: DeploymentSubject, { name, aliases }: Subject): string {
  const { alias, to } = first;
  if (failure?.why.includes('no room'))
    return `version ${to} could not be deployed to ${name}:${alias}: while both versions are there, each needs the full number; leave room for twice what is provisioned`;
  const coldStarts = figure('coldStarts').mean ?? 0;
  if (coldStarts === 0) return '';
  const isProvisioned = aliases.some((each) => each.name === alias && each.first.provisioned !== null);
  const cure = isProvisioned
    ? `more provisionedConcurrency on ${alias} spares those that spill over`
    : `with provisionedConcurrency on ${alias} the new version is ready before traffic shifts`;
  const slower = first.strategy === 'all at once' ? ', and a canary or linear strategy keeps the rush small' : '';
  return `deploying version ${to} to ${name}:${alias} caused ${counted(coldStarts, 'cold start')}: ${cure}${slower}`;
}

function mostlyLogs({ name, amount }: Subject): string {
  const [logs, total] = [amount('cost.logs'), amount('cost.total')];
  if (logs <= total / 2) return '';
  return `${percent(logs / total)} of what ${name} costs is for its logs (${usd(logs)}): log less of each invocation, or at a higher level`;
}

function unused(alias: AliasSubject, { name, ...subject }: Subject): string {
  const requested = alias.amount('provisioned.requested.mean');
  const served = alias.amount('provisionedInvocations');
  if (requested === 0 || served > 0 || alias.failure !== null || subject.amount('invocations') === 0) return '';
  return `${count(requested)} provisioned on ${alias.name} never served: point the trigger of ${name} there, or save their cost`;
}

function oversized(alias: AliasSubject, { name }: Subject): string {
  const peak = alias.figure('provisioned.utilizationMax').mean;
  const concurrency = alias.settings?.scaling === null ? alias.settings.concurrency : 0;
  if (peak === null || peak === 0 || concurrency < 2) return '';
  const needed = Math.ceil(peak * concurrency - 1e-9);
  if (needed > concurrency / 2) return '';
  return `at most ${count(needed)} of ${count(concurrency)} provisioned on ${alias.name} were busy at once: ${count(needed)} would do for ${name}`;
}
