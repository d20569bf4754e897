import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { repository } from '../support/repository.ts'

/** Tests that say nothing about a store, so that every store has to pass them. */
const STORE_TESTS = [
  'test/golden/golden.test.ts',
  'test/import/{slices,naming,one-report,own-tables,quarantine,compare,adjusted-ranking,rolled-facts,bases,filters,left-out,matches,restatements,targets,value,creative-merges,project-tests,test-plan,touches,entities}.test.ts',
  'test/real-files/{network-and-mmp,platform-seeds}.test.ts',
  'src/metrics/random-questions.test.ts',
  'src/models/naming/naming.test.ts',
  'test/sql.test.ts',
  'test/hostile/queries.test.ts',
  'test/connectors/slices.test.ts',
]

const project = (name: string, setup: string) => ({
  test: {
    name,
    root: repository,
    include: STORE_TESTS,
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: [join(import.meta.dirname, setup)],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [project('one ClickHouse', 'one-node.ts'), project('two shards', 'two-shards.ts')],
  },
})
