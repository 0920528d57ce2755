// What the documents promise: links that lead somewhere, commands that parse, scenarios that exist, and a first screen
// from which a newcomer gets going. The commands are given to the command line's own parser, with nothing run.
import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import yargs, { type CommandModule } from 'yargs';
import { anchorsOf, codeBlockLines, commandWords, linksOf } from './markdown.js';
import { filesUnder, ROOT, read, rootFiles } from './source.js';

const FIRST_SCREEN = 40;
const DOCUMENTS = [...rootFiles(), ...filesUnder('docs').map((path) => `docs/${path}`)].filter((path) =>
  path.endsWith('.md'),
);

const exists = (path: string): boolean => existsSync(ROOT + path);

/** What `read` gives of every document, as `path: found`. */
const inDocuments = (find: (text: string, path: string) => readonly string[]): string[] =>
  DOCUMENTS.flatMap((path) => find(read(path), path).map((found) => `${path}: ${found}`));

describe('documents', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE', 'docs/ARCHITECTURE.md', 'docs/MODEL.md'])(
    'include %s',
    (path) => {
      expect(exists(path)).toBe(true);
    },
  );

  it('link only to files that exist', () => {
    expect(inDocuments((text, path) => linksOf(text).filter((link) => !leadsToFile(path, link)))).toEqual([]);
  });

  it('link only to headings that exist', () => {
    expect(inDocuments((text, path) => linksOf(text).filter((link) => !leadsToHeading(path, link)))).toEqual([]);
  });

  it('name only scenarios that exist', () => {
    const named = /(?<![\w/.-])scenarios\/[\w./-]+\.(?:ya?ml|json|csv)\b/g;
    expect(inDocuments((text) => (text.match(named) ?? []).filter((path) => !exists(path)))).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = /\bnpm run ([\w:-]+)/g;
    expect(
      inDocuments((text) => [...text.matchAll(named)].map((match) => match[1]!).filter((name) => !(name in scripts))),
    ).toEqual([]);
  });

  it('can rely on npm scripts whose files exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = Object.values(scripts).flatMap((script) => script.match(/\bscripts\/[\w./-]+/g) ?? []);
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });

  it('show only coldstart commands that the command line takes', async () => {
    const commands = await commandsOfMain();
    const refused: string[] = [];
    for (const path of DOCUMENTS) {
      for (const words of codeBlockLines(read(path)).flatMap(commandWords)) {
        const reason = await refusal(words, commands);
        if (reason !== null) refused.push(`${path}: coldstart ${words.join(' ')}: ${reason}`);
      }
    }
    expect(refused).toEqual([]);
  });
});

describe('the first screen of the README', () => {
  const screen = (): string => read('README.md').split('\n').slice(0, FIRST_SCREEN).join('\n');

  it.each(['npm ci && npm start', 'npm ci && npm test'])('shows `%s`', (command) => {
    expect(screen()).toContain(command);
  });
});

describe('continuous integration', () => {
  it("runs the README's test command and nothing else", () => {
    const plumbing = /^(#.*|set -.*|cd .*|)$/;
    const commands = read('.ci/run')
      .split('\n')
      .filter((line) => !plumbing.test(line.trim()));
    expect(commands).toEqual(['npm ci && npm test']);
    expect(codeBlockLines(read('README.md')).map((line) => line.replace(/\s+#.*$/, ''))).toContain(
      'npm ci && npm test',
    );
  });

  it.skipIf(process.platform === 'win32')('finds its script executable', () => {
    expect(statSync(`${ROOT}.ci/run`).mode & 0o111).not.toBe(0);
  });
});

const fileOf = (from: string, link: string): string => {
  const [file = ''] = link.split('#');
  return file === '' ? from : posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(file)));
};

function leadsToFile(from: string, link: string): boolean {
  const file = fileOf(from, link);
  return !file.startsWith('..') && exists(file);
}

function leadsToHeading(from: string, link: string): boolean {
  const file = fileOf(from, link);
  const at = link.indexOf('#');
  if (at < 0 || !file.endsWith('.md') || !exists(file)) return true;
  return anchorsOf(read(file)).includes(decodeURIComponent(link.slice(at + 1)));
}

/** The commands that main.ts gives to yargs, each from its own file. */
async function commandsOfMain(): Promise<CommandModule[]> {
  const main = read('src/cli/main.ts');
  const names = [...main.matchAll(/\.command\((\w+)\)/g)].map((match) => match[1]!);
  return Promise.all(
    names.map(async (name) => {
      const file = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '\\./([\\w/-]+)\\.js'`).exec(main)?.[1];
      const module = (await import(`../../src/cli/${file}.ts`)) as Record<string, CommandModule>;
      return { ...module[name]!, handler: () => undefined };
    }),
  );
}

/** Why the command line would not take the words, or `null`. */
async function refusal(words: readonly string[], commands: readonly CommandModule[]): Promise<string | null> {
  if (['--help', '--version'].includes(words.at(-1) ?? '') && words.length === 1) return null;
  const cli = yargs().scriptName('coldstart').exitProcess(false).help(false).version(false).demandCommand(1).strict();
  for (const command of commands) cli.command(command);
  cli.fail((message, error) => {
    throw error instanceof Error ? error : new Error(message);
  });
  try {
    await cli.parseAsync(words.filter((word) => word !== '--help'));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
