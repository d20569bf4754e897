import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.ts', 'web/**/*.test.tsx'],
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: ['test/support/sample-folder.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // One more than the smallest machine has cores: tests wait for commands, browsers and databases.
    maxWorkers: 3,
  },
})
