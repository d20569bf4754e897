import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { repository } from '../support/repository.ts'

/** Every kind of store has to pass them. */
const EVERY_STORE = ['test/golden/golden.test.ts', 'test/stores/recorded-answers.test.ts']
/** Further tests of what statements answer, which a cluster puts together from its shards. */
const SHARDED_TESTS = [
  'src/metrics/random-questions.test.ts',
  'test/import/rolled-facts.test.ts',
  'test/sql.test.ts',
]
/** Further tests that say nothing about a store. */
const STORE_TESTS = [
  'test/import/{one-report,slices,touches,fraud,entities,value,{creative,object}-merges,cohort-rows,erased-users}.test.ts',
  'test/real-files/network-and-mmp.test.ts',
  'test/hostile/queries.test.ts',
  'test/connectors/slices.test.ts',
]

const project = (name: string, setup: string, include: readonly string[]) => ({
  test: {
    name,
    root: repository,
    include: [...include],
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: [join(import.meta.dirname, setup)],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      project('one ClickHouse', 'one-node.ts', [...EVERY_STORE, ...STORE_TESTS]),
      project('two shards', 'two-shards.ts', [...EVERY_STORE, ...SHARDED_TESTS]),
    ],
  },
})
