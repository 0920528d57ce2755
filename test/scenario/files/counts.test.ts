import { expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';

const TEXT = `duration: 1h
functions: { api: { handler: 5ms } }
triggers: { t: { type: sdk, target: api, arrivals: { counts: { file: c.csv } } } }
`;

/** The scenario whose file of counts holds these values on these lines. */
const counted = (values: readonly number[], lines: readonly number[] = values.map((_, index) => index + 2)) =>
  parseScenario(TEXT, {
    file: 's.yaml',
    files: {
      trace: () => {
        throw new Error('no trace was to be read');
      },
      numbers: () => ({ values, lines, column: 'count', more: false, problems: [] }),
    },
  });

it('counts from a file are in the scenario, one a minute', () => {
  const [trigger] = counted([5, 0, 7]).scenario!.triggers;
  expect(trigger).toMatchObject({ arrivals: { kind: 'counts', width: 60_000_000, counts: [5, 0, 7] } });
});

it.each([
  ['half a call', [1, 0.5], undefined, 3],
  ['fewer calls than none', [-1], undefined, 2],
  ['an empty line between, which would move all later minutes', [5, 7], [2, 4], 3],
])('a file with %s is refused at its line', (_, values, lines, line) => {
  const { scenario, diagnostics } = counted(values, lines);
  expect(scenario).toBeNull();
  expect(diagnostics).toMatchObject([{ code: 'numbers-row', file: 'c.csv', line }]);
});

it('a file without counts is refused, and so is any where there are no files', () => {
  expect(counted([]).diagnostics).toMatchObject([{ code: 'numbers-row', message: 'the file holds no counts' }]);
  expect(parseScenario(TEXT, { file: 's.yaml' }).diagnostics).toMatchObject([{ code: 'numbers-file' }]);
});
