import { z } from 'zod'
import { CoverageAnswer, type CoverageState } from '#schema/answer/sync-answer.ts'
import { countDays } from '#schema/day.ts'
import { coverageOf } from '../connections/coverage.ts'
import { findConnector } from '../connections/find-connector.ts'
import { spanOf } from '../connections/plan-days.ts'
import type { Project } from '../project.ts'
import { defineOperation } from './operation.ts'
import { presentCoverage } from './present-sync.ts'

type Report = CoverageAnswer['reports'][number]

async function reportsOf(project: Project, connection: string): Promise<readonly Report[]> {
  const config = project.connections.all.get(connection)
  if (config === undefined) return []
  const { api } = findConnector(config.source)
  const loaded = await project.connections.loaded(connection)
  return [...Map.groupBy(loaded, ({ stream, account }) => `${stream}\n${account}`).values()].flatMap(
    (own) => {
      const [first] = own
      const stream = api.streams.find(({ id }) => id === first?.stream)
      if (first === undefined || stream === undefined) return []
      const zone = stream.layout.zone ?? project.config.timezone
      const span = spanOf({ stream, zone, since: config.since ?? null, now: project.connections.now })
      const oldest = own.map(({ from }) => from).toSorted()[0] ?? first.from
      const from = span === null || oldest < span.from ? oldest : span.from
      const to = span?.to ?? first.to
      const ranges = coverageOf({ from, to }, own, stream, zone)
      const days: Record<CoverageState, number> = { final: 0, provisional: 0, empty: 0, missing: 0 }
      for (const range of ranges) days[range.state] += countDays(range.from, range.to)
      return {
        connection,
        source: config.source,
        report: stream.id,
        account: first.account,
        from,
        to,
        ranges: [...ranges],
        days,
      }
    },
  )
}

export const coverage = defineOperation({
  name: 'coverage',
  summary: 'Which days of each connected report are loaded',
  description:
    'A calendar per connection, report and account: days that are final, provisional (the source may still change them), empty, or missing. Days the source no longer answers for count where they were loaded.',
  examples: ['coverage', 'coverage --connection applovin'],
  kind: 'question',
  isMomentary: true,
  input: z.object({ connection: z.string().optional().meta({ description: 'only this connection' }) }),
  output: CoverageAnswer,
  async run(project, input) {
    const names = input.connection === undefined ? [...project.connections.all.keys()] : [input.connection]
    const reports = await Promise.all(names.map((name) => reportsOf(project, name)))
    return { reports: reports.flat() }
  },
  present: presentCoverage,
})
