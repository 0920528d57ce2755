import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // All processors: much of the time a test waits for the command line that it has started.
    maxWorkers: '100%',
    globalSetup: './test/support/build.ts',
  },
});
