import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { repository } from './repository.ts'

const CLUSTER = 'permille_test'
const START_WITHIN = 240_000

/** Whether this machine has the ClickHouse of the tests, or is told of another one. */
export function hasClickhouse(): boolean {
  return (
    process.env.CLICKHOUSE_URL !== undefined ||
    existsSync(join(repository, 'test/clickhouse/node_modules/chdb/package.json'))
  )
}

/** A running ClickHouse of one or more nodes that belongs to the test which started it. */
export interface TestClickhouse {
  /** `warehouse` of a project whose rows live in a database of this name. */
  url(database: string): string
  /** Ends one node at once, as if its machine were gone. */
  kill(node: number): Promise<void>
  /** Stops one node in its tracks: it is there and says nothing. */
  freeze(node: number): void
  /** Most memory its nodes took together so far; `null` where that is not told. */
  peakMegabytes(): number | null
  /** Processes of its nodes; none where they are not ours. */
  readonly pids: readonly number[]
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function configuration(tcpPorts: readonly number[]): string {
  const shards = tcpPorts.map(
    (port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`,
  )
  return `<clickhouse><remote_servers><${CLUSTER}>${shards.join('')}</${CLUSTER}></remote_servers></clickhouse>`
}

async function untilItAnswers(child: ChildProcess, port: number, said: () => string): Promise<void> {
  const deadline = Date.now() + START_WITHIN
  for (;;) {
    const answers = await fetch(`http://127.0.0.1:${port}/ping`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`ClickHouse did not start: ${said()}`)
    }
    await wait(50)
  }
}

async function startNode(folder: string, http: number, tcp: number, config: string): Promise<ChildProcess> {
  mkdirSync(folder)
  const node = join(repository, 'node_modules/.bin/node')
  const script = join(repository, 'test/clickhouse/server.ts')
  const child = spawn(node, [script, folder, String(http), String(tcp), config], { cwd: folder })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000)
    })
  }
  await untilItAnswers(child, http, () => output)
  return child
}

function peakOf({ pid }: ChildProcess): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** Starts a ClickHouse of so many nodes, or points to the one of CLICKHOUSE_URL when a single one is asked. */
export async function startClickhouse(nodes: number): Promise<TestClickhouse> {
  const given = process.env.CLICKHOUSE_URL
  if (given !== undefined && nodes === 1) {
    const { host, username, search } = new URL(given)
    const user = username === '' ? '' : `${username}:\${CLICKHOUSE_PASSWORD}@`
    return {
      url: (database) => `clickhouse://${user}${host}/${database}${search}`,
      kill: () => Promise.reject(new Error('a server that is not ours is not killed')),
      freeze: () => {
        throw new Error('a server that is not ours is not frozen')
      },
      peakMegabytes: () => null,
      pids: [],
      stop: () => Promise.resolve(),
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'permille-clickhouse-'))
  const ports: { http: number; tcp: number }[] = []
  for (let node = 0; node < nodes; node += 1) {
    ports.push({ http: await freePort(), tcp: await freePort() })
  }
  const config = join(folder, 'config.xml')
  writeFileSync(config, configuration(ports.map(({ tcp }) => tcp)))
  const children = await Promise.all(
    ports.map(({ http, tcp }, node) => startNode(join(folder, String(node)), http, tcp, config)),
  )
  const kill = async (child: ChildProcess | undefined) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const hosts = ports.map(({ http }) => `127.0.0.1:${http}`).join(',')
  return {
    url: (database) => `clickhouse://default@${hosts}/${database}${nodes === 1 ? '' : `?cluster=${CLUSTER}`}`,
    kill: (node) => kill(children[node]),
    freeze: (node) => {
      children[node]?.kill('SIGSTOP')
    },
    pids: children.flatMap(({ pid }) => pid ?? []),
    peakMegabytes: () => (process.platform === 'linux' ? sum(children.map(peakOf)) : null),
    async stop() {
      await Promise.all(children.map(kill))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
