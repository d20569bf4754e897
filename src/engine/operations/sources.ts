import { z } from 'zod'
import { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

function loadsSql({ distinctTexts }: Dialect): string {
  const texts = (column: string) => `${distinctTexts(column, ', ')} AS ${column}`
  const event = `CASE WHEN o.counting = 'unique' THEN 'unique.' ELSE '' END || o.event || coalesce('.d' || o.cohort_day::VARCHAR, '')`
  return `SELECT l.load::VARCHAR AS load, l.file_name AS file_name, l.source AS source, coalesce(p.label, l.source) AS label,
    l.layout AS layout, l.report AS report,
    s.account AS account, s.app AS app, s.os AS os, m.currency AS currency, e.events AS events,
    coalesce(s.n, 0)::DOUBLE AS rows_now, coalesce(r.n, 0)::DOUBLE AS rows_replaced,
    l.day_from::VARCHAR AS day_from, l.day_to::VARCHAR AS day_to, l.rows_stored::DOUBLE AS rows_stored,
    l.rows_quarantined::DOUBLE AS rows_quarantined, l.zone AS zone, l.loaded_at AS loaded_at, (l.undone_at IS NOT NULL)::BOOLEAN AS undone
  FROM load l
  LEFT JOIN source_profile p ON p.source = l.source
  LEFT JOIN (SELECT load, ${['account', 'app', 'os'].map(texts).join(', ')}, sum(rows) AS n FROM slice GROUP BY load) s
    ON s.load = l.load
  LEFT JOIN (SELECT load, ${texts('currency')} FROM member GROUP BY load) m ON m.load = l.load
  LEFT JOIN (SELECT k.load AS load, ${distinctTexts(event, ' ')} AS events
    FROM load_kind k JOIN outcome_kind o ON o.kind = k.kind GROUP BY k.load) e ON e.load = l.load
  LEFT JOIN (SELECT load, count(*) AS n FROM replaced_fact GROUP BY load) r ON r.load = l.load
  ORDER BY l.load DESC`
}

function stateOf(row: { undone: unknown; rows_now: unknown; rows_replaced: unknown }) {
  if (row.undone === true) return 'undone' as const
  if (Number(row.rows_replaced) === 0) return 'current' as const
  return Number(row.rows_now) === 0 ? ('replaced' as const) : ('partly_replaced' as const)
}

const textOrNull = (value: unknown) => (value === null || value === undefined ? null : String(value))

export const sources = defineOperation({
  name: 'sources',
  summary: 'What was imported',
  description:
    'Lists the sources and every load: dates, rows, what was quarantined, and whether it still answers.',
  examples: ['sources', 'sources --json'],
  kind: 'question',
  input: z.object({ sample: Sample.optional() }),
  output: SourcesAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const { rows } = await store.warehouse.query(loadsSql(store.warehouse.dialect))
    const loads = rows.map((row) => ({
      load: String(row.load),
      file: textOrNull(row.file_name),
      source: String(row.source),
      label: String(row.label),
      layout: textOrNull(row.layout),
      report: String(row.report),
      account: textOrNull(row.account),
      app: textOrNull(row.app),
      os: textOrNull(row.os),
      from: textOrNull(row.day_from),
      to: textOrNull(row.day_to),
      rows: Number(row.rows_stored),
      quarantined: Number(row.rows_quarantined),
      currency: textOrNull(row.currency),
      zone: textOrNull(row.zone),
      events: String(row.events ?? '')
        .split(' ')
        .filter((event) => event !== ''),
      loadedAt: String(row.loaded_at),
      state: stateOf({ undone: row.undone, rows_now: row.rows_now, rows_replaced: row.rows_replaced }),
    }))
    const current = loads.filter(({ state }) => state !== 'undone' && state !== 'replaced')
    const summaries = [...Map.groupBy(current, ({ source }) => source)].map(([source, own]) => ({
      source,
      label: own[0]?.label ?? source,
      from: own.flatMap(({ from }) => from ?? []).toSorted()[0] ?? null,
      to:
        own
          .flatMap(({ to }) => to ?? [])
          .toSorted()
          .at(-1) ?? null,
      rows: own.reduce((sum, load) => sum + load.rows, 0),
      loads: own.length,
      events: [...new Set(own.flatMap(({ events }) => events))].sort(),
    }))
    return {
      sources: summaries,
      loads: loads.map(({ label: _label, ...load }) => load),
      notes: [],
      freshness: await store.freshness(),
    }
  },
  present: ({ loads, freshness }) => [
    {
      kind: 'table',
      columns: [
        { label: 'load', align: 'right' },
        { label: 'file', align: 'left' },
        { label: 'source', align: 'left' },
        { label: 'dates', align: 'left' },
        { label: 'rows', align: 'right' },
        { label: 'quarantined', align: 'right' },
        { label: 'state', align: 'left' },
      ],
      rows: loads.map(({ load, file, source, from, to, rows, quarantined, state }) => [
        load,
        file ?? '',
        source,
        from === null ? 'no dates' : `${from} … ${to}`,
        formatNumber(rows),
        formatNumber(quarantined),
        state.replace('_', ' '),
      ]),
    },
    ...(freshness.sample ? [{ kind: 'text' as const, text: `${freshness.sampleLabel}.` }] : []),
  ],
})
