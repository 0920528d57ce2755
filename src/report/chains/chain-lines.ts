// Where the latency of chains goes, as lines of the terminal: a sentence on each, and a waterfall of its functions.
import type { AttributedTime } from '../../chain-result.js';
import type { Result } from '../../result.js';
import { moreText } from '../content/scaling.js';
import { forTerminal } from '../escape.js';
import { duration } from '../format.js';
import { wrap } from '../layout.js';
import type { Page } from '../terminal/page.js';
import { type Chain, chains, chainText, largest, PARTS, partsOf, type Waterfall } from './content.js';

/** So many of them, and so many functions of each that take most; the report has them all. */
const CHAINS = 3;
const STEPS = 8;
/** As much of a name as there should be. */
const NAME = 16;
const MARGIN = 4;
const GAP = 2;

const BLOCKS: Readonly<Record<keyof AttributedTime, string>> = { coldStartMs: '▒', handlerMs: '█', waitMs: '·' };

export function chainLines(result: Result, page: Page): string[] {
  const all = chains(result);
  if (all.length === 0) return [];
  const told = all.slice(0, CHAINS);
  const lines = told.flatMap((chain) => {
    const text = forTerminal(`${chain.trigger.name}: ${chainText(chain)}`);
    const [first = '', ...rest] = wrap(text, page.width - MARGIN);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`), ...waterfallLines(chain.all, page.width)];
  });
  const more = moreText(all.length - CHAINS);
  return ['Where the time goes', ...lines, legend(told), ...(more === '' ? [] : [`  … ${more} in the report`])];
}

function legend(told: readonly Chain[]): string {
  const met = told.flatMap(partsOf);
  const samples = PARTS.filter((part) => met.includes(part)).map(([part, label]) => `${BLOCKS[part]} ${label}`);
  return `    ${samples.join('  ')}`;
}

/** Bars from left to right, each beginning where the one before ends. */
function waterfallLines(waterfall: Waterfall, width: number): string[] {
  const { ms } = waterfall;
  const drawn = largest(waterfall, STEPS);
  const names = drawn.map(({ name }) => [...forTerminal(name)].slice(0, NAME).join(''));
  const lengths = drawn.map((step) => duration(step.ms));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const [nameWidth, lengthWidth] = [widest(names), widest(lengths)];
  const room = width - MARGIN - nameWidth - lengthWidth - 2 * GAP;
  const column = (time: number): number => Math.round((time / ms) * room);
  return drawn.map((step, index) => {
    let at = step.fromMs;
    const blocks = PARTS.map(([part]) => {
      const from = column(at);
      at += step[part];
      return BLOCKS[part].repeat(column(at) - from);
    });
    const bar = `${' '.repeat(column(step.fromMs))}${blocks.join('')}`.padEnd(room);
    return `    ${names[index]!.padEnd(nameWidth)}  ${bar}  ${lengths[index]!.padStart(lengthWidth)}`;
  });
}
