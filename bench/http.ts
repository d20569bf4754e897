import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DEFAULT_EXPORT, writeExport } from './data/make-export.ts'
import { buildStudio } from './kit/build-studio.ts'
import { isQuick, numberOption, textOption } from './kit/measure.ts'
import { openLoop, quantile } from './kit/open-loop.ts'
import { report } from './kit/report.ts'
import { startServer } from './kit/start-server.ts'

const PER_SECOND = 50

/** What a team at work asks: pages opened again, days and groups changed, lists, and what the page itself looks at. */
const QUESTIONS = [
  '/api/v1/rank?by=network&last=28d',
  '/api/v1/rank?by=country&last=28d&adjust=none',
  '/api/v1/query?metrics=ipm&metrics=spend&by=day&last=28d',
  '/api/v1/query?metrics=installs&by=network&last=7d',
  '/api/v1/query?metrics=ipm&by=creative&last=28d&limit=50',
  '/api/v1/project',
  '/api/v1/sources',
  '/api/v1/jobs?limit=8',
  '/healthz',
  '/',
]

const Uploaded = z.object({ upload: z.string() })
const Begun = z.object({ job: z.object({ id: z.string() }) })
const Job = z.object({ state: z.string() })

/** Begins an import over HTTP as a job; resolves to its address. */
async function beginImport(url: string, file: string): Promise<string> {
  const sent = await fetch(`${url}/api/v1/uploads?name=network.csv`, {
    method: 'PUT',
    body: await readFile(file),
  })
  const { upload } = Uploaded.parse(await sent.json())
  const response = await fetch(`${url}/api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify({ uploads: [upload], yes: true, set: { network: 'Vungle' } }),
  })
  const text = await response.text()
  if (response.status !== 202) throw new Error(`the import did not begin: ${text}`)
  return `${url}/api/v1/jobs/${Begun.parse(JSON.parse(text)).job.id}`
}

/** Asks a server at a steady rate, at rest and while it imports. */
export async function benchHttp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  let server: Awaited<ReturnType<typeof startServer>> | undefined
  try {
    const seconds = numberOption('seconds', isQuick() ? 10 : 60)
    const project = textOption('project') ?? (await buildStudio(folder, numberOption('rows', 1_000_000)))
    const file = join(folder, 'more.csv')
    const rows = numberOption('import', isQuick() ? 300_000 : 3_000_000)
    await writeExport(file, { ...DEFAULT_EXPORT, rows, seed: 'more' })
    server = await startServer(project)
    const load = { url: server.url, perSecond: PER_SECOND, seconds }
    const path = (index: number) => QUESTIONS[index % QUESTIONS.length] ?? '/'
    for (const question of QUESTIONS) await (await fetch(server.url + question)).arrayBuffer()
    const atRest = await openLoop(path, load)
    server.child.kill('SIGUSR2')
    const job = await beginImport(server.url, file)
    const during = await openLoop(path, load)
    const ended = Job.parse(await (await fetch(job)).json())
    server.child.kill('SIGUSR2')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const { blockedMilliseconds } = await server.readUse()
    const line = (name: string, { milliseconds, errors }: typeof atRest) => [
      name,
      milliseconds.length.toLocaleString('en'),
      ...[0.5, 0.95, 0.99, 1].map((share) => quantile(milliseconds, share).toFixed(1)),
      String(errors.length),
    ]
    await report({
      name: 'http',
      columns: ['', 'requests', 'p50, ms', 'p95, ms', 'p99, ms', 'longest, ms', 'errors'],
      rows: [line('at rest', atRest), line('while an import runs', during)],
      findings: [
        `${PER_SECOND} requests/s for ${seconds} s, sent when they are due whether or not earlier ones have answered, and timed from when they were due; the goal is p99 below 250 ms and no error.`,
        `The import of ${rows.toLocaleString('en')} rows was ${ended.state === 'running' ? 'still running at the end' : `${ended.state} before the end`}; the server’s event loop was held up for ${blockedMilliseconds.toFixed(0)} ms at most.`,
        ...[...new Set([...atRest.errors, ...during.errors])].slice(0, 3),
      ],
    })
  } finally {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchHttp()
