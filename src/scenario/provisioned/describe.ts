// What is provisioned, in words for reports.
import { PREPARATION } from '../../lambda/defaults.js';
import { durationText } from '../duration-text.js';
import type { DeploymentSpec, ProvisionedSpec, ScalingSpec, TargetTrackingSpec } from './types.js';

/** Whether anything is ever provisioned. */
export function isProvisioned({ initial, scaling }: ProvisionedSpec): boolean {
  return initial > 0 || scaling !== null;
}

/** "5", "2 to 50 at 70 % (average), 2 schedules"; a preparation that is not AWS's is named. */
export function provisionedText({ initial, preparation, scaling }: ProvisionedSpec): string {
  const amount = scaling === null ? String(initial) : scalingText(scaling);
  return preparation === PREPARATION ? amount : `${amount}, ${durationText(preparation)} preparation`;
}

function scalingText({ min, max, tracking, scheduled }: ScalingSpec): string {
  const parts = [
    `${min === max ? min : `${min} to ${max}`}${tracking === null ? '' : targetText(tracking)}`,
    ...(tracking === null ? [] : cooldownTexts(tracking)),
    ...(scheduled.length === 0 ? [] : [scheduled.length === 1 ? '1 schedule' : `${scheduled.length} schedules`]),
  ];
  return parts.join(', ');
}

const targetText = ({ targetUtilization, statistic }: TargetTrackingSpec): string =>
  ` at ${percent(targetUtilization)} (${statistic})`;

function cooldownTexts({ scaleOutCooldown, scaleInCooldown }: TargetTrackingSpec): readonly string[] {
  return [
    ...(scaleOutCooldown === 0 ? [] : [`scale-out cooldown ${durationText(scaleOutCooldown)}`]),
    ...(scaleInCooldown === 0 ? [] : [`scale-in cooldown ${durationText(scaleInCooldown)}`]),
  ];
}

/** "10 % to version 2, the rest to version 1"; `null` where all go to one version. */
export function weightsText(version: string, other: { version: string; weight: number } | null): string | null {
  return other === null ? null : `${percent(other.weight)} to version ${other.version}, the rest to version ${version}`;
}

/** "live to version 2 at 30m, canary: 10 % for 5m"; times count from time 0. */
export function deploymentText({ alias, version, at, strategy }: DeploymentSpec): string {
  const when = at < 0 ? `${durationText(-at)} before time 0` : `at ${durationText(at)}`;
  return `${alias} to version ${version} ${when}, ${strategy}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}
