import type { FraudSite } from '#schema/answer/fraud-answer.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import { SiteVerdictBadge } from './site-verdict.tsx'

/** Sites by network, worst first; one of them is looked at. */
export function SiteTable({
  sites,
  onShow,
}: {
  sites: readonly FraudSite[]
  onShow: (site: FraudSite) => void
}) {
  return (
    <RecordTable
      title="Sites"
      file="sites"
      first={15}
      rows={sites}
      keyOf={({ network, site }) => JSON.stringify([network, site])}
      columns={[
        { name: 'network', label: 'Network', value: (row) => row.networkLabel },
        { name: 'site', label: 'Site', value: (row) => row.site },
        {
          name: 'verdict',
          label: 'Verdict',
          value: (row) => row.verdict,
          cell: (row) => <SiteVerdictBadge verdict={row.verdict} />,
        },
        {
          name: 'installs',
          label: 'Installs',
          numeric: true,
          value: (row) => row.installs,
          cell: (row) => (
            <Measure
              value={row.notComputed.installs === undefined ? row.installs : null}
              format={formatCount}
              reason={row.notComputed.installs}
            />
          ),
        },
        {
          name: 'signals',
          label: 'Signals',
          value: (row) => row.signals.filter(({ isFound }) => isFound).length,
          cell: (row) => (
            <Button onClick={() => onShow(row)} label={`Signals of ${row.networkLabel} ${row.site ?? ''}`}>
              Signals
            </Button>
          ),
        },
        { name: 'why', label: 'Why', below: true, value: (row) => row.reason },
      ]}
    />
  )
}
