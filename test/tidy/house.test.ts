// The house rules that a reviewer would otherwise have to count: sizes, names, opening sentences, numbers with a source.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesUnder, nodesOf, placeOf, read, rootFiles, SOURCES, type Source } from './source.js';

const FILES_A_FOLDER = 12;
const LINES_A_FILE = 300;
const FOLDERS_DEEP = 2;
const SAYS_NOTHING = /^(utils?|helpers?|common|misc|managers?|shared|stuff)$/;

/** One invocation can be followed through these three; together they stay short enough to be read at a sitting. */
const THE_WAY = ['engine/run.ts', 'lambda/platform.ts', 'simulate.ts'];
const LINES_OF_THE_WAY = 400;

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const isGenerated = ({ text }: Source): boolean => /^\/\/ Generated\b/.test(text);

describe('folders of src', () => {
  it(`hold at most ${FILES_A_FOLDER} files each`, () => {
    const counts = new Map<string, number>();
    for (const path of filesUnder('src')) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
    const over = [...counts]
      .filter(([, count]) => count > FILES_A_FOLDER)
      .map(([folder, count]) => `src/${folder}: ${count} files`);
    expect(over).toEqual([]);
  });

  it(`are at most ${FOLDERS_DEEP} deep`, () => {
    expect(filesUnder('src').filter((path) => path.split('/').length - 1 > FOLDERS_DEEP)).toEqual([]);
  });

  it('and files have names that say what is in them', () => {
    const isVague = (path: string): boolean => path.split(/[/.-]/).some((word) => SAYS_NOTHING.test(word));
    const all = ['src', 'test', 'scripts'].flatMap((top) => filesUnder(top).map((path) => `${top}/${path}`));
    expect(all.filter(isVague)).toEqual([]);
  });
});

describe('files of src', () => {
  it(`have fewer than ${LINES_A_FILE} lines, unless they are generated`, () => {
    const over = SOURCES.filter((source) => linesOf(source.text) >= LINES_A_FILE && !isGenerated(source));
    expect(over.map(({ path, text }) => `src/${path}: ${linesOf(text)} lines`)).toEqual([]);
  });

  it('open with a sentence on what they are', () => {
    expect(SOURCES.filter(({ text }) => !opensWithSentence(text)).map(({ path }) => `src/${path}`)).toEqual([]);
  });

  it('never say any, and never silence the compiler', () => {
    const anys = SOURCES.flatMap((source) =>
      [...nodesOf(source.tree)]
        .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
        .map((node) => placeOf(source, node)),
    );
    const silenced = SOURCES.filter(({ text }) => /@ts-(ignore|expect-error|nocheck)/.test(text)).map(
      ({ path }) => `src/${path}`,
    );
    expect([...anys, ...silenced]).toEqual([]);
  });

  it(`that one invocation passes through have fewer than ${LINES_OF_THE_WAY} lines together`, () => {
    const lines = THE_WAY.map((path) => linesOf(read(`src/${path}`)));
    expect(
      lines.reduce((sum, count) => sum + count, 0),
      THE_WAY.join(' + '),
    ).toBeLessThan(LINES_OF_THE_WAY);
  });
});

describe('the repository', () => {
  it('states one version', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('src/version.ts')).toContain(`VERSION = '${version}'`);
  });

  it('leaves nothing marked as still to do', () => {
    // Built from parts, so that this file does not find itself.
    const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);
    expect(ownFiles().flatMap((path) => linesWith(path, mark))).toEqual([]);
  });

  it('names no folder of the machine that it was written on', () => {
    const roots = ['ho' + 'me', 'wo' + 'rk', 'ro' + 'ot', 'Us' + 'ers'].join('|');
    const absolute = new RegExp(`(^|[\\s"'\`(=:,]|file://)([A-Z]:\\\\(${roots})\\\\|/(${roots})/)`);
    expect(ownFiles().flatMap((path) => linesWith(path, absolute))).toEqual([]);
  });
});

describe('numbers about AWS', () => {
  const ID = /\bM-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*\b/g;
  const idsIn = (text: string): string[] => [...new Set(text.match(ID) ?? [])].sort();
  const inSource = idsIn(SOURCES.map(({ text }) => text).join('\n'));

  it('have their assumption in docs/MODEL.md', () => {
    const inModel = idsIn(read('docs/MODEL.md'));
    expect(inSource.filter((id) => !inModel.includes(id))).toEqual([]);
  });

  it('are where docs/MODEL.md says that they act: no assumption is without code', () => {
    expect(idsIn(read('docs/MODEL.md')).filter((id) => !inSource.includes(id))).toEqual([]);
  });

  it('are named by ids that exist, in every document', () => {
    const inModel = idsIn(read('docs/MODEL.md'));
    const found = ownFiles()
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        idsIn(read(path))
          .filter((id) => !inModel.includes(id))
          .map((id) => `${path}: ${id}`),
      );
    expect(found).toEqual([]);
  });
});

/** A comment from the first line on, below the one that a shell reads, which ends with a full stop. */
function opensWithSentence(text: string): boolean {
  const lines = text.split('\n').filter((line, index) => !(index === 0 && line.startsWith('#!')));
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const comment = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(/^\/\/ ?/, ''));
  return comment.join(' ').trimEnd().endsWith('.');
}

/** Text files of the repository itself: not what is installed, built, or written by a run. */
function ownFiles(): string[] {
  const committed = (path: string): boolean => /(^README\.md|\/summary\.(json|md)|\.svg)$/.test(path);
  const inFolders = ['src', 'test', 'scripts', 'docs', 'scenarios', '.ci', '.github'].flatMap((top) =>
    filesUnder(top).map((path) => `${top}/${path}`),
  );
  const reports = filesUnder('reports')
    .filter(committed)
    .map((path) => `reports/${path}`);
  const atTheTop = rootFiles().filter((path) => /\.(md|json|ts|js|yml|yaml)$|^LICENSE$|^\.gitignore$/.test(path));
  return [...inFolders, ...reports, ...atTheTop].filter((path) => !/\.(parquet|gz|zip|png|woff2?)$/.test(path));
}

function linesWith(path: string, pattern: RegExp): string[] {
  return read(path)
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : []));
}
