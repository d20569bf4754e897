import { z } from 'zod'
import { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const LOADS = `SELECT l.load::VARCHAR AS load, l.file_name, l.source, coalesce(p.label, l.source) AS label, l.layout, l.report,
    (SELECT string_agg(DISTINCT account, ', ' ORDER BY account) FROM slice s WHERE s.load = l.load) AS account,
    (SELECT string_agg(DISTINCT app, ', ' ORDER BY app) FROM slice s WHERE s.load = l.load) AS app,
    (SELECT string_agg(DISTINCT os, ', ' ORDER BY os) FROM slice s WHERE s.load = l.load) AS os,
    (SELECT string_agg(DISTINCT currency, ', ' ORDER BY currency) FROM member m WHERE m.load = l.load) AS currency,
    (SELECT coalesce(string_agg(DISTINCT CASE WHEN counting = 'unique' THEN 'unique.' ELSE '' END || event || coalesce('.d' || cohort_day, ''), ' '), '')
      FROM load_kind k JOIN outcome_kind o USING (kind) WHERE k.load = l.load) AS events,
    (SELECT count(*) FROM fact f WHERE f.load = l.load)::DOUBLE AS rows_now,
    (SELECT count(*) FROM replaced_fact r WHERE r.load = l.load)::DOUBLE AS rows_replaced,
    l.day_from::VARCHAR AS day_from, l.day_to::VARCHAR AS day_to, l.rows_stored::DOUBLE AS rows_stored,
    l.rows_quarantined::DOUBLE AS rows_quarantined, l.zone, l.loaded_at, l.undone_at IS NOT NULL AS undone
  FROM load l LEFT JOIN source_profile p USING (source) ORDER BY l.load DESC`

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
    const { rows } = await store.warehouse.query(LOADS)
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
