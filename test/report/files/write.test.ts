import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReport } from '../../../src/report/files/write.js';

describe('writing a report', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coldstart-write-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes the folder and writes text and bytes', async () => {
    const target = join(folder, 'deep', 'report');
    await writeReport(target, { 'result.json': '{}', 'chart.png': new Uint8Array([1, 2, 3]) });
    expect((await readdir(target)).sort()).toEqual(['chart.png', 'result.json']);
    expect([...(await readFile(join(target, 'chart.png')))]).toEqual([1, 2, 3]);
  });

  it('replaces the files of the last run', async () => {
    await writeReport(folder, { 'summary.md': 'old' });
    await writeReport(folder, { 'summary.md': 'new' });
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['summary.md']);
  });

  it('leaves the files of the last run, and nothing temporary, when it fails', async () => {
    await writeFile(join(folder, 'a.txt'), 'old');
    await expect(writeReport(folder, { 'a.txt': 'new', 'no/such/folder.txt': '' })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.txt']);
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('old');
  });

  it('leaves nothing temporary when a file cannot take its place', async () => {
    await mkdir(join(folder, 'taken', 'full'), { recursive: true });
    await expect(writeReport(folder, { taken: 'text' })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
