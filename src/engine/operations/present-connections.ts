import type { CheckAnswer, ConnectAnswer, ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import type { Block, Presentation } from './presentation.ts'

/** The sources that can be connected to, with what each asks for. */
export function sourcesTable({ sources }: ConnectionsAnswer): Block {
  return {
    kind: 'table',
    columns: [
      { label: 'source', align: 'left' },
      { label: 'kind', align: 'left' },
      { label: 'fields', align: 'left' },
      { label: 'reports', align: 'left' },
      { label: 'days asked again', align: 'right' },
    ],
    rows: sources.map(({ name, kind, fields, reports, refetchDays }) => [
      name,
      kind,
      fields.map((field) => (field.required ? field.name : `[${field.name}]`)).join(' '),
      reports.map(({ report, byDefault }) => (byDefault ? report : `[${report}]`)).join(' '),
      String(refetchDays),
    ]),
  }
}

function connectionsTable({ connections }: ConnectionsAnswer): Block {
  return {
    kind: 'table',
    columns: [
      { label: 'connection', align: 'left' },
      { label: 'source', align: 'left' },
      { label: 'reports', align: 'left' },
      { label: 'daily', align: 'left' },
      { label: 'last sync', align: 'left' },
    ],
    rows: connections.map(({ connection, source, reports, paused, daily, lastSync }) => [
      connection,
      source,
      reports.join(' '),
      daily === null ? 'by hand' : `${daily.at} ${daily.zone}`,
      paused ? 'paused' : lastSync === null ? 'never' : `${lastSync.at} ${lastSync.state}`,
    ]),
  }
}

/** What trying a connection showed, as text. */
export function checkText({ findings }: CheckAnswer): Block {
  const lines = findings.map(({ step, ok, message, remedy }) => {
    const what = `${ok ? '✓' : '!'} ${step}: ${message}`
    return remedy === null ? what : `${what}\n  → ${remedy}`
  })
  return { kind: 'text', text: lines.join('\n') }
}

/** The connections of a project; the sources too where there is none yet. */
export function presentConnections(answer: ConnectionsAnswer): Presentation {
  return answer.connections.length === 0
    ? [
        { kind: 'text', text: 'There is no connection yet. Make one with `permille connect SOURCE`:' },
        sourcesTable(answer),
      ]
    : [connectionsTable(answer)]
}

/** What connecting did. */
export function presentConnect(answer: ConnectAnswer): Presentation {
  const { saved, check, connections } = answer
  if (saved === null && check === null) return [sourcesTable(answer), { kind: 'notes', notes: answer.notes }]
  const label = connections.find(({ connection }) => connection === saved)?.label
  return [
    ...(saved === null
      ? []
      : [{ kind: 'text' as const, text: `${label ?? saved} is connected as ${saved}.` }]),
    ...(check === null ? [] : [checkText(check)]),
    { kind: 'notes', notes: answer.notes },
  ]
}
