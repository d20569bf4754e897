import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { buildStudio } from './kit/build-studio.ts'
import { isQuick, measure, median, numberOption, ROOT, textOption } from './kit/measure.ts'
import { report } from './kit/report.ts'
import { startServer } from './kit/start-server.ts'

const TIMES = 5

const Answer = z.object({
  question: z.object({ from: z.string(), to: z.string() }),
  adjustment: z.object({ mixDays: z.object({ from: z.string(), to: z.string() }).nullable() }),
  rows: z.array(z.unknown()),
  sql: z.array(z.string()),
})
const ByHand = z.object({ facts: z.number(), runs: z.array(z.array(z.number())) })

interface Asked {
  readonly name: string
  readonly path: string
  /** Milliseconds of each request, the first left out. */
  readonly milliseconds: readonly number[]
  /** Milliseconds of the same question asked again. */
  readonly again: number
  readonly bytes: number
  readonly answer: z.infer<typeof Answer>
  readonly blockedMilliseconds: number
}

async function ask(
  name: string,
  path: string,
  server: Awaited<ReturnType<typeof startServer>>,
): Promise<Asked> {
  const milliseconds: number[] = []
  let text = ''
  for (let time = 0; time <= TIMES; time += 1) {
    if (time === 1) {
      server.child.kill('SIGUSR2')
      await wait(100)
    }
    const start = performance.now()
    // Each time another question with the same answer: one asked again is answered from what was kept.
    const question = `${path}&minImpressions=${time + 1}`
    const response = await fetch(`${server.url}${question}`, { headers: { 'accept-encoding': 'identity' } })
    text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${text.slice(0, 500)}`)
    if (time > 0) milliseconds.push(performance.now() - start)
  }
  server.child.kill('SIGUSR2')
  await wait(200)
  const { blockedMilliseconds } = await server.readUse()
  const start = performance.now()
  await (await fetch(`${server.url}${path}&minImpressions=${TIMES + 1}`)).text()
  return {
    name,
    path,
    milliseconds,
    again: performance.now() - start,
    bytes: text.length,
    answer: Answer.parse(JSON.parse(text)),
    blockedMilliseconds,
  }
}

/** What a person would write: sums per creative, its days by network, which the intervals need, and its places. */
function byHand({ question: { from, to } }: Asked['answer'], path: string): readonly string[] {
  const range = path.includes('last') ? `WHERE f.day BETWEEN DATE '${from}' AND DATE '${to}'` : ''
  const sums = `sum(f.impressions) AS impressions,
    sum(f.count) FILTER (WHERE f.kind = getvariable('installs')) AS installs`
  const days = `SELECT creative, network, sum(impressions), sum(installs), list(day), list(impressions), list(installs)
    FROM (
      SELECT i.creative, i.network, f.day, ${sums}
      FROM fact f JOIN identity i USING (member)
      ${range} GROUP BY i.creative, i.network, f.day
    ) GROUP BY creative, network`
  if (path.includes('adjust=none')) return [days]
  const places = `SELECT i.creative, i.network, m.app, m.os, m.country, m.format, ${sums}
    FROM fact f JOIN identity i USING (member) JOIN member m USING (member)
    ${range} GROUP BY ALL`
  return [days, places]
}

/** The queries of an answer, with the two days that are bound to them written in: of the question, else of the mix. */
function ownQueries({ question, adjustment: { mixDays }, sql }: Asked['answer']): readonly string[] {
  const { from, to } = mixDays ?? question
  return sql.map((text) => text.replaceAll('$1', `'${from}'`).replaceAll('$2', `'${to}'`))
}

/** Ranks creatives over HTTP on a large project, against the SQL one would write by hand on the same file. */
export async function benchRank(): Promise<void> {
  const rows = numberOption('rows', isQuick() ? 2_000_000 : 20_000_000)
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  try {
    const project = textOption('project') ?? (await buildStudio(folder, rows))
    const server = await startServer(project)
    const asked = [
      await ask('plain rates, all days', '/api/v1/rank?by=creative&adjust=none', server),
      await ask('plain rates, last 28 days', '/api/v1/rank?by=creative&adjust=none&last=28d', server),
      await ask('on one mix, all days', '/api/v1/rank?by=creative', server),
      await ask('on one mix, last 28 days', '/api/v1/rank?by=creative&last=28d', server),
    ]
    await server.stop()
    const hands = asked.map(({ answer, path }) => byHand(answer, path))
    const statements = asked.flatMap(({ answer }, index) => [...(hands[index] ?? []), ...ownQueries(answer)])
    const database = join(project, '.permille/warehouse.duckdb')
    const { output } = await measure(join(ROOT, 'bench/kit/ask-by-hand.ts'), [
      database,
      String(TIMES + 1),
      ...statements,
    ])
    const { facts, runs } = ByHand.parse(JSON.parse(output))
    const medians = runs.map((own) => median(own.slice(1)))
    const take = (count: number) => medians.splice(0, count).reduce((sum, one) => sum + one, 0)
    const figures = asked.map(({ milliseconds, answer }, index) => ({
      hand: take(hands[index]?.length ?? 0),
      query: take(answer.sql.length),
      http: median(milliseconds),
    }))
    const whole = (milliseconds: number) => Math.round(milliseconds).toLocaleString('en')
    await report({
      name: 'rank',
      columns: ['', 'by hand, ms', 'our queries, ms', 'ratio', 'HTTP answer, ms', 'ratio'],
      rows: figures.map(({ hand, query, http }, index) => [
        asked[index]?.name ?? '',
        whole(hand),
        whole(query),
        (query / hand).toFixed(2),
        whole(http),
        (http / hand).toFixed(2),
      ]),
      findings: asked.map(
        ({ name, answer, bytes, again, blockedMilliseconds }) =>
          `${name}: ${answer.rows.length.toLocaleString('en')} creatives from ${facts.toLocaleString('en')} fact rows, ${(bytes / 1e6).toFixed(1)} MB of JSON, ${whole(again)} ms where the same was asked before; the server’s event loop was held up for ${blockedMilliseconds.toFixed(0)} ms at most.`,
      ),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchRank()
