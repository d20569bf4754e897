import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatDay, formatMoment } from '../../format/date.ts'
import { formatCount, formatRate } from '../../format/number.ts'
import { capitalise, labelDimension, labelMeasure, nameBasis, nameEvents } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Facts } from '../../ui/facts.tsx'
import { describeDays } from './describe-question.ts'
import { Mix } from './mix.tsx'
import { Notes } from './notes.tsx'
import classes from './provenance-drawer.module.css'

export interface ProvenanceDrawerProps {
  opened: boolean
  onClose: () => void
  answer: RankAnswer
}

/** Where the numbers of an answer come from: question, basis, freshness, SQL. */
export function ProvenanceDrawer({ opened, onClose, answer }: ProvenanceDrawerProps) {
  const { question, freshness, totals } = answer
  return (
    <Drawer opened={opened} onClose={onClose} title="Where does this come from">
      <div className={classes.parts}>
        <section>
          <h2>The question</h2>
          <Facts
            facts={[
              ['Counted', `${capitalise(nameEvents(question.event))} ÷ impressions`],
              ['Grouped by', labelDimension(question.by)],
              ['Days', describeDays(question)],
              ['Time zone', question.timezone],
              ['Filters', question.filters.length === 0 ? 'none' : question.filters.join('; ')],
              [
                'Smallest shown',
                question.minImpressions === 0
                  ? 'no limit'
                  : `${formatCount(question.minImpressions)} impressions`,
              ],
              ['Ordered by', question.order],
              [
                'Benchmark',
                answer.benchmark === null
                  ? 'none'
                  : `${formatRate(answer.benchmark)} per thousand${answer.adjustment.groups > 1 ? ' in the largest group' : ''}`,
              ],
            ]}
          />
        </section>
        <section>
          <h2>Who says so</h2>
          <Facts
            facts={Object.entries(question.basis).map(([measure, bases]) => [
              labelMeasure(measure),
              bases.length === 0 ? 'not reported' : bases.map(nameBasis).join(' and '),
            ])}
          />
        </section>
        <Mix answer={answer} />
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
              ['Rows answered', formatCount(totals.rows)],
              [
                'Hidden',
                totals.hidden === 0 ? 'none' : `${formatCount(totals.hidden)} below the smallest shown`,
              ],
              ['Data version', <code key="v">{freshness.dataVersion}</code>],
              ...(freshness.sample ? [['Sample', freshness.sampleLabel ?? 'built in'] as const] : []),
            ]}
          />
        </section>
        {answer.notes.length > 0 && (
          <section>
            <h2>Notes</h2>
            <Notes notes={answer.notes} unfolded />
          </section>
        )}
        <section>
          <h2>SQL</h2>
          {answer.sql.length === 0 ? (
            <p className={classes.quiet}>No SQL was run for this answer.</p>
          ) : (
            answer.sql.map((sql) => <Sql key={sql} text={sql} />)
          )}
        </section>
      </div>
    </Drawer>
  )
}

function Sql({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className={classes.sql}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long statements scroll, also by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <Button
        icon={<IconCopy size={15} stroke={1.6} aria-hidden />}
        onClick={() => {
          navigator.clipboard
            .writeText(text)
            .then(() => setCopied(true))
            .catch(() => setCopied(false))
        }}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
