// Settings whose values may be secrets, the environment variables of functions: what is shown of them ends before the value.
import type { Path } from '../diagnostics.js';

/** Whether the value at a path is one of them. Slips such as `env` count, so that what is refused is not shown either. */
export function isSecret([collection, , key]: Path): boolean {
  return collection === 'functions' && /^env/i.test(String(key));
}

/** Whether a path as `--set` takes it leads to one. */
export const isSecretSetting = (dotted: string): boolean => isSecret(segmentsOf(dotted));

/** Of `path=value` as much as may be shown: all where it sets no environment, by its path or in a map. */
export function withoutSecret(setting: string): string {
  const [path = ''] = setting.split('=', 1);
  const inMap = /\{.*\benv\w*["']?\s*:/is.test(setting);
  if (!inMap && !isSecretSetting(path)) return setting;
  return `${path.replace(/[:{\s].*$/s, '')}=…`;
}

/** The settings of a variant without environments, which change nothing in a run. */
export function withoutSecrets([name, settings]: readonly [name: string, Readonly<Record<string, unknown>>]) {
  const shown = Object.entries(settings).filter(([dotted]) => !isSecretSetting(dotted));
  return [name, Object.fromEntries(shown.map(([dotted, value]) => [dotted, kept(segmentsOf(dotted), value)]))] as const;
}

function kept(path: Path, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const shown = Object.entries(value).filter(([key]) => !isSecret([...path, key]));
  return Object.fromEntries(shown.map(([key, inner]) => [key, kept([...path, key], inner)]));
}

const segmentsOf = (dotted: string): readonly string[] =>
  (dotted.match(/"[^"]*"|[^.]+/g) ?? []).map((each) => each.replaceAll('"', ''));
