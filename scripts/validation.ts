// Writes docs/VALIDATION.md: every figure in it is computed here. `npm run validation`, which takes one to two minutes.
import { readFileSync, writeFileSync } from 'node:fs';
import { HAS_DATA, replays, summedError } from '../test/real/aws-2020.js';
import { CHI_SQUARE_95, chiSquare, meanRelativeError, predictions } from '../test/real/cold-probability.js';
import { heldOut, type Quantiles, shareWithin, worst } from '../test/real/cold-start-init.js';
import { expiryPoints, expiryQuantiles } from '../test/real/idle-expiry.js';
import { arrivalFits, type Fit, RESCALED_DAYS, rescaledFits, SEEDS } from '../test/theory/arrival-fits.js';
import { arrivalComparisons } from '../test/theory/arrival-laws.js';
import { type Comparison, FAMILY, REPLICATIONS } from '../test/theory/comparison.js';
import { type Coverage, shareHeld } from '../test/theory/coverage.js';
import {
  erlangComparisons,
  infiniteServerComparisons,
  renewalComparisons,
  spilloverComparisons,
} from '../test/theory/laws.js';
import { QUEUE_FAMILY, queueComparisons } from '../test/theory/queue-laws.js';
import { simfaasComparisons } from '../test/theory/simfaas.js';

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const verdict = (inside: boolean): string => (inside ? 'inside' : '**outside**');

const theoryRow = ({ law, load, theory, simulated, halfWidth, inside }: Comparison): string[] => [
  law,
  load,
  theory.toFixed(5),
  simulated.toFixed(5),
  `± ${halfWidth.toFixed(5)}`,
  verdict(inside),
];

/** So many digits that count, without an exponent. */
const digits = (value: number, count: number): string =>
  value >= 10 ** count ? value.toFixed(0) : value.toPrecision(count);

const arrivalRow = ({ law, load, theory, simulated, halfWidth, inside }: Comparison): string[] => [
  law,
  load,
  digits(theory, 5),
  digits(simulated, 5),
  `± ${digits(halfWidth, 3)}`,
  verdict(inside),
];

/** Several samples of one kind as one row: what matters is the worst of them. */
function fitRows(fits: readonly Fit[]): string[][] {
  const kinds = new Map<string, Fit[]>();
  for (const fit of fits) kinds.set(fit.what + fit.test, [...(kinds.get(fit.what + fit.test) ?? []), fit]);
  return [...kinds.values()].map((same) => {
    const [{ what, test }] = same as [Fit];
    const least = Math.min(...same.map(({ probability }) => probability));
    const size = same.reduce((sum, each) => sum + each.size, 0);
    return [what, test, String(same.length), String(size), least.toPrecision(3)];
  });
}

function arrivalSection(): string {
  const comparisons = arrivalComparisons();
  const fits = [...RESCALED_DAYS.flatMap((day) => rescaledFits(day)), ...arrivalFits()];
  return `## Arrival processes

Every process as a scenario writes it, against its mean and its index of dispersion of counts (variance / mean in cells of equal length), and users in a closed loop against the machine-repairman and Engset's models. ${REPLICATIONS} replications; all ${comparisons.length} intervals hold together with 99 %.

${table(['law', 'load', 'theory', 'simulated', 'interval', ''], comparisons.map(arrivalRow))}

How well the drawn arrivals fit the whole distribution: the probability that chance alone brings a worse fit, the least of all samples. A day is stretched by the exact integral of its cosine, at ${SEEDS} seeds; after that it must be a Poisson process of rate 1.

${table(['arrivals', 'test', 'samples', 'values', 'least probability'], fitRows(fits))}`;
}

function realSection(): string {
  if (!HAS_DATA) throw new Error('the real data are not beside this project; the document cannot be written');
  const all = replays();
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `## Real AWS, request by request

Five experiments on AWS Lambda in 2020 (pacslab/serverless-performance-modeling, MIT), replayed arrival by arrival. Cold starts that AWS had, and that the simulator predicts:

${table(
  ['experiment', 'requests', 'AWS', 'preset aws-2020', 'one idle limit of 640 s'],
  all.map((each) => [each.experiment, each.requests, each.measured, each.preset, each.oneLimit]),
)}

Summed absolute error: **${percent(summedError(all, (each) => each.preset))}** under \`aws-2020\` (to reach: 3 %), ${percent(summedError(all, (each) => each.oneLimit))} under one idle limit. The preset was fitted on these very files, so this shows that two limits and a maximum life can describe them, not that they hold elsewhere.`;
}

