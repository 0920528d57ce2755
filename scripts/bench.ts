// Speed, measured in one run against the least that a simulator must do, in C: `npm run bench`. Prints the machine and a
// table; the ratio counts, not the seconds.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseScenario, simulate } from '../dist/index.js';

const RATE = 100;
const INVOCATIONS = 1e7;
const ROUNDS = 5;
const REFERENCE = join(import.meta.dirname, '..', '..', 'shared', 'bench', 'reference.c');

const scenarioText = (meanMs: number): string =>
  JSON.stringify({
    name: 'bench',
    duration: `${INVOCATIONS / RATE}s`,
    account: { maxLifetime: 'none' },
    functions: {
      f: {
        timeout: '900s',
        handler: { exponential: { mean: `${meanMs}ms` } },
        init: '250ms',
        placementLatency: '0ms',
        keepAlive: '600s',
      },
    },
    triggers: { calls: { type: 'sdk', target: 'f', arrivals: { poisson: { rate: `${RATE}/s` } } } },
  });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Wall seconds of what is given. */
function seconds(work: () => void): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

function measure(folder: string, meanMs: number): void {
  const text = scenarioText(meanMs);
  const file = join(folder, 'bench.yaml');
  writeFileSync(file, text);
  const { scenario } = parseScenario(text, { file });
  if (scenario === null) throw new Error('the benchmark scenario is refused');
  const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  const rounds = Array.from({ length: ROUNDS }, () => {
    const reference = execFileSync(join(folder, 'reference'), [String(RATE), String(meanMs / 1000), String(INVOCATIONS)]);
    const c = (JSON.parse(reference.toString()) as { wallSeconds: number }).wallSeconds;
    const library = seconds(() => simulate(scenario, 0));
    const command = seconds(() => execFileSync(process.execPath, [main, 'run', file, '--quiet', '--out', join(folder, 'out')]));
    return { c, library, command };
  });
  const row = (name: string, of: (round: (typeof rounds)[number]) => number): void => {
    const ratio = median(rounds.map((round) => of(round) / round.c));
    process.stdout.write(`| ${meanMs} ms | ${name} | ${median(rounds.map(of)).toFixed(2)} | ${ratio.toFixed(2)} |\n`);
  };
  row('reference.c', (round) => round.c);
  row('`simulate`', (round) => round.library);
  row('`coldstart run`, whole process with report', (round) => round.command);
}

function main(): void {
  if (!existsSync(REFERENCE)) {
    process.stderr.write('The yardstick, shared/bench/reference.c, is not beside this project; nothing to compare with.\n');
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'coldstart-bench-'));
  try {
    execFileSync('cc', ['-O3', '-march=native', REFERENCE, '-o', join(folder, 'reference'), '-lm']);
    process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'} (${cpus().length} cores), Node ${process.version}\n\n`);
    process.stdout.write(`${INVOCATIONS} invocations at ${RATE}/s; median of ${ROUNDS} rounds, ratios within a round\n\n`);
    process.stdout.write('| handler | what | seconds | times reference.c |\n|---|---|---|---|\n');
    for (const meanMs of [2000, 100]) measure(folder, meanMs);
    const { maxRSS } = process.resourceUsage();
    process.stdout.write(`\nPeak memory of this process: ${Math.round(maxRSS / 1024)} MB\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
