import type { IFlattenedRuleSet, IForbiddenRuleType } from 'dependency-cruiser'
import { rooms } from './rooms.ts'

const test = String.raw`\.test\.tsx?$|^test/|^bench/|^scripts/`
const npm = [
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
] as const

/** Folders of connectors that are not a source but serve all of them. */
export const connectorFoldersForAll = ['kit', 'recognise']
/** The one folder of analyses that the others may import. */
export const analysisFoldersForAll = ['evidence']

function rule(
  name: string,
  comment: string,
  from: IForbiddenRuleType['from'],
  to: object,
): IForbiddenRuleType {
  return { name, comment, severity: 'error', from, to } as IForbiddenRuleType
}

function folder(room: string): string {
  return room === 'web' ? '^web/' : `^src/${room}/`
}

const roomRules = Object.entries(rooms).map(([name, room]) => {
  const allowed = room.mayImport.length === 0 ? 'no other room' : room.mayImport.join(', ')
  return rule(
    `${name}-imports`,
    `${name} may import ${allowed}: ${room.instead}`,
    { path: folder(name), pathNot: test },
    { path: '^(src|web)/', pathNot: [name, ...room.mayImport].map(folder) },
  )
})

const rules: IForbiddenRuleType[] = [
  ...roomRules,
  rule(
    'connector-stands-alone',
    'a connector may import schema and connectors/kit only: move what two of them share to connectors/kit',
    { path: `^src/connectors/(?!(?:${connectorFoldersForAll.join('|')})/)([^/]+)/`, pathNot: test },
    { path: '^src/(connectors|net)/', pathNot: ['^src/connectors/$1/', '^src/connectors/kit/'] },
  ),
  rule(
    'connector-kit-knows-no-connector',
    'connectors/kit serves every connector and may import none: pass what differs as an argument',
    { path: '^src/connectors/kit/', pathNot: test },
    { path: '^src/connectors/', pathNot: '^src/connectors/kit/' },
  ),
  rule(
    'analysis-stands-alone',
    'an analysis may import no other analysis: move what two of them share to analyses/evidence',
    { path: `^src/analyses/(?!(?:${analysisFoldersForAll.join('|')})/)([^/]+)/`, pathNot: test },
    { path: '^src/analyses/', pathNot: ['^src/analyses/$1/', '^src/analyses/evidence/'] },
  ),
  rule(
    'evidence-knows-no-analysis',
    'analyses/evidence serves every analysis and may import none: pass what differs as an argument',
    { path: '^src/analyses/evidence/', pathNot: test },
    { path: '^src/analyses/', pathNot: '^src/analyses/evidence/' },
  ),
  rule(
    'stats-without-node',
    'stats runs anywhere and repeats exactly: take files, clocks and generators as arguments',
    { path: '^src/stats/', pathNot: test },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'stats-without-packages',
    'stats imports no package but a numerics library (@stdlib): write the arithmetic, or ask for it in @stdlib',
    { path: '^src/stats/', pathNot: test },
    { dependencyTypes: [...npm], pathNot: 'node_modules/@stdlib/' },
  ),
  rule(
    'duckdb-driver',
    'only warehouse/duckdb talks to DuckDB: use the interface of warehouse',
    { pathNot: ['^src/warehouse/duckdb/', test] },
    { path: 'node_modules/@duckdb/|^@duckdb/' },
  ),
  rule(
    'clickhouse-driver',
    'only warehouse/clickhouse talks to ClickHouse: use the interface of warehouse',
    { pathNot: ['^src/warehouse/clickhouse/', test] },
    { path: 'node_modules/@clickhouse/|^@clickhouse/' },
  ),
  rule(
    'web-takes-types-from-server',
    'web may import types of server, never values: write `import type`, or move the value to schema',
    { path: '^web/', pathNot: test },
    { path: '^src/server/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'web-without-node',
    'web runs in the browser: ask the server for what only Node can do',
    { path: '^web/', pathNot: [test, String.raw`^web/vite\.config\.ts$`] },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'component-library-in-ui',
    'only web/ui knows the component library: wrap the component there and import the wrapper',
    { path: '^web/', pathNot: ['^web/(src/)?ui/', test] },
    { path: 'node_modules/@mantine/|^@mantine/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'subpath-between-rooms',
    "write '#room/file.ts' for another room; relative paths stay inside a room",
    { path: '^src/([^/]+)/' },
    { path: '^src/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
  ),
  rule(
    'no-production-code-into-tests',
    'what ships may not import tests, benchmarks or scripts: move the helper into the room that needs it',
    { path: '^(src|web|bin)/', pathNot: test },
    { path: test },
  ),
  rule(
    'no-cycles',
    'these files import each other in a circle: move what they share to a file of its own',
    {},
    { circular: true },
  ),
  rule(
    'no-unresolvable',
    'this import leads nowhere: check its spelling, or add the package to package.json',
    // ClickHouse's engine and the peer of the bench are packages of their own, installed for those alone; scripts of
    // the docs' site stand beside others once it is built.
    { pathNot: ['^node_modules/', '^test/clickhouse/', '^bench/peer/', '^scripts/docs-site/assets/'] },
    { couldNotResolve: true },
  ),
]

/** The import rules of design and contribution guide, as dependency-cruiser reads them. */
export const ruleSet: IFlattenedRuleSet = { forbidden: rules }