/** Predicted, measured and how far they are apart. */
function quantileCells({
  predicted,
  measured,
  error,
}: Record<'predicted' | 'measured' | 'error', Quantiles>): string[] {
  return (['p50', 'p90', 'p99'] as const).flatMap((of) => [
    `${predicted[of].toFixed(0)} / ${measured[of].toFixed(0)}`,
    `${error[of] < 0 ? '−' : '+'}${(100 * Math.abs(error[of])).toFixed(1)} %`,
  ]);
}

function coldStartSection(): string {
  const all = heldOut();
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `## Real cold starts

\`Init Duration\` of hello-world functions on AWS Lambda in 2026 (maxday/lambda-perf, Apache-2.0), about 770 cold starts a row, against what is predicted: each cell predicted / measured in ms, and the error. The tables were made from the rows of 128, 256 and 1,024 MB; these are the rows of 512 MB, which had no part in them. \`provided\` runtimes are Go.

Of ${all.length} combinations the worst error is ${percent(worst(all, 'p50'))} for the median (to reach: 6 %) and ${percent(worst(all, 'p90'))} for p90 (to reach: 10 %); p99 is within 15 % in ${percent(shareWithin(all, 'p99', 0.15))} of them (to reach: 90 %), and the worst is off by ${percent(worst(all, 'p99'))}. A p99 rests on the eight slowest of 770 cold starts, and the rows of other memory sizes differ from each other by as much. The tables were computed without these rows, but the method was chosen with them in sight: docs/MODEL.md tells how (M-INIT-SPREAD).

${table(
  ['runtime', 'package', 'architecture', 'p50', '', 'p90', '', 'p99', ''],
  all.map((each) => [each.runtime, each.packageType, each.architecture, ...quantileCells(each)]),
)}`;
}

function expirySection(): string {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const points = expiryPoints();
  return `## Real AWS, how long an idle environment stays

A function at rest is called, and again after a gap; the share of second calls that start cold, as published (2020: pacslab/serverless-performance-modeling, 2019 and 2021: mikhailshilkov/mikhailio-hugo, both MIT) and of as many probes simulated. A range of gaps is probed evenly. To reach: 5 points.

${table(
  ['period', 'preset', 'gap in minutes', 'AWS', 'simulated'],
  points.map((point) => [point.period, point.preset, point.gap, share(point.measured), share(point.simulated)]),
)}

Of 2019 three quantiles are published, to the minute: when 10, 50 and 90 % of the environments were gone. To reach: one minute from their mean.

${table(
  ['period', 'preset', 'gone', 'AWS, by month', 'mean', 'simulated'],
  expiryQuantiles().map(({ period, preset, gone, months, measured, simulated }) => [
    period,
    preset,
    `${100 * gone} %`,
    months.join(', '),
    measured.toFixed(1),
    simulated.toFixed(1),
  ]),
)}

The presets were made from these very figures, so the table shows that they are read and simulated right. \`aws-2020\` alone is simpler than its measurements: one limit for the function at rest.`;
}

function coldProbabilitySection(): string {
  const preset = predictions('aws-2020');
  const oneLimit = predictions('640s');
  const percent = (value: number): string => `${(100 * value).toPrecision(3)} %`;
  return `## Real AWS, cold starts by rate

Poisson calls at ten rates in 2020 (pacslab/simfaas, MIT): the share that started cold, with its standard error, and predicted with exponential handlers of the measured warm mean.

${table(
  ['calls a second', 'AWS', 'preset aws-2020', 'one idle limit of 640 s'],
  preset.map(({ perSecond, measured, standardError, predicted }, index) => [
    perSecond,
    `${percent(measured)} ± ${(100 * standardError).toPrecision(2)}`,
    percent(predicted),
    percent(oneLimit[index]!.predicted),
  ]),
)}

Chi-square over the ten rates: **${chiSquare(preset).toFixed(1)}** under \`aws-2020\` (to reach: ${CHI_SQUARE_95.toFixed(1)}, which chance alone exceeds in 1 of 20 experiments), ${chiSquare(oneLimit).toFixed(1)} under one idle limit. Mean relative error: ${percent(meanRelativeError(preset))} and ${percent(meanRelativeError(oneLimit))}. The preset was not fitted on these rates, but its 640 s and 900 s come from logs of the same group and year.`;
}

