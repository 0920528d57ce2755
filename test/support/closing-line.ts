// A vitest reporter that ends the output with one plain line, `N passed, N failed`, for people and for CI.
import type { Reporter, TestModule } from 'vitest/node';

// vitest loads a custom reporter by its default export.
// biome-ignore lint/style/noDefaultExport: see above
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that could not even be loaded holds no test, yet has failed.
      if (!module.ok() && ![...module.children.allTests()].some((test) => test.result().state === 'failed'))
        count.failed += 1;
    }
    const skipped = count.skipped > 0 ? `${count.skipped} skipped: what they need is not on this machine\n` : '';
    // The default reporter prints its summary in the same hook, before this one.
    process.stdout.write(`\n${skipped}${count.passed} passed, ${count.failed} failed\n`);
  }
}
