import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { writeStudio } from './data/make-studio.ts'
import { measure, median, numberOption, ROOT } from './kit/measure.ts'

/** Asks a server for rankings over many rows, in turn with hand-written SQL on a copy of the same database. */
const rows = numberOption('rows', 20_000_000)
const runs = numberOption('runs', 5)
const port = numberOption('port', 4490)
const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
const project = join(folder, 'project')

/** What a person would write who knows the tables: totals and days per creative, one basis each. */
function handWritten(from: string | null): string {
  const days = from === null ? '' : `AND f.day >= DATE '${from}'`
  return `SELECT creative, sum(i), sum(c), list(day), list(i), list(c) FROM (
    SELECT lower(coalesce(m.creative, m.ad)) AS creative, b.day, sum(b.i) AS i, sum(b.c) AS c FROM (
      SELECT f.member, f.day, sum(f.impressions) FILTER (WHERE p.kind = 'network') AS i,
        sum(f.count) FILTER (WHERE p.kind = 'mmp' AND k.event = 'install') AS c
      FROM fact f JOIN load l USING (load) JOIN source_profile p USING (source)
      LEFT JOIN outcome_kind k USING (kind) WHERE TRUE ${days} GROUP BY ALL) b
    JOIN member m USING (member) GROUP BY ALL) GROUP BY creative`
}

async function timeSql(database: string, sql: string): Promise<number[]> {
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const seconds: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const start = performance.now()
    await (await connection.runAndReadAll(sql)).getColumnsJS()
    if (run > 0) seconds.push((performance.now() - start) / 1000)
  }
  connection.closeSync()
  instance.closeSync()
  return seconds
}

async function timeHttp(query: string): Promise<{ seconds: number[]; bytes: number; rows: number }> {
  const seconds: number[] = []
  let bytes = 0
  let ranked = 0
  for (let run = 0; run <= runs; run += 1) {
    const start = performance.now()
    const text = await (await fetch(`http://127.0.0.1:${port}/api/v1/rank?${query}`)).text()
    if (run > 0) seconds.push((performance.now() - start) / 1000)
    bytes = text.length
    ranked = RankAnswer.parse(JSON.parse(text)).rows.length
  }
  return { seconds, bytes, rows: ranked }
}

async function waitForServer(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the server did not start')
}

try {
  const permille = join(ROOT, 'bin/permille')
  for (const { path, flags } of await writeStudio(folder, rows)) {
    const { seconds } = await measure(permille, [
      '--project',
      project,
      'import',
      path,
      '--yes',
      '--json',
      ...flags,
    ])
    console.log(`imported ${path.split('/').at(-1)} in ${seconds.toFixed(1)} s`)
    await rm(path, { force: true })
  }
  const copy = join(folder, 'copy.duckdb')
  await copyFile(join(project, '.permille/warehouse.duckdb'), copy)
  const server = spawn(process.execPath, [permille, '--project', project, 'serve', '--port', String(port)])
  try {
    await waitForServer()
    for (const [name, query, from] of [
      ['all days', 'by=creative', null],
      ['last 28 days', 'by=creative&last=28', '2026-10-04'],
    ] as const) {
      const http = await timeHttp(query)
      const sql = await timeSql(copy, handWritten(from))
      console.log(
        `${name}: HTTP ${median(http.seconds).toFixed(2)} s (${http.rows} ranked, ${(http.bytes / 1e6).toFixed(1)} MB) · hand-written SQL ${median(sql).toFixed(2)} s · ratio ${(median(http.seconds) / median(sql)).toFixed(2)} (must be at most 1.5)`,
      )
    }
  } finally {
    server.kill('SIGTERM')
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
