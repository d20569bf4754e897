import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatCount } from '../../format/number.ts'
import { nameEvents } from '../../format/words.ts'
import classes from './apart.module.css'

/** Conversions no impression belongs to: shown, never ranked. */
export function Apart({ rows, event }: { rows: RankAnswer['apart']; event: string }) {
  return (
    <section id="apart" className={classes.apart} aria-labelledby="apart-title">
      <h2 id="apart-title">Set apart, not ranked</h2>
      <p className={classes.lead}>
        These {nameEvents(event)} belong to no known impressions, so they have no rate.
      </p>
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.key}>
            <span className={classes.name}>{row.name}</span>
            <span className={classes.count}>
              {formatCount(row.conversions)} {nameEvents(event)}
            </span>
            <span className={classes.reason}>{row.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
