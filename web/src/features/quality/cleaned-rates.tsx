import type { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { formatCount, formatPerMille } from '../../format/number.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'

const WAYS = ['claimed', 'attributed', 'cleaned'] as const

/** IPM of every network as claimed, as attributed, and without fraud. */
export function CleanedRates({ ipm }: { ipm: FraudAnswer['ipm'] }) {
  return (
    <section aria-label="Installs per thousand impressions">
      <div className={section.head}>
        <h2>Installs per thousand impressions</h2>
      </div>
      <DataTable
        label="IPM as claimed, attributed and cleaned"
        head={['Network', 'Impressions', 'Claimed', 'Attributed', 'Cleaned']}
        numeric={[1, 2, 3, 4]}
        rows={[
          ...ipm.networks.map((row) => ({
            key: row.network,
            cells: [
              row.networkLabel,
              <Measure key="impressions" value={row.impressions} format={formatCount} />,
              ...WAYS.map((way) => (
                <Measure key={way} value={row[way]} format={formatPerMille} reason={row.notComputed[way]} />
              )),
            ],
          })),
          {
            key: 'all',
            cells: [
              'All that tell it',
              '',
              ...WAYS.map((way) => (
                <Measure key={way} value={ipm[way]} format={formatPerMille} reason={ipm.notComputed[way]} />
              )),
            ],
          },
        ]}
      />
    </section>
  )
}
