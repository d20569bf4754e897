import { useQuery } from '@tanstack/react-query'
import type { AlertsAnswer, RuleState } from '#schema/answer/alerts-answer.ts'
import { alertsQuery } from '../../api/alerts.ts'
import { formatCount } from '../../format/number.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'

const words = (value: unknown): string => (Array.isArray(value) ? value.map(words).join(', ') : String(value))

function settingsOf({ settings }: RuleState): string {
  return Object.entries(settings ?? {})
    .map(([name, value]) => `${name}: ${words(value)}`)
    .join('; ')
}

const COLUMNS: Column<RuleState>[] = [
  { name: 'label', label: 'Rule', value: (row) => row.label },
  {
    name: 'rule',
    label: 'In permille.yaml',
    value: (row) => row.rule,
    cell: (row) => <code>{row.rule}</code>,
  },
  { name: 'summary', label: 'Tells when', wide: true, value: (row) => row.summary },
  { name: 'settings', label: 'Set to', value: (row) => (row.isOn ? settingsOf(row) : 'off') },
]

function scheduleOf({ schedule, channels }: AlertsAnswer): string {
  const { daily, quietDays, most } = schedule
  const when = daily === null ? '' : `, and each day at ${daily.at} (${daily.zone})`
  const to = channels.length === 0 ? 'this page' : `this page, ${channels.join(' and ')}`
  return `Checked after every load and every sync${when}. Told to ${to}: ${formatCount(most)} at a time at most, and what comes back within ${formatCount(quietDays)} days is not told again.`
}

/** What is watched, and what each rule is set to. */
export function AlertSettings() {
  const { data: answer } = useQuery(alertsQuery)
  if (!answer) return null
  return (
    <div>
      <RecordTable
        title="Alerts"
        file="alert-rules"
        columns={COLUMNS}
        rows={answer.rules}
        keyOf={({ rule }) => rule}
      />
      <p className={section.quiet}>{scheduleOf(answer)} Rules are changed under alerts in permille.yaml.</p>
    </div>
  )
}
