import type { CoverageAnswer } from '#schema/answer/sync-answer.ts'
import { countDays } from '#schema/day.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import section from '../answer/section.module.css'
import classes from './coverage-calendar.module.css'

type Report = CoverageAnswer['reports'][number]

const STATES = [
  ['final', 'final'],
  ['provisional', 'may still change'],
  ['empty', 'nothing ran'],
  ['missing', 'not loaded'],
] as const

const MEANING = Object.fromEntries(STATES)

/** Which days of each report are there, day by day in one line. */
export function CoverageCalendar({ reports }: { reports: readonly Report[] }) {
  return (
    <section aria-labelledby="coverage-title">
      <h2 id="coverage-title">Days that are loaded</h2>
      {reports.length === 0 ? (
        <p className={section.quiet}>No report of a connection is loaded yet.</p>
      ) : (
        <>
          <ul className={classes.legend} aria-label="Colours">
            {STATES.map(([state, label]) => (
              <li key={state}>
                <span data-state={state} aria-hidden />
                {label}
              </li>
            ))}
          </ul>
          <ul className={classes.reports}>
            {reports.map((report) => (
              <li key={`${report.connection} ${report.account} ${report.report}`}>
                <Calendar report={report} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Calendar({ report }: { report: Report }) {
  const missing = report.ranges.filter(({ state }) => state === 'missing')
  return (
    <>
      <div className={classes.head}>
        <strong>
          {report.connection}: {report.report}
        </strong>
        <span>{report.account}</span>
        <span>{formatDays(report.from, report.to)}</span>
      </div>
      <div className={classes.days} aria-hidden>
        {report.ranges.map(({ from, to, state }) => (
          <span
            key={from}
            data-state={state}
            style={{ flexGrow: countDays(from, to) }}
            title={`${formatDays(from, to)}: ${MEANING[state]}`}
          />
        ))}
      </div>
      <p className={classes.counts}>
        {STATES.filter(([state]) => report.days[state] > 0)
          .map(([state, label]) => `${formatCount(report.days[state])} ${label}`)
          .join(' · ')}
        {missing.length > 0 && `: ${missing.map(({ from, to }) => formatDays(from, to)).join(', ')}`}
      </p>
    </>
  )
}
