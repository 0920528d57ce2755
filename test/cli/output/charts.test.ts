// `--charts` as a user meets it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BadInput } from '../../../src/cli/fail.js';
import { chartFiles, pngEncoder } from '../../../src/cli/output/charts.js';
import { folderOfItsOwn, named, SCENARIO } from '../folder.js';

const { coldstart, file, names, path, read } = folderOfItsOwn();

const PICTURES = ['api', 'worker'].flatMap((name) =>
  ['coldStarts', 'concurrency', 'cost', 'latency'].map((chart) => `${chart}-${name}`),
);
const OF_ALIAS = ['environments', 'spillover', 'utilization'].map((chart) => `${chart}-api-live`);

/** Width and height from the head of a PNG. */
function sizeOf(png: string | Uint8Array): [number, number] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('--charts', () => {
  test('writes every chart of a run beside its page, in each format', async () => {
    file('s.yaml', SCENARIO);
    const { code, stderr } = await coldstart(['run', 's.yaml', '--quiet', '--charts', 'svg,png', '--out', 'out']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const expected = [...PICTURES, ...OF_ALIAS].flatMap((name) => [`${name}.png`, `${name}.svg`]);
    expect(names('out/charts')).toEqual(expected.sort());
    expect(names('out')).toEqual(['charts', 'report.html', 'result.json', 'summary.json', 'summary.md']);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(read('out/charts/cost-api.svg'))!;
    expect(sizeOf(readFileSync(join(path(), 'out/charts/cost-api.png')))).toEqual([2 * +width!, 2 * +height!]);
  });

  test('writes those of a comparison and of a sweep', async () => {
    file('s.yaml', SCENARIO);
    file('t.yaml', named('other'));
    const how = ['--replications', '2', '--quiet', '--charts', 'svg'];
    expect((await coldstart(['compare', 's.yaml', 't.yaml', ...how, '--out', 'compared'])).code).toBe(0);
    expect(names('compared/charts')).toContain('differences-All-functions.svg');
    const vary = ['--vary', 'functions.worker.memory=128,256'];
    expect((await coldstart(['sweep', 's.yaml', ...vary, ...how, '--out', 'swept'])).code).toBe(0);
    expect(names('swept/charts').filter((name) => !name.endsWith('.svg'))).toEqual([]);
    expect(names('swept/charts').length).toBeGreaterThan(0);
  });

  test.each(['pdf', 'svg,', '', 'PNG'])('refuses another format before anything runs: %j', async (given) => {
    await expect(chartFiles(given)).rejects.toThrow(BadInput);
    await expect(chartFiles(given)).rejects.toThrow('give svg, png or both, as in --charts svg,png');
  });

  test('has the text of a picture in its PNG, whatever fonts the machine has', async () => {
    const png = await pngEncoder();
    const svg = (text: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/><text x="9" y="25" font-family="system-ui, sans-serif" font-size="12">${text}</text></svg>`;
    expect(sizeOf(png(svg('busy')))).toEqual([400, 80]);
    expect(png(svg('busy'))).not.toEqual(png(svg('')));
    expect(png(svg('busy'))).not.toEqual(png(svg('idle')));
  });
});
