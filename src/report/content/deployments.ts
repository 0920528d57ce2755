// Deployments in words and as a table: which alias moved to which version and how, when, with what outcome, and the cold
// starts that it caused. From a Result; says nothing of how it looks.
import type { DeploymentResult } from '../../provisioned-result.js';
import type { Result } from '../../result.js';
import { clock, count, NOTHING } from '../format.js';
import { type DeploymentSubject, shown, subjects } from './figures.js';
import { failureText } from './provisioned.js';
import type { Cell, ReportTable } from './tables.js';

/** "live 1 → 2, canary: 10 % for 5m". */
export const movesText = ({ first: { alias, from, to, strategy } }: DeploymentSubject): string =>
  `${alias} ${from} → ${to}, ${strategy}`;

/** "began at 0:30:00, first shifted 0:31:32, completed 0:36:32; 12 cold starts". */
export function courseText(deployment: DeploymentSubject): string {
  const { status, atMs } = deployment.first;
  if (deployment.isOutside)
    return `never begins: it would at ${clock(atMs)}, ${atMs < 0 ? 'before' : 'after'} the simulated time`;
  const unfinished = status === 'completed' || status === 'failed' ? '' : `, ${UNFINISHED[status]}`;
  return `${stepsText(deployment.first)}${unfinished}${coldStartsText(deployment)}`;
}

/** What happened at one moment is said once. */
function stepsText({ atMs, shiftedAtMs, completedAtMs }: DeploymentResult): string {
  if (shiftedAtMs === null) return `began at ${clock(atMs)}`;
  if (completedAtMs === atMs) return `at once at ${clock(atMs)}`;
  const began = shiftedAtMs === atMs ? `began to shift at ${clock(atMs)}` : `began at ${clock(atMs)}`;
  if (completedAtMs === shiftedAtMs) return `${began}, shifted and completed ${clock(completedAtMs)}`;
  const shifted = shiftedAtMs === atMs ? '' : `, first shifted ${clock(shiftedAtMs)}`;
  return `${began}${shifted}${completedAtMs === null ? '' : `, completed ${clock(completedAtMs)}`}`;
}

const UNFINISHED: Readonly<Record<Exclude<DeploymentResult['status'], 'completed' | 'failed'>, string>> = {
  waiting: 'waiting for its environments at the end',
  shifting: 'shifting at the end',
};

function coldStartsText(deployment: DeploymentSubject): string {
  const coldStarts = deployment.figure('coldStarts');
  if (deployment.first.shiftedAtMs === null) return '';
  if (coldStarts.mean === 0) return '; no cold start';
  return `; ${shown(coldStarts, count)} cold ${coldStarts.mean === 1 ? 'start' : 'starts'}`;
}

/** "completed", "never begins"; of one that failed, in how many replications and why. */
export const outcomeText = ({ failure, first, isOutside }: DeploymentSubject): string =>
  failure !== null ? failureText(failure) : isOutside ? 'never begins' : first.status;

export function deploymentTable(result: Result): ReportTable {
  const time = (ms: number | null): string => (ms === null ? NOTHING : clock(ms));
  const rows = subjects(result)
    .flatMap(({ deployments }) => deployments)
    .map((deployment): Cell[] => {
      const { alias, from, to, strategy, atMs, shiftedAtMs, completedAtMs } = deployment.first;
      const outcome = outcomeText(deployment);
      return [
        { name: `${deployment.function}:${alias}` },
        `${from} → ${to}`,
        strategy,
        time(atMs),
        time(shiftedAtMs),
        time(completedAtMs),
        shown(deployment.figure('coldStarts'), count),
        deployment.failure === null ? outcome : { alarming: outcome },
      ];
    });
  const head = ['Alias', 'Version', 'Strategy', 'Began', 'First shifted', 'Completed', 'Cold starts caused', 'Status'];
  return { caption: 'Deployments and the cold starts that they caused', head, rows, words: [1, 2, 7] };
}
