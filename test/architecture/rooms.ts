/** A folder of `src/` (or `web`): what it is for, and which other rooms it may import. */
export interface Room {
  readonly purpose: string
  readonly mayImport: readonly string[]
  /** What to do instead of an import this table forbids. */
  readonly instead: string
}

/** Every room there may be, in the order data flows through them. */
export const rooms: Readonly<Record<string, Room>> = {
  schema: {
    purpose: 'the words everybody shares: dimensions, measures, rows, bases, answers and their Zod schemas',
    mayImport: [],
    instead: 'put the word itself into schema and let the other room build on it',
  },
  stats: {
    purpose: 'arithmetic on sufficient statistics: intervals, shrinkage, rankings, tests',
    mayImport: [],
    instead: 'take the numbers as arguments; the caller in analyses fetches them',
  },
  net: {
    purpose: 'guarded HTTP for everything that leaves the machine',
    mayImport: [],
    instead: 'take what you need as arguments; net knows about requests only',
  },
  connectors: {
    purpose: 'one folder per source: its export layouts and API streams; kit is what they share',
    mayImport: ['schema', 'net'],
    instead: 'describe the source and return rows; ingest decides where they go',
  },
  warehouse: {
    purpose: 'one interface over the stores; the only room that knows a database driver',
    mayImport: ['schema'],
    instead: 'let the room that needs data call the warehouse, never the other way round',
  },
  ingest: {
    purpose: 'files and streams into the warehouse: decode, map, validate, replace by slice',
    mayImport: ['schema', 'connectors', 'warehouse'],
    instead: 'hand the result back to engine, which wires the rooms',
  },
  models: {
    purpose: 'SQL from landed rows to marts: identity, source of truth, currency, maturity',
    mayImport: ['schema', 'warehouse'],
    instead: 'read what an analysis learnt from its warehouse table',
  },
  metrics: {
    purpose: 'the metric layer: definitions, query, plan, rewrites, compile, execute',
    mayImport: ['schema', 'warehouse', 'models'],
    instead: 'a statistical answer belongs to analyses; metrics counts and divides',
  },
  creatives: {
    purpose: 'asset store, media facts, fingerprints, taggers',
    mayImport: ['schema', 'net', 'warehouse'],
    instead: 'write facts to the warehouse and let models join them',
  },
  sample: {
    purpose: 'the simulated studio and the bundled sample, as landed rows',
    mayImport: ['schema'],
    instead: 'return rows or files; engine loads them like any other source',
  },
  analyses: {
    purpose: 'questions with a statistical answer; evidence turns a query into sufficient statistics',
    mayImport: ['schema', 'stats', 'metrics'],
    instead: 'ask the metric layer; a query it cannot answer is a gap in metrics, not a reason for SQL here',
  },
  notify: {
    purpose: 'alert rules and reports, webhook and mail',
    mayImport: ['schema', 'net'],
    instead: 'take the answer as an argument; engine asks the question',
  },
  engine: {
    purpose: 'opens a project, wires the rooms, runs jobs; one file per operation',
    mayImport: [
      'schema',
      'net',
      'connectors',
      'warehouse',
      'ingest',
      'models',
      'metrics',
      'creatives',
      'sample',
      'analyses',
      'notify',
    ],
    instead: 'ask analyses for a statistic; surfaces (server, mcp, cli) call engine, never the reverse',
  },
  server: {
    purpose: 'HTTP: a route per operation, OpenAPI, authentication, the web page',
    mayImport: ['schema', 'engine'],
    instead: 'make it an operation in engine, so that the command line and MCP get it too',
  },
  mcp: {
    purpose: 'the operations as MCP tools',
    mayImport: ['schema', 'engine'],
    instead: 'make it an operation in engine, so that the command line and HTTP get it too',
  },
  cli: {
    purpose: 'the operations as commands',
    mayImport: ['schema', 'engine', 'server', 'mcp'],
    instead: 'make it an operation in engine, so that HTTP and MCP get it too',
  },
  web: {
    purpose: 'the dashboard, over HTTP only',
    mayImport: ['schema', 'server'],
    instead: 'ask the server over HTTP; only types of server and values of schema may be imported',
  },
}
