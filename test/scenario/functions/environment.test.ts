// Environment variables: taken as AWS SAM takes them, and never shown again.
import { describe, expect, it } from 'vitest';
import { reproducing } from '../../../src/cli/input/command-line.js';
import { formatDiagnostic } from '../../../src/scenario/diagnostics.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import { explainSettings } from '../../../src/scenario/settings/explain.js';
import { type Options, small, sound } from '../example.js';

const SECRET = 'hunter2';

const environmentOf = (inside: string) => sound(small(inside)).functions[0]!.environment;

describe('an environment', () => {
  it('is kept as names in their order and the bytes of all together', () => {
    expect(environmentOf('environment: { TABLE_NAME: orders, AB: "" }')).toEqual({
      names: ['TABLE_NAME', 'AB'],
      bytes: '{"TABLE_NAME":"orders","AB":""}'.length,
    });
    expect(environmentOf('environment: {}')).toEqual({ names: [], bytes: 0 });
    expect(environmentOf('')).toEqual({ names: [], bytes: 0 });
  });

  it('takes numbers and true or false as text', () => {
    expect(environmentOf('environment: { AB: 12, CD: true, EF: 1.5 }').bytes).toBe(
      '{"AB":"12","CD":"true","EF":"1.5"}'.length,
    );
  });

  it('is measured in UTF-8, with what JSON escapes', () => {
    expect(environmentOf('environment: { AB: "ä€" }').bytes).toBe('{"AB":""}'.length + 5);
    expect(environmentOf(String.raw`environment: { AB: "a\"b" }`).bytes).toBe('{"AB":"a__b"}'.length);
  });
});

describe('the values of an environment', () => {
  /** Everything that is said of a scenario, and what becomes of it. */
  function shown(text: string, options: Options = {}): string {
    const { scenario, source, diagnostics } = parseScenario(text, { file: 's.yaml', ...options });
    const explained = scenario === null || source === null ? null : explainSettings(scenario, source, undefined);
    const command = reproducing('run', ['s.yaml'], { set: options.set ?? [] });
    return [...diagnostics.map(formatDiagnostic), JSON.stringify([scenario, explained, diagnostics]), command].join(
      '\n',
    );
  }

  it.each([
    ['sound', `environment: { PASSWORD: ${SECRET} }`],
    ['below a reserved name', `environment: { AWS_REGION: ${SECRET} }`],
    ['below a bad name', `environment: { 1P: ${SECRET} }`],
    ['too long', `environment: { PASSWORD: ${SECRET}${'x'.repeat(5000)} }`],
    ['in a list', `environment: { PASSWORD: [${SECRET}] }`],
    ['in a map', `environment: { PASSWORD: { a: ${SECRET} } }`],
    ['in the form of a template', `environment: { variables: { PASSWORD: ${SECRET} } }`],
    ['text in place of the map', `environment: PASSWORD=${SECRET}`],
    ['a list in place of the map', `environment: [PASSWORD, ${SECRET}]`],
    ['like an alias of YAML', `environment: { PASSWORD: *${SECRET} }`],
    ['under another key', `env: { PASSWORD: ${SECRET} }`],
    ['given twice', `environment: { AB: ${SECRET}, AB: ${SECRET} }`],
  ])('are never shown: %s', (_, inside) => {
    expect(shown(small(inside))).not.toContain(SECRET);
  });

  it.each([
    `functions.api.environment.PASSWORD=${SECRET}`,
    `functions.api.environment={ PASSWORD: ${SECRET} }`,
    `functions.api={ handler: 5ms, environment: { PASSWORD: ${SECRET} } }`,
    `functions.api.environment.PASSWORD=*${SECRET}`,
    `functions.api.environment.PASSWORD="${SECRET}`,
    `functions.api.environment.PASSWORD:${SECRET}`,
    `functions.api.environment.PASSWORD.x=${SECRET}`,
    `functions.api.enviroment.PASSWORD=${SECRET}`,
    `functions.other.environment.PASSWORD=${SECRET}`,
    `functions."api".environment.PASSWORD=${SECRET}`,
  ])('are never shown where a flag gives them: %s', (set) => {
    expect(shown(small(`environment: { PASSWORD: ${SECRET} }`), { set: [set] })).not.toContain(SECRET);
  });

  it('are never shown where a variant gives them', () => {
    const settings = [
      `functions.api.environment.PASSWORD: ${SECRET}`,
      `functions.api.environment: { PASSWORD: ${SECRET} }`,
      `functions.api: { handler: 5ms, environment: { PASSWORD: ${SECRET} } }`,
    ];
    for (const setting of settings) {
      const text = small('', `variants: { v: { ${setting}, functions.api.memory: 512 } }`);
      expect(sound(text).variants['v']).toMatchObject({ 'functions.api.memory': 512 });
      expect(shown(text)).not.toContain(SECRET);
    }
  });

  it('leave other settings as they are', () => {
    const set = ['functions.api.memory=512', 'triggers.web.target=api:1', 'name=environment: one'];
    expect(reproducing('run', ['s.yaml'], { set })).toBe(
      "coldstart run s.yaml --set functions.api.memory=512 --set triggers.web.target=api:1 --set 'name=environment: one'",
    );
  });

  it('are counted by explain', () => {
    const { scenario, source } = parseScenario(small('environment: { AB: x, CD: y }'), { file: 's.yaml' });
    const { groups } = explainSettings(scenario!, source!, undefined);
    const settings = groups.flatMap((group) => group.settings);
    expect(settings.find(({ key }) => key === 'environment')?.value).toBe('2 variables, 19 bytes');
  });
});
