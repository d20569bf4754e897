import type { ImportedFile } from '#schema/answer/import-report.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { Facts } from '../../ui/facts.tsx'
import classes from './file-facts.module.css'

const ORDERS: Readonly<Record<string, string>> = { dmy: 'day first', mdy: 'month first', iso: 'year first' }

/** `iso, mdy/` → `year first or month first`. */
function describeOrder(order: string): string {
  const said = order.split(', ').map((format) => ORDERS[format.replace(/\W.*$/, '')] ?? format)
  return [...new Set(said)].join(' or ')
}

/** What the file is about, and how each of that is known. */
export function FileFacts({ table }: { table: ImportedFile }) {
  const { dates, zone, currency, scope, rows } = table
  const days = formatDays(dates.from, dates.to)
  const order = dates.order === null ? null : describeOrder(dates.order)
  const missingDays = table.status === 'needs_answer' ? 'not known yet' : 'no dates in the file'
  const left = [
    rows.quarantined > 0 ? `${formatCount(rows.quarantined)} set aside with problems` : null,
    rows.totals > 0 ? `${formatCount(rows.totals)} total ${rows.totals === 1 ? 'row' : 'rows'}` : null,
    rows.blank > 0 ? `${formatCount(rows.blank)} blank` : null,
  ].filter((part) => part !== null)

  return (
    <div className={classes.facts}>
      <Facts
        facts={[
          ['Days', days === null ? missingDays : <Said key="d" what={days} from={order} />],
          [
            'Rows',
            <Said
              key="r"
              what={`${formatCount(rows.stored)} of ${formatCount(rows.read)}`}
              from={left.join(', ')}
            />,
          ],
          ['Time zone', <Said key="z" what={zone.value ?? 'not known'} from={zone.from} />],
          ['Currency', <Said key="c" what={currency.value ?? 'not known'} from={currency.from} />],
        ]}
      />
      {scope && (
        <Facts
          facts={[
            ['Account', scope.account ?? 'not said'],
            ['App', scope.app ?? 'not said'],
            ['OS', scope.os ?? 'not said'],
            ['Report', <Said key="p" what={scope.report.replace(/ ~\w+$/, '')} from={scope.from} />],
          ]}
        />
      )}
    </div>
  )
}

function Said({ what, from }: { what: string; from: string | null }) {
  return (
    <>
      {what}
      {from !== null && from !== '' && <span className={classes.from}> · {from}</span>}
    </>
  )
}
