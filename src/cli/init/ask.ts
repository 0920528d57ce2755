// Asks questions on a terminal, one line each: Enter takes the default, a bad answer is explained and asked again.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Check } from './check.js';
import { type Answers, complete, type Given, type Key, type Question } from './questions.js';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks what is not given. Null where the user ended it, with Ctrl-C or Ctrl-D. */
export async function ask(
  asked: readonly Question[],
  given: Given,
  check: Check,
  terminal: Terminal,
): Promise<Answers | null> {
  const lines = createInterface(terminal);
  const typed = lines[Symbol.asyncIterator]();
  const answers: { [key in Key]?: string | undefined } = { ...given };
  try {
    for (const { key, ask: question, otherwise } of asked) {
      while (answers[key] === undefined) {
        const usual = otherwise(answers);
        lines.setPrompt(`${question} [${usual}]: `);
        lines.prompt();
        const line = await typed.next();
        if (line.done) return null;
        const answer = line.value.trim() || usual;
        const problem = check(key, answer, answers);
        if (problem === null) answers[key] = answer;
        else terminal.output.write(`  ${problem}\n`);
      }
    }
    return complete(asked, answers);
  } finally {
    lines.close();
  }
}
