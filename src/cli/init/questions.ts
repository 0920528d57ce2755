// What `coldstart init` asks: plain data, each question with its flag and its default.
import { DEFAULT_RUNTIME } from '../../lambda/defaults.js';
import { durationText } from '../../scenario/duration-text.js';
import { MAX_DURATION, parseDuration } from '../../scenario/units.js';

/** As a person types them. */
export interface Answers {
  readonly function: string;
  readonly runtime: string;
  /** MB. */
  readonly memory: string;
  /** The median of the handler in a warm environment. */
  readonly handler: string;
  /** Its 99th percentile. */
  readonly p99: string;
  readonly calls: string;
  readonly provisioned: string;
}

/** Each is also a flag. */
export type Key = keyof Answers;

/** Some of them. */
export type Given = Readonly<Partial<Record<Key, string | undefined>>>;

export interface Question {
  readonly key: Key;
  /** One line, without the default. */
  readonly ask: string;
  /** What Enter means, once the questions before are answered. */
  readonly otherwise: (before: Given) => string;
  /** The same in words, for the help. */
  readonly usually: string;
}

export const NAME = 'my-api';
const P99_TIMES = 4;
const P99 = '320ms';

const always = (key: Key, ask: string, value: string): Question => ({
  key,
  ask,
  otherwise: () => value,
  usually: value,
});

/** In the order in which they are asked; `name` is the function's default name. */
export function questions(name: string): readonly Question[] {
  return [
    always('function', 'Function name', name),
    always('runtime', 'Runtime', DEFAULT_RUNTIME),
    always('memory', 'Memory in MB', '512'),
    always('handler', 'What a warm call usually takes', '80ms'),
    {
      key: 'p99',
      ask: 'What the slowest 1 % of them take',
      otherwise: ({ handler = '' }) => timesLonger(handler),
      usually: `${P99_TIMES} times as long`,
    },
    always('calls', 'Calls per s, m, h or d', '20/m'),
    always('provisioned', 'Provisioned concurrency, 0 for none', '0'),
  ];
}

/** What is given, and the defaults of all else. */
export function complete(asked: readonly Question[], given: Given): Answers {
  const answers: { [key in Key]?: string | undefined } = { ...given };
  for (const { key, otherwise } of asked) answers[key] ??= otherwise(answers);
  return answers as Answers;
}

function timesLonger(median: string): string {
  const parsed = parseDuration(median);
  return 'value' in parsed ? durationText(Math.min(P99_TIMES * parsed.value, MAX_DURATION)) : P99;
}
