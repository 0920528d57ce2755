// Speed, measured in one run against the least that a simulator must do, in C: `npm run bench`. Prints the machine and a
// table, and writes it to docs/PERFORMANCE.md; the ratio counts, not the seconds.
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

function measure(folder: string, meanMs: number): string[] {
  const text = scenarioText(meanMs);
  const file = join(folder, 'bench.yaml');
  writeFileSync(file, text);
  const { scenario } = parseScenario(text, { file });
  if (scenario === null) throw new Error('the benchmark scenario is refused');
  const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  const rounds = Array.from({ length: ROUNDS }, () => {
    const reference = execFileSync(join(folder, 'reference'), [
      String(RATE),
      String(meanMs / 1000),
      String(INVOCATIONS),
    ]);
    const c = (JSON.parse(reference.toString()) as { wallSeconds: number }).wallSeconds;
    const library = seconds(() => simulate(scenario, 0));
    const command = seconds(() =>
      execFileSync(process.execPath, [main, 'run', file, '--quiet', '--out', join(folder, 'out')]),
    );
    return { c, library, command };
  });
  const row = (name: string, of: (round: (typeof rounds)[number]) => number): string => {
    const ratio = median(rounds.map((round) => of(round) / round.c));
    return `| ${meanMs} ms | ${name} | ${median(rounds.map(of)).toFixed(2)} | ${ratio.toFixed(2)} |`;
  };
  return [
    row('reference.c', (round) => round.c),
    row('`simulate`', (round) => round.library),
    row('`coldstart run`, whole process with report', (round) => round.command),
  ];
}

function main(): void {
  if (!existsSync(REFERENCE)) {
    process.stderr.write(
      'The yardstick, shared/bench/reference.c, is not beside this project; nothing to compare with.\n',
    );
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'coldstart-bench-'));
  try {
    execFileSync('cc', ['-O3', '-march=native', REFERENCE, '-o', join(folder, 'reference'), '-lm']);
    const rows = [2000, 100].flatMap((meanMs) => measure(folder, meanMs));
    const text = `# Performance

One function, Poisson arrivals at ${RATE}/s, exponential handler, ${INVOCATIONS.toLocaleString('en')} invocations, against the least that a simulator of it must do, written by hand in C (shared/bench/reference.c, beside the project). Median of ${ROUNDS} rounds; ratios within a round, as machines are noisy. \`npm run bench\` measures and writes this file.

${cpus()[0]?.model ?? 'Unknown processor'}, ${cpus().length} cores, Node ${process.version}:

| handler | what | seconds | times reference.c |
|---|---|---|---|
${rows.join('\n')}

Peak memory of the process that ran \`simulate\`: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, whatever the number of invocations.
`;
    writeFileSync('docs/PERFORMANCE.md', text);
    process.stdout.write(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
