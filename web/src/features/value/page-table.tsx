import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PageRow, PagesAnswer } from '#schema/answer/pages-answer.ts'
import type { RateInterval } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { timePages } from '../../api/pages.ts'
import { formatBytes, formatCount, formatFineShare } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { EstimateText } from '../budget/estimate-text.tsx'
import { Notes } from '../provenance/notes.tsx'
import { formatScope } from '../scope/scope.ts'
import type { ValueView } from './value-view.ts'

/** Most pages that are timed at once. */
const TIMED = 10

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const estimateOf = (value: number | null, interval: RateInterval | null) =>
  value === null || interval === null ? null : { ...interval, estimate: value }

function wayTo({ timing, notComputed }: PageRow): string {
  const rate = notComputed.rate === undefined ? [] : [`Not computed: ${notComputed.rate}.`]
  if (timing === null) return rate.join(' ')
  const at = `Timed ${timing.at.slice(0, 16).replace('T', ' ')} UTC`
  if (timing.load === null) return [...rate, `${at}: ${timing.notComputed.load ?? 'not computed'}.`].join(' ')
  const hops = timing.load.hops.map(({ address, status }) => `${address} (${status ?? 'no answer'})`)
  return [...rate, hops.length > 1 ? `${at}: ${hops.join(' → ')}` : `${at}.`].join(' ')
}

const COLUMNS: Column<PageRow>[] = [
  {
    name: 'page',
    label: 'Page',
    value: (row) => row.name,
    cell: (row) => <div className={section.name}>{row.name}</div>,
  },
  {
    name: 'clicks',
    label: 'Clicks',
    numeric: true,
    value: (row) => row.clicks,
    cell: (row) => <Measure value={row.clicks} format={formatCount} reason={row.notComputed.clicks} />,
  },
  {
    name: 'rate',
    label: 'Per click',
    numeric: true,
    value: (row) => row.rate,
    cell: (row) => (
      <EstimateText
        value={estimateOf(row.rate, row.interval)}
        format={formatFineShare}
        reason={row.notComputed.rate}
      />
    ),
  },
  {
    name: 'adjusted',
    label: 'On one mix',
    numeric: true,
    value: (row) => row.adjusted,
    cell: (row) => (
      <EstimateText
        value={estimateOf(row.adjusted, row.adjustedInterval)}
        format={formatFineShare}
        reason={row.notComputed.adjusted}
      />
    ),
  },
]

function timed(
  name: string,
  label: string,
  read: (row: PageRow) => number | null,
  format: (value: number) => string,
): Column<PageRow> {
  return {
    name,
    label,
    numeric: true,
    value: read,
    cell: (row) => (
      <Measure
        value={read(row)}
        format={format}
        reason={row.timing?.notComputed.load ?? 'Nobody has timed this page.'}
      />
    ),
  }
}

const TIMES: Column<PageRow>[] = [
  timed('load', 'Loads in', ({ timing }) => timing?.load?.loadMs ?? null, seconds),
  timed('paint', 'First text', ({ timing }) => timing?.load?.paintMs ?? null, seconds),
  timed('bytes', 'Size', ({ timing }) => timing?.load?.bytes ?? null, formatBytes),
  timed(
    'hops',
    'Redirects',
    ({ timing }) => (timing?.load ? timing.load.hops.length - 1 : null),
    formatCount,
  ),
  timed('status', 'Status', ({ timing }) => timing?.load?.status ?? null, String),
]

const WAY: Column<PageRow> = { name: 'way', label: 'Way', below: true, value: wayTo }

/** What landing or store pages made of their clicks, and how they load. */
export function PageTable({ view }: { view: ValueView }) {
  const queries = useQueryClient()
  const asked = useQuery(askQuery<PagesAnswer>('pages', { ...formatScope(view), by: [view.by] }))
  const time = useMutation({
    mutationFn: (pages: readonly string[]) => timePages(pages),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['pages'] }),
  })
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return null
  const { rows, notes } = asked.data
  const isWeb = view.by === 'landing_page'
  const addresses = rows.flatMap(({ name }) => (/^https?:/i.test(name) ? [name] : [])).slice(0, TIMED)
  return (
    <div>
      <RecordTable
        title="From click to conversion"
        file="pages"
        columns={isWeb ? [...COLUMNS, ...TIMES, WAY] : [...COLUMNS, WAY]}
        rows={rows}
        keyOf={({ key }) => key}
        first={20}
        tools={
          isWeb && addresses.length > 0 ? (
            <Button busy={time.isPending} onClick={() => time.mutate(addresses)}>
              {`Time ${formatCount(addresses.length)} with most clicks`}
            </Button>
          ) : null
        }
      />
      <ProblemNotice error={time.error} />
      <Notes notes={notes.filter(({ code }) => code !== 'sample')} />
    </div>
  )
}
