import { expect, test } from 'vitest';
import { wantsColour } from '../../../src/cli/output/terminal.js';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { TERM: 'xterm' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' }, true],
])('on a terminal: %s, %j: colour is welcome: %s', (isTerminal, environment, welcome) => {
  expect(wantsColour(isTerminal, environment)).toBe(welcome);
});
