// Every setting in force with where it comes from: whether a key stands in the source decides, so that a default is never
// shown as given.
import type { Explanation, Setting, SettingGroup, SettingOrigin } from '../../explanation.js';
import type { Path } from '../diagnostics.js';
import { pathText } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import { nodeAt, type Origin, originAt, type SourceNode } from '../source/tree.js';
import { describeTraffic } from '../traffic/describe.js';
import { isAsynchronous, isPolled, isRead, isSynchronous } from '../triggers/kinds.js';
import type { AsynchronousTrigger, SynchronousTrigger, TriggerSpec } from '../triggers/types.js';
import type { Scenario } from '../types.js';
import { ASSUMPTIONS, type AssumptionId } from './assumptions.js';
import { queueRows, streamRows } from './polled-rows.js';
import { ACCOUNT_ROWS, ALIAS_ROWS, FUNCTION_ROWS, type Row, SCENARIO_ROWS, VERSION_ROWS } from './rows.js';

/**
 * `source` is the tree that `scenario` was made from; `seedFlag` the value of `--seed`, which stands in no tree. `only` names
 * a function: other functions are left out then, and the triggers that call none but them.
 */
export function explainSettings(
  scenario: Scenario,
  source: SourceNode,
  seedFlag: string | undefined,
  only?: string,
): Pick<Explanation, 'groups' | 'assumptions'> {
  const settings = SCENARIO_ROWS.flatMap((row) => settingOf(row, scenario, source, []));
  const groups: SettingGroup[] = [
    { kind: 'scenario', name: null, settings: settings.map((each) => withSeedFlag(each, seedFlag)) },
    {
      kind: 'account',
      name: null,
      settings: ACCOUNT_ROWS.flatMap((row) => settingOf(row, scenario.account, source, ['account'])),
    },
    ...functionGroups(scenario, source).filter(({ name }) => only === undefined || name === only),
    ...triggerGroups(scenario, source, only),
  ];
  return { groups, assumptions: named(groups) };
}

function withSeedFlag(setting: Setting, seed: string | undefined): Setting {
  if (setting.key !== 'seed' || seed === undefined) return setting;
  return { ...setting, origin: { kind: 'flag', text: `--seed ${seed}` } };
}

function functionGroups(scenario: Scenario, source: SourceNode): SettingGroup[] {
  return scenario.functions.map((spec) => {
    const path = ['functions', spec.name];
    const settings = FUNCTION_ROWS.flatMap((row) => settingOf(row, spec, source, path));
    for (const alias of spec.aliases) {
      settings.push(...ALIAS_ROWS.flatMap((row) => settingOf(row, alias, source, path, ['aliases', alias.name])));
    }
    for (const version of spec.versions) {
      const within = ['versions', version.version];
      settings.push(...VERSION_ROWS.flatMap((row) => settingOf(row, version, source, path, within)));
    }
    return { kind: 'function', name: spec.name, settings };
  });
}

function triggerGroups(scenario: Scenario, source: SourceNode, only: string | undefined): SettingGroup[] {
  const described = describeTraffic(scenario);
  return scenario.triggers.flatMap((trigger, index) => {
    // A trace without target names functions in its rows: it may call any.
    if (only !== undefined && trigger.target !== null && trigger.target.function !== only) return [];
    const { type, target, arrivals } = described[index]!;
    const rows = [plain('type', type), plain('target', target), ...trafficRows(trigger, arrivals)];
    const path = ['triggers', trigger.name];
    const settings = rows.flatMap((row) => settingOf(row, trigger, source, path));
    return { kind: 'trigger', name: trigger.name, settings };
  });
}

