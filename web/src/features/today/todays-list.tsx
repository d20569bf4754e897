import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Alert, AlertsAnswer } from '#schema/answer/alerts-answer.ts'
import { alertsQuery } from '../../api/alerts.ts'
import { askAsJob } from '../../api/jobs.ts'
import { formatDay, formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import section from '../answer/section.module.css'
import { AlertLine } from './alert-line.tsx'
import { HeldBackList } from './held-back-list.tsx'
import classes from './todays-list.module.css'

function whenChecked({ lastCheck }: AlertsAnswer): string {
  if (lastCheck === null) return 'Nothing was checked yet: alerts are judged after every load and once a day.'
  const { at, newestCompleteDay } = lastCheck
  const on = newestCompleteDay === null ? '' : ` on data up to ${formatDay(newestCompleteDay)}`
  return `Checked ${formatMoment(at)}${on}.`
}

/** What needs somebody today: open alerts with their evidence, each of which can be put aside. */
export function TodaysList({ isSample }: { isSample: boolean }) {
  const queries = useQueryClient()
  const { data, error } = useQuery({ ...alertsQuery, enabled: !isSample })
  /** Put aside while this page is open: they stay in sight, so that it can be undone. */
  const [aside, setAside] = useState<readonly Alert[]>([])
  const check = useMutation({
    mutationFn: () => askAsJob(queries, 'alerts-check', {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: alertsQuery.queryKey }),
  })
  const problem = error ?? check.error
  const asideIds = new Set(aside.map(({ id }) => id))
  const shown = data === undefined ? [] : [...data.alerts.filter(({ id }) => !asideIds.has(id)), ...aside]
  return (
    <section aria-labelledby="today-title">
      <div className={section.head}>
        <h2 id="today-title">Today</h2>
        {data && (
          <Button busy={check.isPending} onClick={() => check.mutate()}>
            Check now
          </Button>
        )}
      </div>
      {isSample && (
        <p className={section.quiet}>
          Fatigue, fraud, missed targets, new winners and data that stops coming are watched on your own data,
          and told here. This is a sample.
        </p>
      )}
      <ProblemNotice error={problem} />
      {data && shown.length === 0 && data.lastCheck !== null && (
        <p className={classes.calm}>Nothing needs you today.</p>
      )}
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((alert) => (
            <AlertLine
              key={alert.id}
              alert={alert}
              onChange={(changed) =>
                setAside((known) => [
                  ...known.filter(({ id }) => id !== changed.id),
                  ...(changed.state === 'snoozed' ? [changed] : []),
                ])
              }
            />
          ))}
        </ul>
      )}
      {data && (
        <>
          <p className={section.quiet}>
            {data.more > 0 && `${formatCount(data.more)} more are open; \`permille alerts\` lists all. `}
            {whenChecked(data)}
          </p>
          <HeldBackList held={data.heldBack} />
        </>
      )}
    </section>
  )
}
