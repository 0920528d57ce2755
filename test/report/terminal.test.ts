import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { terminalSummary } from '../../src/report/terminal.js';
import {
  busyFunction,
  hostile,
  idleFunction,
  manyFunctions,
  oneFunction,
  resultOf,
  threeFunctions,
} from './fixtures.js';
import { withMonth } from './money-fixtures.js';
import { deployed, hostileAliases, manyScaled, scaled } from './scaling-fixtures.js';

const PLAIN = { width: 80, colour: false };
const RESULTS = {
  one: oneFunction(),
  replicated: oneFunction(10),
  three: threeFunctions(),
  many: manyFunctions(12, 60),
  hostile: hostile(),
  scaled: scaled(),
  deployed: deployed(10),
  'many scaled': manyScaled(8, 200),
  'hostile aliases': hostileAliases(),
};

describe('the summary on a terminal', () => {
  it('tells of one function at a glance', () => {
    expect(terminalSummary(oneFunction(), PLAIN)).toBe(`checkout-api: 1 h simulated, seed 42

checkout  nodejs22.x, x86_64, 1,024 MB
  cold starts   864 of 72,004 invocations (1.2 %)
    620 scale-out: more requests ran at once than ever before
      avoided by provisionedConcurrency on an alias up to the peak of 14 at once
    243 expired: the environment had been idle longer than its keep-alive
      avoided by provisionedConcurrency on an alias, or a warming schedule
    1 first: nothing had run before
      avoided by provisionedConcurrency on an alias, ready from the start
  a cold start  671 ms on average = placement 198 ms + download 22 ms + runtime
                init 154 ms + function init 286 ms + first invoke 11 ms; 451 ms
                of it billed
  latency             p50      p95      p99      max
    all             81 ms   227 ms   412 ms   1.93 s
    cold           640 ms   1.02 s   1.28 s   1.92 s
    warm            80 ms   224 ms   320 ms   560 ms
  cost          $0.12 in 1 h: duration $0.11, requests $0.014, logs $0.0021;
                $1.73 a million invocations; cold starts $0.0065 of it (5.2 %)
  cheaper       on arm64, if all takes as long there: $0.10 (−17.3 %)
  environments  864 created on demand; on average 6.2 alive, 4.1 of them idle
  concurrency   mean 2.1, max 14; its maximum over time:
                ▁▂▂▂▃▃▄▅▅▆▇▇███████▇▇▆▅▅▄▃▃▂▂▂▁▂▂▂▃▃▄▅▅▆▇▇███████▇▇▆▅▅▄▃▃▂▂▂

SLO FAILED functions.checkout.latencyMs.p99 < 300 (412)

No cold start: keep up to 14 environments ready (provisionedConcurrency on an
alias; so many ran or started at once). Its bill rises from $90.89 to at most
$244.19 a month at the rate of this run, $0.00024 for each cold start that it
spares
`);
  });

  it.each(Object.entries(RESULTS))('is never wider than the terminal (%s)', (_, result) => {
    for (const width of [40, 60, 80, 200]) {
      const limit = Math.min(80, width);
      for (const line of terminalSummary(result, { width, colour: false }).split('\n'))
        expect([...line].length).toBeLessThanOrEqual(limit);
    }
  });

  it('leaves figures out before it lets them touch', () => {
    for (const result of [oneFunction(10), threeFunctions()]) {
      const text = terminalSummary(result, { width: 40, colour: false });
      expect(text).toMatch(/^ {2}latency +p50 +p99 +max$/m);
      expect(text).not.toMatch(/\d m?s\d/);
    }
    const table = terminalSummary(manyFunctions(12, 60), { width: 40, colour: false });
    expect(table).toMatch(/^function +share +throttled +cost$/m);
    expect(table).toMatch(/^service-11-/m);
  });

  it('says in one word that nothing started cold', () => {
    const warm = busyFunction({ coldStarts: 0, coldStartRate: 0 });
    expect(terminalSummary(resultOf({ functions: { warm } }), PLAIN)).toContain('none in 72,004 invocations');
  });

  it.each(Object.entries(RESULTS))('says the same with colour as without (%s)', (_, result) => {
    const coloured = terminalSummary(result, { width: 80, colour: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(terminalSummary(result, PLAIN));
  });

  it('shows the uncertainty of several replications', () => {
    const text = terminalSummary(oneFunction(10), PLAIN);
    expect(text).toContain('Means of 10 replications ± half the 95 % interval.');
    expect(text).toContain('864 ± 17 of 72,004 invocations (1.2 ± 0.024 %)');
    expect(text).toContain('412 ± 8.2 ms');
  });

  it('tells of provisioned concurrency, throttles, timeouts and suppressed inits where they occurred', () => {
    const text = terminalSummary(threeFunctions(), PLAIN);
    expect(text).toContain('provisioned   live: 5 requested throughout; READY');
    expect(text).toMatch(/1\.6 used and 3\.5 wasted on average: 31 ± 0\.62 % utilisation, at\s+most 100 %/);
    expect(text).toMatch(/below 60 % on demand is\s+cheaper: \$0\.11 with, \$0\.061 without/);
    expect(text.replace(/\s+/g, ' ')).toContain(
      '4,310 ± 86 of 71,892 invocations spilled over (6 %): 4,000 because all were busy, 310 because the request rate was used up; 864 ± 17 started cold',
    );
    expect(text).toContain('112 ReservedFunctionConcurrentInvocationLimitExceeded');
    expect(text).toContain('31 ± 0.62, of which 10 timeouts');
    expect(text).toContain('9 suppressed inits');
    expect(terminalSummary(oneFunction(), PLAIN)).not.toMatch(/provisioned {2}|throttles|errors|suppressed/);
  });

  it('tells when and why it scaled, the first few and how many more', () => {
    expect(terminalSummary(scaled(), PLAIN)).toContain(`
                52 scale-outs, 38 scale-ins
                  0:15:00 scale-out 2 → 3: 0.80 against a target of 0.7
                  0:17:00 available 2 → 3
                  0:23:00 scale-out 3 → 4: 0.82 against a target of 0.7
                  0:25:00 available 3 → 4
                  0:26:00 scale-out 4 → 5: 0.71 against a target of 0.7
                  … and 137 more in the report
`);
  });

  it('is loud about what failed, and tells of each deployment', () => {
    const text = terminalSummary(deployed(), { width: 80, colour: true });
    expect(text).toContain('\u001b[1m\u001b[31m  provisioned   live: FAILED: an init took too long');
    expect(text).toContain(
      '\u001b[1m\u001b[31m  deployment    live 1 → 3, all at once: began at 0:50:00; FAILED: no room',
    );
    expect(terminalSummary(deployed(), PLAIN)).toContain(`
  deployment    live 1 → 2, canary: 10 % for 5m: began at 0:30:00, first shifted
                0:31:32, completed 0:36:32; 12 cold starts
`);
  });

  it('has tables of the aliases and deployments of many functions', () => {
    const many = manyScaled(14, 60);
    const lines = terminalSummary(many, PLAIN).split('\n');
    expect(lines).toContain('  Provisioned      Requested  Wasted  Utilisation  Spilled over  Status');
    expect(lines.filter((line) => /^ {2}service-\d\d:live +12\.4 +3\.1 /.test(line))).toHaveLength(12);
    expect(lines).toContain('  … and 2 more in the report');
  });

  it('says which objectives passed and what to change, at the end; warnings were shown before', () => {
    const text = terminalSummary(threeFunctions(), PLAIN);
    expect(text).toContain('SLO passed functions.checkout.latencyMs.p99 < 500 (418.3)');
    expect(text).toContain('SLO FAILED functions.search.coldStartRate < 0.01 (0.0121)');
    expect(text).not.toContain('nothing invoked this function');
    expect(text).toContain('hint: reservedConcurrency 20 throttled 112 requests of checkout');
  });

  it('puts many functions into one table, with all together below', () => {
    const lines = terminalSummary(manyFunctions(12, 60), PLAIN).split('\n');
    expect(lines.filter((line) => /^service-\d\d/.test(line))).toHaveLength(12);
    expect(lines).toContain('All functions');
    expect(lines.length).toBeLessThan(70);
  });

  it('has a month beside the cost where it was asked for, of one function and of many', () => {
    const one = terminalSummary(resultOf({ functions: { api: withMonth(busyFunction()) } }), PLAIN);
    expect(one.replace(/\s+/g, ' ')).toContain('; $1.73 a million invocations, $90.89 a month; cold starts');
    const names = ['a', 'b', 'c', 'd'];
    const many = resultOf({ functions: Object.fromEntries(names.map((name) => [name, withMonth(busyFunction())])) });
    expect(terminalSummary(many, PLAIN)).toMatch(/^function .* cost {2}a million {2}a month$/m);
    expect(terminalSummary(many, PLAIN)).toMatch(/^d .* \$0\.12 +\$1\.73 +\$90\.89$/m);
  });

  it('lets nothing from the result control the terminal', () => {
    for (const result of [hostile(), hostileAliases()]) {
      const text = terminalSummary(result, PLAIN);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(text).toContain('\\x1b[2J');
    }
  });

  it('copes with a function that nothing invoked, and with no replication at all', () => {
    expect(terminalSummary(resultOf({ functions: { idle: idleFunction() } }), PLAIN)).toContain('no invocation ran');
    const none = resultOf({ functions: {}, change: { runs: [], interrupted: true } });
    expect(terminalSummary(none, PLAIN)).toContain('No replication finished.');
  });
});