function trafficRows(trigger: TriggerSpec, arrivals: string): Row<TriggerSpec>[] {
  if (isSynchronous(trigger)) return [plain('arrivals', arrivals), ...waitingRows(trigger)];
  if (isPolled(trigger)) return [plain('arrivals', arrivals), ...queueRows(trigger)];
  if (isRead(trigger)) return [plain('arrivals', arrivals), ...streamRows(trigger)];
  if (isAsynchronous(trigger)) return [plain('arrivals', arrivals), ...eventRows(trigger)];
  const { columns, timeUnit, durationUnit } = trigger;
  return [
    plain('file', arrivals),
    plain('columns.time', columns.time),
    ...(columns.target === null ? [] : [plain('columns.target', columns.target)]),
    plain('columns.duration', columns.duration),
    plain('timeUnit', timeUnit ?? 'calendar times'),
    plain('durationUnit', durationUnit),
  ];
}

function eventRows({ flexibleWindow, duplicates }: AsynchronousTrigger): Row<TriggerSpec>[] {
  return [
    plain('flexibleWindow', flexibleWindow === 0 ? 'none' : durationText(flexibleWindow)),
    plain('duplicates', duplicates === 0 ? 'none' : String(duplicates), 'M-ASYNC-DUPLICATES'),
  ];
}

function waitingRows({ integrationTimeout, retries }: SynchronousTrigger): Row<TriggerSpec>[] {
  const timeout =
    integrationTimeout === null ? [] : [plain('integrationTimeout', durationText(integrationTimeout), 'M-GATEWAY')];
  return [...timeout, plain('retries', retriesText(retries), 'M-CLIENT-RETRIES')];
}

/** "3 attempts, 100ms doubling to 20s, full jitter, 5s each". */
function retriesText(retries: SynchronousTrigger['retries']): string {
  if (retries === null) return 'none';
  const { attempts, baseBackoff, maxBackoff, jitter, timeout } = retries;
  const waits = `${durationText(baseBackoff)} doubling to ${durationText(maxBackoff)}, ${jitter === 'full' ? 'full' : 'no'} jitter`;
  return `${attempts} attempts, ${waits}${timeout === null ? '' : `, ${durationText(timeout)} each`}`;
}

const plain = (key: string, value: string, otherwise: AssumptionId | null = null): Row<TriggerSpec> => ({
  key: key.split('.'),
  value: () => value,
  otherwise,
});

/** None where the setting does not apply. `path` leads to the group's thing, `within` from there to the row's. */
function settingOf<T>(row: Row<T>, of: T, source: SourceNode, path: Path, within: Path = []): Setting[] {
  const place = [...path, ...within];
  const isGiven = (...key: string[]): boolean => nodeAt(source, [...place, ...key]) !== null;
  const value = row.value(of, isGiven);
  if (value === null) return [];
  const at = [...place, ...row.key];
  const origin = isGiven(...row.key) ? givenAt(source, at) : otherwise(row.otherwise, of);
  return [{ path: pathText(at), key: pathText([...within, ...row.key]), value, origin }];
}

function otherwise<T>(given: Row<T>['otherwise'], of: T): SettingOrigin {
  return typeof given === 'function' ? given(of) : { kind: 'default', assumption: given };
}

/** A flag that changed something inside a value is where that value comes from. */
function givenAt(source: SourceNode, path: Path): SettingOrigin {
  const node = nodeAt(source, path)!;
  const origin = flagWithin(node) ?? originAt(source, path, 'value');
  return origin.kind === 'flag' ? { kind: 'flag', text: origin.text } : origin;
}

function flagWithin(node: SourceNode): Origin | null {
  if (node.origin.kind === 'flag') return node.origin;
  const inside =
    node.kind === 'scalar'
      ? []
      : node.kind === 'list'
        ? node.items
        : [...node.entries.values()].map(({ value }) => value);
  for (const each of inside) {
    const found = flagWithin(each);
    if (found !== null) return found;
  }
  return null;
}

function named(groups: readonly SettingGroup[]): Record<string, string> {
  const ids = groups.flatMap(({ settings }) =>
    settings.flatMap(({ origin }) => ('assumption' in origin && origin.assumption !== null ? [origin.assumption] : [])),
  );
  return Object.fromEntries([...new Set(ids)].sort().map((id) => [id, ASSUMPTIONS[id as AssumptionId]]));
}