function simfaasSection(): string {
  const rows = (['newest', 'mru'] as const).flatMap((placement) => simfaasComparisons(placement));
  return `## SimFaaS

The README example of the published simulator: 0.9 calls a second, exponential handler of 1.991 s, 0.253 s more when cold, keep-alive 600 s, a million seconds; the mean of 20 of our seeds, against its figure and the standard deviation over six of its seeds.

${table(
  ['figure', 'placement', 'SimFaaS', 'here', 'two standard deviations', ''],
  rows.map((row) => [
    row.figure,
    row.placement,
    row.simfaas,
    row.simulated.toPrecision(4),
    `± ${(2 * row.deviation).toPrecision(2)}`,
    verdict(row.inside),
  ]),
)}`;
}

function coverageSection(): string {
  const found = JSON.parse(readFileSync('test/theory/coverage.json', 'utf8')) as Coverage[];
  return `## Intervals

How often the 95 % intervals of experiments hold the truth, in experiments whose answer is known: ten replications each, or as many as \`--precision\` takes. The seeds are the numbers of the experiments. To reach: 93.4 to 96.6 %, and 92 % where the replications were stopped by the interval itself. \`npm run coverage\` counts them, in about ten minutes.

${table(
  ['interval of', 'truth', 'experiments', 'replications of each', 'held the truth'],
  found.map((each) => [
    each.what,
    each.truth,
    each.experiments,
    each.replications.toFixed(1),
    `${(100 * shareHeld(each)).toFixed(2)} %`,
  ]),
)}`;
}

const theory = [
  ...erlangComparisons(),
  ...spilloverComparisons(),
  ...infiniteServerComparisons(),
  ...renewalComparisons(),
];

writeFileSync(
  'docs/VALIDATION.md',
  `# Validation

What the simulator is held against, and how close it comes. \`npm run validation\` writes this file; the same comparisons run as tests in \`test/theory\` and \`test/real\`. The real data lie beside the project, in \`shared/data\`, and are not part of it.

## Queueing theory

With init and placement of zero a scenario is a classical queue. ${REPLICATIONS} replications of two simulated hours each; the intervals are widened so that all ${FAMILY} hold together with 99 %.

${table(['law', 'load', 'theory', 'simulated', 'interval', ''], theory.map(theoryRow))}

## Queues

Messages of an SQS queue in batches of one, with exponential handlers and no cold starts, wait as in M/M/1 (one message group of a FIFO queue) and M/M/c (so many batches at a time): the mean wait in service times. ${REPLICATIONS} replications; all ${QUEUE_FAMILY} intervals hold together with 99 %.

${table(['law', 'load', 'theory', 'simulated', 'interval', ''], queueComparisons().map(theoryRow))}

${arrivalSection()}

${realSection()}

${coldStartSection()}
${expirySection()}

${coldProbabilitySection()}

${simfaasSection()}

${coverageSection()}

## A second simulator

\`test/oracle\` holds a deliberately naive simulator, written from the specification alone: arrays, linear scans, no code shared. On 1,000 fuzzed scenarios of four functions the engine agrees with it in every invocation (start, cause, environment, times, outcome) and every figure, and on 300 more whose triggers are of every kind, closed users among them, in every invocation. On 500 scenarios of provisioned concurrency (allocations and their failures, target tracking, schedules, deployments, weights, regions, limits so tight that requests are refused) it agrees in every line of the event log and every figure. \`npx vitest run test/oracle\` shows it.
`,
);
process.stdout.write('docs/VALIDATION.md\n');
