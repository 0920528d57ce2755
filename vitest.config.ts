import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // All processors: much of the time a test waits for the command line that it has started.
    maxWorkers: '100%',
    // One process runs many files and loads the sources once. No module of the sources or of the tests keeps anything that
    // another file could notice.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    globalSetup: './test/support/build.ts',
  },
});
