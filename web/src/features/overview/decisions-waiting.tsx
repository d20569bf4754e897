import { Link } from '@tanstack/react-router'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatCount, formatPerMille } from '../../format/number.ts'
import { namePlural, nameRate, toSentence } from '../../format/words.ts'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { DecisionBadge } from '../decision/decision-badge.tsx'
import { useScopeParams } from '../shell/use-scope-params.ts'
import classes from './decisions-waiting.module.css'

const SHOWN = 4
const WAITING = ['scale', 'sunset'] as const

type Row = RankAnswer['rows'][number]

/** Whether the rate that is decided on, of the common mix of places, reads otherwise than the plain one. */
function isMoved(row: Row): row is Row & { readonly adjusted: number } {
  const { adjusted, perMille } = row
  return (
    adjusted !== null && perMille !== null && formatPerMille(1000 * adjusted) !== formatPerMille(perMille)
  )
}

/** What to give more and what to stop, surest first, with the evidence. */
export function DecisionsWaiting({ answer }: { answer: RankAnswer }) {
  const scope = useScopeParams()
  const { by, event } = answer.question
  const waiting = WAITING.map((decision) => ({
    decision,
    rows: answer.rows
      .filter((row) => row.decision === decision)
      .toSorted((a, b) => (b.spend ?? b.impressions ?? 0) - (a.spend ?? a.impressions ?? 0)),
  })).filter(({ rows }) => rows.length > 0)
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title">Waiting for a decision</h2>
      {waiting.length === 0 && (
        <p className={section.quiet}>
          Nothing to scale or to stop on what is known in these days; keep all of them running.
        </p>
      )}
      <div className={classes.lists}>
        {waiting.map(({ decision, rows }) => (
          <div key={decision}>
            <div className={classes.title}>
              <DecisionBadge decision={decision} />
              <span className={section.quiet}>
                {formatCount(rows.length)} {namePlural(by, rows.length)}
              </span>
            </div>
            <ul className={classes.list}>
              {rows.slice(0, SHOWN).map((row) => (
                <li key={row.key}>
                  <div className={classes.line}>
                    {by === 'creative' ? (
                      <Link to="/creative" search={{ ...scope, key: [row.key] }}>
                        {row.name}
                      </Link>
                    ) : (
                      <span>{row.name}</span>
                    )}
                    <span className={classes.rate}>
                      {nameRate(event)} <Measure value={row.perMille} format={formatPerMille} />
                    </span>
                  </div>
                  <p className={section.quiet}>
                    {toSentence(row.reasons[0]?.message ?? 'No reason was given')}
                    {isMoved(row) &&
                      ` On the common mix of places it has ${formatPerMille(1000 * row.adjusted)}.`}
                  </p>
                </li>
              ))}
            </ul>
            {rows.length > SHOWN && (
              <Link
                to="/"
                search={{ ...scope, by: [by], sort: [decision === 'scale' ? 'decision' : '-decision'] }}
              >
                All in the ranking
              </Link>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
