import type { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import { API_CONNECTORS, type ApiConnector, findConnector } from '../connections/find-connector.ts'
import type { Project } from '../project.ts'

function describeSource({
  source,
  label,
  kind,
  refetchDays,
  api,
}: ApiConnector): ConnectionsAnswer['sources'][number] {
  return {
    name: source,
    label,
    kind,
    refetchDays,
    fields: api.fields.map((field) => ({
      name: field.name,
      label: field.label,
      help: field.help,
      where: field.where,
      secret: field.secret,
      required: field.optional !== true,
      pattern: field.pattern?.source ?? null,
      example: field.example ?? null,
    })),
    reports: api.streams.map((stream) => ({
      report: stream.id,
      label: stream.label,
      byDefault: stream.byDefault,
      refetchDays: stream.refetchDays,
      historyDays: stream.history.days,
    })),
    limits: api.limits.map((limit) => ({ ...limit })),
    page: `docs/connectors/${source}.md`,
  }
}

/** The sources that can be connected to, and the connections there are. */
export function describeConnections({ connections }: Project): ConnectionsAnswer {
  const known = [...connections.all].map(([name, config]) => {
    const { label, api } = findConnector(config.source)
    const [last] = connections.runs(1, name)
    return {
      connection: name,
      source: config.source,
      label,
      filled: [...connections.filledFields(name)],
      reports: config.reports ?? api.streams.filter(({ byDefault }) => byDefault).map(({ id }) => id),
      accounts: config.accounts ?? null,
      paused: config.paused,
      daily: connections.dailyTime(name),
      lastSync: last === undefined ? null : { at: last.startedAt, state: last.state, message: last.message },
    }
  })
  return { connections: known, sources: API_CONNECTORS.map(describeSource), notes: [] }
}
