// Provisioned concurrency, its autoscaling and the deployments of one function, or of many, as lines of the terminal.
import type { Result } from '../../result.js';
import { failures } from '../content/advice.js';
import { courseText, deploymentTable, movesText, outcomeText } from '../content/deployments.js';
import { type AliasSubject, type Subject, subjects } from '../content/figures.js';
import {
  breakEvenText,
  briefTable,
  failureText,
  provisionedAliases,
  requestedText,
  spilloverText,
  statusText,
  usedText,
} from '../content/provisioned.js';
import { activityText, moreText, scalingText, timeline } from '../content/scaling.js';
import type { ReportTable } from '../content/tables.js';
import { forTerminal } from '../escape.js';
import { clock } from '../format.js';
import { plainTable, wrap } from '../layout.js';
import { entry, LABEL, type Page } from './page.js';

/** So much of a timeline; the report has it all. */
const ACTIVITIES = 5;
/** Of many functions, so many of their aliases and deployments. */
const ROWS = 12;

/** A block for each alias or version of which something is provisioned. */
export function provisionedLines(subject: Subject, page: Page): string[] {
  return provisionedAliases(subject).flatMap((alias) => aliasLines(alias, page));
}

function aliasLines(alias: AliasSubject, page: Page): string[] {
  const name = forTerminal(alias.name);
  const { failure } = alias;
  const failed =
    failure === null
      ? []
      : entry('provisioned', `${name}: ${forTerminal(failureText(failure))}`, page).map((line) =>
          page.style(['bold', 'red'], line),
        );
  const status = failure === null ? `; ${statusText(alias)}` : '';
  const texts = [
    `${name}: ${requestedText(alias)}${status}`,
    usedText(alias),
    breakEvenText(alias),
    spilloverText(alias),
    scalingText(alias),
  ].filter((text) => text !== '');
  const lines = texts.flatMap((text, index) => entry(index === 0 && failure === null ? 'provisioned' : '', text, page));
  return [...failed, ...lines, ...timelineLines(alias, page)];
}

function timelineLines(alias: AliasSubject, page: Page): string[] {
  const { shown, more } = timeline(alias, ACTIVITIES, true);
  const texts = shown.map((activity) => `${clock(activity.atMs)}  ${forTerminal(activityText(activity))}`);
  const rest = more > 0 ? [`… ${moreText(more)} in the report`] : [];
  return [...texts, ...rest].flatMap((text) => {
    const [first = '', ...others] = wrap(text, page.width - LABEL - 4);
    return [`${' '.repeat(LABEL + 2)}${first}`, ...others.map((line) => `${' '.repeat(LABEL + 4)}${line}`)];
  });
}

export function deploymentLines({ deployments }: Subject, page: Page): string[] {
  return deployments.flatMap((deployment) => {
    const { failure } = deployment;
    const text = `${forTerminal(movesText(deployment))}: ${courseText(deployment)}`;
    if (failure === null) return entry('deployment', text, page);
    return entry('deployment', `${text}; ${forTerminal(outcomeText(deployment))}`, page).map((line) =>
      page.style(['bold', 'red'], line),
    );
  });
}

/** In tables, what failed first. */
export function provisionedOfMany(result: Result, page: Page): string[] {
  const functions = subjects(result);
  const failed = functions.flatMap(failures).flatMap((text) => wrap(forTerminal(text), page.width));
  const provisioned = briefTable(result);
  const moves = deploymentTable(result);
  return [
    ...failed.map((line) => page.style(['bold', 'red'], line)),
    ...(provisioned.rows.length === 0 ? [] : firstRows(provisioned, page)),
    ...(moves.rows.length === 0 ? [] : firstRows(moves, page)),
  ];
}

function firstRows(table: ReportTable, page: Page): string[] {
  const more = moreText(table.rows.length - ROWS);
  const lines = plainTable({ ...table, rows: table.rows.slice(0, ROWS) }, page.width);
  return more === '' ? lines : [...lines, `  … ${more} in the report`];
}
