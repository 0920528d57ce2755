// As much of Markdown as the tidy tests need: relative links, the anchors of headings, lines of code blocks, and the
// words of a coldstart command. No renderer.

interface Split {
  readonly prose: readonly string[];
  readonly code: readonly string[];
}

/** Lines outside fenced blocks and lines inside. */
function split(text: string): Split {
  const prose: string[] = [];
  const code: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    else (fence === null ? prose : code).push(line);
  }
  return { prose, code };
}

/** Lines of all code blocks, a line that ends in a backslash joined with its next, without prompts. */
export function codeBlockLines(text: string): string[] {
  const joined = split(text)
    .code.join('\n')
    .replace(/\\\n\s*/g, ' ');
  return joined.split('\n').map((line) => line.trim().replace(/^\$ /, ''));
}

/** Targets of links and images that are neither addresses on the web nor mail. */
export function linksOf(text: string): string[] {
  const prose = split(text)
    .prose.join('\n')
    .replace(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\s*\[[^\]]+\]:\s*<?([^\s>]+)/gm)];
  const tags = [...prose.matchAll(/\b(?:src|href|srcset)="([^"]+)"/g)];
  return [...inline, ...references, ...tags]
    .map((match) => match[1]!)
    .filter((link) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link));
}

/** Anchors as GitHub makes them of headings, and those set by hand. */
export function anchorsOf(text: string): string[] {
  const { prose } = split(text);
  const counts = new Map<string, number>();
  const anchors: string[] = [];
  for (const line of prose) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replace(/ /g, '-');
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    anchors.push(before === 0 ? slug : `${slug}-${before}`);
  }
  return [...anchors, ...[...prose.join('\n').matchAll(/\b(?:id|name)="([^"]+)"/g)].map((match) => match[1]!)];
}

/** The words after `coldstart` of each command in a line of shell: comments, pipes and redirections end one. */
export function commandWords(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token, double, single] of line.matchAll(
    /"([^"]*)"|'([^']*)'|\|\||&&|[|;]|[^\s|;"']+(?:"[^"]*"|'[^']*'|[^\s|;"'])*/g,
  )) {
    if (token.startsWith('#')) break;
    if (['|', '||', '&&', ';'].includes(token)) commands.push([]);
    else commands.at(-1)!.push(double ?? single ?? token.replace(/["']/g, ''));
  }
  return commands
    .map((words) => (words[0] === 'npx' ? words.slice(1) : words))
    .filter(([program]) => program === 'coldstart')
    .map((words) => words.slice(1, redirection(words)));
}

function redirection(words: readonly string[]): number {
  const at = words.findIndex((word) => /^\d?[<>]/.test(word));
  return at < 0 ? words.length : at;
}
