import type { SurvivingWinners } from '#schema/answer/fraud-answer.ts'
import { formatPerMille } from '../../format/number.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'

const WAYS = ['all', 'withoutFraudulent', 'withoutSuspicious'] as const

function sentence({ leader, rows, survives }: SurvivingWinners): string {
  const nameOf = (key: string | null) => rows.find((row) => row.key === key)?.name ?? 'nobody'
  if (survives === true) return `${nameOf(leader.all)} leads with and without these sites.`
  return `${nameOf(leader.all)} leads. Without fraudulent sites it is ${nameOf(leader.withoutFraudulent)}, without suspicious ones too ${nameOf(leader.withoutSuspicious)}.`
}

/** Whether decisions about creatives hold without the sites that were found. */
export function Survivors({ winners }: { winners: SurvivingWinners }) {
  return (
    <section aria-label="Does the winner survive">
      <div className={section.head}>
        <h2>Does the winner survive?</h2>
      </div>
      <p className={section.quiet}>
        {winners.notComputed === null ? sentence(winners) : `Not computed: ${winners.notComputed}.`}
      </p>
      {winners.rows.length > 0 && (
        <DataTable
          label="Creatives with and without these sites"
          head={[
            'Creative',
            'IPM',
            'Without fraudulent',
            'Without suspicious too',
            'Decision',
            'Without them',
          ]}
          numeric={[1, 2, 3]}
          rows={winners.rows.map((row) => ({
            key: row.key,
            cells: [
              <span key="name" className={section.name}>
                {row.name}
              </span>,
              ...WAYS.map((way) => <Measure key={way} value={row.perMille[way]} format={formatPerMille} />),
              (row.decision.all ?? '—').replaceAll('_', ' '),
              (row.decision.withoutSuspicious ?? '—').replaceAll('_', ' '),
            ],
          }))}
        />
      )}
    </section>
  )
}
