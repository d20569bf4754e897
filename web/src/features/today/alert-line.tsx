import {
  IconAlertTriangle,
  IconClockPause,
  IconDatabaseOff,
  IconHistory,
  IconTargetArrow,
  IconTrendingDown,
  IconTrophy,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Alert, AlertRuleName } from '#schema/answer/alerts-answer.ts'
import { alertsQuery, snoozeAlert } from '../../api/alerts.ts'
import { formatDay } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import section from '../answer/section.module.css'
import classes from './todays-list.module.css'

const DAYS = 7

const ICONS: Readonly<Record<AlertRuleName, typeof IconTrophy>> = {
  sync: IconDatabaseOff,
  stale: IconClockPause,
  fraud: IconAlertTriangle,
  fatigue: IconTrendingDown,
  target: IconTargetArrow,
  winner: IconTrophy,
  drift: IconHistory,
}

/** One alert: what was found, what it rests on, where it is shown, and how it is put aside. */
export function AlertLine({ alert, onChange }: { alert: Alert; onChange: (changed: Alert) => void }) {
  const queries = useQueryClient()
  const router = useRouter()
  const { id, rule, label, message, figures, question, state, snoozedUntil } = alert
  const isAside = state === 'snoozed'
  const snooze = useMutation({
    mutationFn: () => snoozeAlert(id, isAside ? { undo: true } : { days: DAYS }),
    onSuccess: ({ alert: changed }) => {
      onChange(changed)
      return queries.invalidateQueries({ queryKey: alertsQuery.queryKey })
    },
  })
  const Icon = ICONS[rule]
  return (
    <li className={classes.alert} data-rule={rule} data-aside={isAside}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <div className={classes.said}>
        <div>
          <span className={classes.label}>{label}</span>{' '}
          <a
            href={question.page}
            title={question.command}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return
              event.preventDefault()
              router.history.push(question.page)
            }}
          >
            {message}
          </a>
        </div>
        <dl className={classes.figures}>
          {figures.map((figure, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two figures of an alert may have the same label
            <div key={index}>
              <dt>{figure.label}</dt>
              <dd>{figure.value}</dd>
            </div>
          ))}
        </dl>
        {isAside && snoozedUntil !== null && (
          <p className={section.quiet} role="status">
            Put aside until {formatDay(snoozedUntil.slice(0, 10))}.
          </p>
        )}
        <ProblemNotice error={snooze.error} />
      </div>
      <Button
        kind="quiet"
        busy={snooze.isPending}
        label={isAside ? `Bring back: ${message}` : `Put aside for ${DAYS} days: ${message}`}
        onClick={() => snooze.mutate()}
      >
        {isAside ? 'Undo' : `Snooze ${DAYS} days`}
      </Button>
    </li>
  )
}
