/**
 * One ClickHouse in this process, until it is killed or whoever started it ends.
 * Arguments: folder for its data, HTTP port, TCP port, configuration file (may be missing).
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

interface ForeignFunctions {
  open(library: { library: string; path: string }): void
  load(call: {
    library: string
    funcName: string
    retType: number
    paramsType: readonly number[]
    paramsValue: readonly unknown[]
  }): unknown
  readonly DataType: { readonly External: number; readonly I32: number; readonly StringArray: number }
}

const [path = '', httpPort = '', tcpPort = '', configuration] = process.argv.slice(2)

const require = createRequire(import.meta.url)
const packages = dirname(dirname(require.resolve('chdb/package.json')))
const platform = `lib-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`
const { open, load, DataType }: ForeignFunctions = require('ffi-rs')

// The engine takes this thread for good, so another one watches who started it.
new Worker(
  `const started = process.ppid
   setInterval(() => process.ppid === started || process.kill(process.pid, 'SIGKILL'), 500)`,
  { eval: true },
)

const serving = [
  'SYSTEM START LISTEN HTTP',
  'SYSTEM START LISTEN TCP',
  `SELECT sleepEachRow(3) FROM numbers(10000000) FORMAT Null
   SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 10000000`,
].join('; ')

const options = [
  ...['--path', path],
  ...(configuration === undefined ? [] : ['--config-file', configuration]),
  ...['--listen_host', '127.0.0.1', '--http_port', httpPort, '--tcp_port', tcpPort],
  ...['--query', serving],
]
const words = ['clickhouse', '--multiquery', ...options]

open({ library: 'chdb', path: join(packages, '@chdb', platform, 'libchdb.so') })
load({
  library: 'chdb',
  funcName: 'query_stable_v2',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [words.length, words],
})
throw new Error('ClickHouse ended; another one may hold its folder or its ports')
