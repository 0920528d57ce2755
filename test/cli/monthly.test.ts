// `coldstart run --monthly` as a user meets it.
import { expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file } = folderOfItsOwn();
const run = (...args: string[]) => coldstart(['run', 's.yaml', '--format', 'json', ...args]);
const result = (text: string): Result => JSON.parse(text) as Result;
const WARNING =
  '--monthly makes a month of 730 h out of 10m, without any hour or weekday that is not in it: simulate whole days (--duration 24h)';

test('puts a month beside the cost of every function, every alias and all together, and keeps what else there was', async () => {
  file('s.yaml', SCENARIO);
  const [plain, monthly] = (await Promise.all([run(), run('--monthly', '--out', 'm')])).map(({ stdout }) =>
    result(stdout),
  );
  const [before, after] = [plain!.runs[0]!, monthly!.runs[0]!];
  const { api } = after.functions;
  for (const money of [api!, api!.aliases['live']!, after.functions['worker']!, after.total])
    expect(money.monthly!.total).toBeCloseTo(money.cost.total * 730 * 6, 9);
  expect(before.total.monthly).toBeUndefined();
  expect(after.digest).toBe(before.digest);
  expect(after.total.cost).toEqual(before.total.cost);
  expect(monthly!.summary['functions.api.aliases.live.monthly.total']!.mean).toBe(api!.aliases['live']!.monthly!.total);
});

test('warns where the time is no whole number of days, on standard error and in the result, and says what repeats it', async () => {
  file('s.yaml', SCENARIO);
  const { code, stdout, stderr } = await run('--monthly');
  expect({ code, stderr }).toEqual({ code: 0, stderr: `s.yaml: warning: ${WARNING}\n` });
  expect(result(stdout).warnings).toEqual([WARNING]);
  expect(result(stdout).reproduce.command).toBe('coldstart run s.yaml --monthly');
  const days = await run('--monthly', '--duration', '24h', '--set', 'triggers.http.arrivals.poisson.rate=1/m');
  expect(days.stderr).toBe('');
  const several = await run('--monthly', '--sensitivity', 'keepAlive', '--quiet');
  expect(result(several.stdout).reproduce.command).toBe('coldstart run s.yaml --monthly --sensitivity keepAlive');
});

test('needs no flag where an objective is on a monthly cost, and then warns alike', async () => {
  file('s.yaml', `${SCENARIO}slo: [total.monthly.total < 100]\n`);
  const { stdout, stderr } = await run('--check');
  expect(stderr).toBe(`s.yaml: warning: ${WARNING.replace('--monthly', 'an slo on monthly')}\n`);
  const { runs, slo } = result(stdout);
  expect(slo[0]!.value).toBe(runs[0]!.total.monthly!.total);
  expect((await run('--monthly', '--quiet')).stderr).toBe('');
});
