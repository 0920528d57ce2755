// `coldstart validate` as a user meets it.
import { expect, test } from 'vitest';
import { folderOfItsOwn, named, SCENARIO } from './folder.js';

const { coldstart, file, names } = folderOfItsOwn();

test('says that a scenario is valid, without running it', async () => {
  file('s.yaml', SCENARIO);
  const ended = await coldstart(['validate', 's.yaml']);
  expect(ended).toEqual({ code: 0, stdout: 's.yaml: valid (2 functions, 2 triggers)\n', stderr: '' });
  expect(names()).toEqual(['s.yaml']);
});

test('goes through all of several, and fails if one does', async () => {
  file('a.yaml', named('a').replace('init: 200ms', 'init: 200').replace('5/s', '5'));
  file('b.yaml', named('b'));
  const { code, stdout, stderr } = await coldstart(['validate', 'a.yaml', 'nowhere.yaml', 'b.yaml']);
  expect(code).toBe(2);
  expect(stdout).toBe('b.yaml: valid (2 functions, 2 triggers)\n');
  expect(stderr).toMatch(/^a\.yaml:6:.*\na\.yaml:9:.*\nnowhere\.yaml: no such file\n$/);
});

test('warns without failing', async () => {
  file('s.yaml', SCENARIO.replace("'api:live'", 'api'));
  const { code, stderr } = await coldstart(['validate', 's.yaml']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^s\.yaml:6:\d+: warning: /);
});

test('--set changes a setting first', async () => {
  file('s.yaml', SCENARIO);
  const { code, stderr } = await coldstart(['validate', 's.yaml', '--set', 'functions.api.memory=1']);
  expect(code).toBe(2);
  expect(stderr).toBe('--set functions.api.memory=1: api.memory is 1; AWS allows 128 to 10240 MB\n');
});
