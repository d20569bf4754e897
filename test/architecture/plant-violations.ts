import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rooms } from './rooms.ts'

/** A file that breaks one rule, and the rule it breaks. */
export interface Plant {
  readonly rule: string
  readonly file: string
  readonly source: string
}

const roomPlants = Object.entries(rooms).map(([name, room]): Plant => {
  const forbidden = Object.keys(rooms).find((other) => other !== name && !room.mayImport.includes(other))
  const folder = name === 'web' ? 'web' : `src/${name}`
  return {
    rule: `${name}-imports`,
    file: `${folder}/planted.ts`,
    source: `import '#${forbidden ?? 'nowhere'}/target.ts'`,
  }
})

/** For every rule at least one file that breaks it and no other. */
export const plants: readonly Plant[] = [
  ...roomPlants,
  {
    rule: 'connector-stands-alone',
    file: 'src/connectors/one/planted.ts',
    source: `import '#connectors/two/target.ts'`,
  },
  {
    rule: 'connector-stands-alone',
    file: 'src/connectors/one/planted-net.ts',
    source: `import '#net/target.ts'`,
  },
  {
    rule: 'connector-kit-knows-no-connector',
    file: 'src/connectors/kit/planted.ts',
    source: `import '../two/target.ts'`,
  },
  {
    rule: 'analysis-stands-alone',
    file: 'src/analyses/one/planted.ts',
    source: `import '../two/target.ts'`,
  },
  {
    rule: 'evidence-knows-no-analysis',
    file: 'src/analyses/evidence/planted.ts',
    source: `import '../two/target.ts'`,
  },
  {
    rule: 'stats-without-node',
    file: 'src/stats/planted-node.ts',
    source: `import { randomInt } from 'node:crypto'\nexport const dice = randomInt`,
  },
  {
    rule: 'stats-without-packages',
    file: 'src/stats/planted-package.ts',
    source: `import 'anything'`,
  },
  {
    rule: 'duckdb-driver',
    file: 'src/warehouse/planted-duckdb.ts',
    source: `import type { T } from '@duckdb/node-api'\nexport type U = T`,
  },
  {
    rule: 'clickhouse-driver',
    file: 'src/warehouse/duckdb/planted.ts',
    source: `import '@clickhouse/client'`,
  },
  {
    rule: 'web-takes-types-from-server',
    file: 'web/planted-value.ts',
    source: `import { target } from '#server/target.ts'\nexport const value = target`,
  },
  { rule: 'web-without-node', file: 'web/planted-node.ts', source: `import 'node:fs'` },
  { rule: 'component-library-in-ui', file: 'web/features/planted.ts', source: `import '@mantine/core'` },
  {
    rule: 'subpath-between-rooms',
    file: 'src/ingest/planted-relative.ts',
    source: `import '../schema/target.ts'`,
  },
  {
    rule: 'no-production-code-into-tests',
    file: 'src/ingest/planted-test.ts',
    source: `import '../../test/target.ts'`,
  },
  { rule: 'no-cycles', file: 'src/schema/planted-cycle.ts', source: `import './whole-cycle.ts'` },
  { rule: 'no-unresolvable', file: 'src/schema/planted-nowhere.ts', source: `import './nowhere.ts'` },
]

const harmless: Readonly<Record<string, string>> = {
  'src/connectors/one/fine.ts': `import '#connectors/kit/target.ts'\nimport '#schema/target.ts'`,
  'src/connectors/kit/fine.ts': `import '#net/target.ts'`,
  'src/analyses/one/fine.ts': `import '#analyses/evidence/target.ts'\nimport '#stats/target.ts'`,
  'src/stats/fine.ts': `import '@stdlib/stats'`,
  'src/stats/fine.test.ts': `import 'node:fs'\nimport '#engine/target.ts'`,
  'src/warehouse/duckdb/fine.ts': `import '@duckdb/node-api'`,
  'src/warehouse/clickhouse/fine.ts': `import '@clickhouse/client'`,
  'src/schema/whole-cycle.ts': `import './planted-cycle.ts'`,
  'bench/fine.ts': `import '@duckdb/node-api'`,
  'web/fine.ts': `import type { target } from '#server/target.ts'\nimport '#schema/target.ts'\nexport type T = typeof target`,
  'web/ui/fine.ts': `import '@mantine/core'`,
}

const packages = ['@duckdb/node-api', '@clickhouse/client', '@stdlib/stats', '@mantine/core', 'anything']

/** Writes a project below `root` that holds every plant beside files that keep the rules. */
export function plantViolations(root: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), `${text}\n`)
  }
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']))
  const imports = { '#*.ts': './src/*.ts' }
  write('package.json', JSON.stringify({ name: 'planted', type: 'module', imports, dependencies }))
  for (const name of packages) {
    write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', exports: './index.js' }),
    )
    write(`node_modules/${name}/index.js`, 'export {}')
  }
  const folders = [
    'connectors/kit',
    'connectors/two',
    'analyses/evidence',
    'analyses/two',
    ...Object.keys(rooms),
  ]
  for (const folder of folders) write(`src/${folder}/target.ts`, 'export const target = 1')
  write('test/target.ts', 'export const target = 1')
  for (const [path, text] of Object.entries(harmless)) write(path, text)
  for (const { file, source } of plants) write(file, source)
}
