import type { ReactNode } from 'react'
import { formatDay, formatMoment } from '../../format/date.ts'
import { labelMeasure, nameBasis } from '../../format/words.ts'
import { Drawer } from '../../ui/drawer.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notes } from './notes.tsx'
import type { Origin } from './origin.ts'
import classes from './provenance-drawer.module.css'
import { Sql } from './sql.tsx'

export interface OriginDrawerProps {
  opened: boolean
  onClose: () => void
  origin: Origin
  /** What an answer of this kind tells besides. */
  children?: ReactNode
}

/** Where the numbers of an answer come from: question, basis, freshness, SQL. */
export function OriginDrawer({ opened, onClose, origin, children }: OriginDrawerProps) {
  const { question, basis, freshness, answered = [], notes, sql } = origin
  return (
    <Drawer opened={opened} onClose={onClose} title="Where does this come from">
      <div className={classes.parts}>
        <section>
          <h2>The question</h2>
          <Facts facts={question} />
        </section>
        {basis !== null && (
          <section>
            <h2>Who says so</h2>
            <Facts
              facts={Object.entries(basis).map(([measure, bases]) => [
                labelMeasure(measure),
                bases.length === 0 ? 'not reported' : bases.map(nameBasis).join(' and '),
              ])}
            />
          </section>
        )}
        {children}
        <section>
          <h2>How new it is</h2>
          <Facts
            facts={[
              [
                'Newest day',
                freshness.newestDay === null ? 'rows without dates' : formatDay(freshness.newestDay),
              ],
              [
                'Newest complete day',
                freshness.newestCompleteDay === null ? 'none yet' : formatDay(freshness.newestCompleteDay),
              ],
              ['Last load', freshness.lastLoadAt === null ? 'none yet' : formatMoment(freshness.lastLoadAt)],
              ...answered,
              ['Data version', <code key="v">{freshness.dataVersion}</code>],
              ...(freshness.sample ? [['Sample', freshness.sampleLabel ?? 'built in'] as const] : []),
            ]}
          />
        </section>
        {notes.length > 0 && (
          <section>
            <h2>Notes</h2>
            <Notes notes={notes} unfolded />
          </section>
        )}
        <section>
          <h2>SQL</h2>
          {sql.length === 0 ? (
            <p className={classes.quiet}>No SQL is told for this answer.</p>
          ) : (
            sql.map((text) => <Sql key={text} text={text} />)
          )}
        </section>
      </div>
    </Drawer>
  )
}
