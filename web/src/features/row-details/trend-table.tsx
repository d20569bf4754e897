import { IconDownload } from '@tabler/icons-react'
import { formatCsv } from '#schema/csv.ts'
import type { TrendPoint } from '../../charts/pool-trend.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount, formatRate } from '../../format/number.ts'
import { saveFile } from '../../format/save-file.ts'
import { capitalise, nameEvents, nameRate } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Missing } from '../../ui/missing.tsx'

export interface TrendTableProps {
  points: readonly TrendPoint[]
  name: string
  event: string
}

/** The data behind a trend chart, to read or to take away. */
export function TrendTable({ points, name, event }: TrendTableProps) {
  function download() {
    const rows = points.map((point) => [
      point.from,
      point.to,
      point.impressions,
      point.conversions,
      point.rate === null ? null : Number((point.rate * 1000).toPrecision(12)),
    ])
    saveFile(
      `permille-trend-${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.csv`,
      'text/csv',
      formatCsv(['from', 'to', 'impressions', 'conversions', 'per_mille'], rows),
    )
  }
  return (
    <Disclosure summary="As a table">
      <DataTable
        bare
        label={`Trend of ${name}`}
        head={['Days', 'Impressions', capitalise(nameEvents(event)), nameRate(event)]}
        numeric={[1, 2, 3]}
        rows={points.map((point) => ({
          key: point.from,
          cells: [
            formatDays(point.from, point.to),
            formatCount(point.impressions),
            formatCount(point.conversions),
            point.rate === null ? <Missing key="m" reason="Nothing was shown." /> : formatRate(point.rate),
          ],
        }))}
      />
      <Button icon={<IconDownload size={15} stroke={1.6} aria-hidden />} onClick={download}>
        Download as CSV
      </Button>
    </Disclosure>
  )
}
