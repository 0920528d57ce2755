import { describe, expect, it } from 'vitest';
import type { DeploymentResult } from '../../../src/provisioned-result.js';
import { courseText, deploymentTable, movesText, outcomeText } from '../../../src/report/content/deployments.js';
import { type DeploymentSubject, subjects } from '../../../src/report/content/figures.js';
import { deployment, FAILED_DEPLOYMENT } from '../alias-fixtures.js';
import { busyFunction, oneFunction, resultOf } from '../fixtures.js';
import { deployed } from '../scaling-fixtures.js';

function told(change: Partial<DeploymentResult>, replications = 1): DeploymentSubject {
  const api = busyFunction({ deployments: [deployment(change)] });
  return subjects(resultOf({ functions: { api }, replications }))[0]!.deployments[0]!;
}

describe('a deployment', () => {
  it('says which alias moves from which version to which, and how', () => {
    expect(movesText(told({}))).toBe('live 1 → 2, canary: 10 % for 5m');
  });

  it('says when it began, shifted and completed, and what that cost', () => {
    expect(courseText(told({}))).toBe('began at 0:30:00, first shifted 0:31:32, completed 0:36:32; 12 cold starts');
    expect(courseText(told({ coldStarts: 0 }))).toMatch(/; no cold start$/);
    expect(courseText(told({}, 10))).toMatch(/; 12 ± 0\.24 cold starts$/);
  });

  it('says how far it came', () => {
    const unfinished = { completedAtMs: null, coldStarts: 0 };
    expect(courseText(told({ ...unfinished, status: 'shifting' }))).toContain('0:31:32, shifting at the end');
    expect(courseText(told({ ...unfinished, shiftedAtMs: null, status: 'waiting' }))).toBe(
      'began at 0:30:00, waiting for its environments at the end',
    );
  });

  it('says that it never begins where it lies outside of the simulated time', () => {
    const waiting = { shiftedAtMs: null, completedAtMs: null, status: 'waiting', coldStarts: 0 } as const;
    expect(courseText(told({ ...waiting, atMs: -3_600_000 }))).toBe(
      'never begins: it would at -1:00:00, before the simulated time',
    );
    const late = told({ ...waiting, atMs: 7_200_000 });
    expect(courseText(late)).toBe('never begins: it would at 2:00:00, after the simulated time');
    expect(outcomeText(late)).toBe('never begins');
  });

  it('says why it failed', () => {
    expect(outcomeText(told({}))).toBe('completed');
    expect(outcomeText(told(FAILED_DEPLOYMENT))).toBe('FAILED: no room to provision both versions');
  });
});

describe('the table of deployments', () => {
  it('has a row each, by function', () => {
    const { rows } = deploymentTable(deployed());
    expect(rows).toEqual([
      [{ name: 'checkout:live' }, '1 → 2', 'canary: 10 % for 5m', '0:30:00', '0:31:32', '0:36:32', '12', 'completed'],
      [
        { name: 'checkout:live' },
        '1 → 3',
        'all at once',
        '0:50:00',
        '–',
        '–',
        '0',
        { alarming: 'FAILED: no room to provision both versions' },
      ],
      [{ name: 'search:live' }, '1 → 2', 'linear: 10 % every 1m', '0:30:00', '0:31:32', '–', '12', 'shifting'],
    ]);
    expect(deploymentTable(oneFunction()).rows).toEqual([]);
  });
});
