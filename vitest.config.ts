import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` beside the sources, `suites` across modules, `e2e` in a browser.
 * Each file runs in a process of its own (`forks`): a native module and worker threads then end with it.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    environment: 'node',
    reporters: ['default', './tests/support/row-coverage.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{core,server,electron,src}/**/*.test.{ts,tsx}'],
          testTimeout: 10_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'suites',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/bench/**'],
          globalSetup: ['tests/support/postgres-global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          fileParallelism: false,
          retry: 0,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
