import { expect, test } from 'vitest';
import { summarise } from '../../src/experiments/summary.js';
import { deployed } from '../report/scaling-fixtures.js';

test('every number of an alias and a deployment is a figure; a timeline, a reason and what is not provisioned are none', () => {
  const paths = Object.keys(summarise(deployed().runs, false));
  for (const path of [
    'functions.checkout.aliases.live.provisioned.requested.mean',
    'functions.checkout.aliases.live.provisioned.activitiesOmitted',
    'functions.checkout.aliases.beta.spilloverByReason.concurrency',
    'functions.checkout.deployments.0.coldStarts',
    'functions.checkout.deployments.1.completedAtMs',
    'functions.checkout.provisioned.mean',
  ])
    expect(paths).toContain(path);
  expect(paths.filter((path) => /activities\.|\.reason$|\.beta\.provisioned$/.test(path))).toEqual([]);
});
