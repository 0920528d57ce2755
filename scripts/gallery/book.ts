// The book of scenarios as the gallery reads it: subjects and questions from scenarios/README.md, answers from the comments at the
// heads of the scenarios. Simulates nothing.

export interface Chapter {
  readonly number: number;
  /** Of the scenario, its file and its folder in reports/. */
  readonly name: string;
  readonly question: string;
}

export interface Subject {
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

/** A paragraph of prose, or commands that the comment shows, one a line. */
export type Block = { readonly prose: string } | { readonly commands: readonly string[] };

export interface Answer {
  /** Its first sentence, with the next where it is short. */
  readonly verdict: string;
  /** What comes after it. */
  readonly more: readonly Block[];
}

/** From the text of scenarios/README.md: its second headings with the tables below them. Headings without a table are left out. */
export function subjectsOf(contents: string): Subject[] {
  return contents
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      chapters: [...part.matchAll(/^\| (\d+) \| \[([\w-]+)\]\(\2\.yaml\) \| (.*) \|$/gm)].map(
        ([, number, name = '', question = '']) => ({ number: Number(number), name, question }),
      ),
    }))
    .filter(({ chapters }) => chapters.length > 0);
}

/** Letters that alone say too little, as "None." */
const SHORT = 40;

/** From the text of a scenario. Throws where the comment at its head has no `Answer: `. */
export function answerOf(scenario: string): Answer {
  const [, after] = headOf(scenario).split('Answer: ');
  if (after === undefined) throw new Error('the comment of the scenario has no "Answer: "');
  const [first, ...others] = blocks(after);
  if (first === undefined || !('prose' in first))
    throw new Error('the answer of the scenario does not begin with words');
  // A point ends a sentence where a capital, a name in backticks or a figure in dollars follows.
  const ends = [...first.prose.matchAll(/[.?!](?= [A-Z`$"])/g)].map(({ index }) => index + 1);
  const cut = ends.find((end) => end >= SHORT) ?? first.prose.length;
  const rest = first.prose.slice(cut).trim();
  return {
    verdict: first.prose.slice(0, 1).toUpperCase() + first.prose.slice(1, cut),
    more: [...(rest === '' ? [] : [{ prose: rest }]), ...others],
  };
}

/** The first command that compares, where the comment shows one: its words after `coldstart`. */
export function comparisonOf(scenario: string): string | null {
  return /^coldstart compare .*$/m.exec(headOf(scenario))?.[0] ?? null;
}

/** The comment at the head of a scenario, without its marks. */
function headOf(scenario: string): string {
  const lines = scenario.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^# */, ''))
    .join('\n');
}

function blocks(text: string): Block[] {
  const found: Block[] = [];
  let commands: string[] = [];
  for (const part of text
    .split(/\n\n+|\n(?=coldstart )|(?<=^coldstart .*)\n(?!coldstart )/m)
    .map((each) => each.trim())) {
    if (part === '') continue;
    if (!part.startsWith('coldstart ')) {
      found.push({ prose: part.replaceAll('\n', ' ') });
      commands = [];
    } else if (commands.push(part) === 1) found.push({ commands });
  }
  return found;
}
