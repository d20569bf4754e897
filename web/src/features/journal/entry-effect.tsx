import { useQuery } from '@tanstack/react-query'
import type { JournalEffectAnswer, ReadSide } from '#schema/answer/journal-effect-answer.ts'
import type { Estimate } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount, formatPerMille, formatRatio } from '../../format/number.ts'
import { capitalise, labelDimension, nameEvents, nameRate } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { type JournalView, WINDOWS } from './journal-view.ts'
import { labelScope } from './journal-words.ts'

export interface EntryEffectProps {
  view: JournalView
  number: number
  changeView: (change: Partial<JournalView>) => void
}

function ratio(value: Estimate | null, reason: string) {
  if (value === null) return <Measure value={null} format={formatRatio} reason={reason} />
  return `${formatRatio(value.estimate)} (${formatRatio(value.low)} – ${formatRatio(value.high)})`
}

/** What an entry did: rates before and after it inside the same places, beside those of whatever was not changed. */
export function EntryEffect({ view, number, changeView }: EntryEffectProps) {
  const asked = useQuery(
    askQuery<JournalEffectAnswer>('journal-effect', {
      number: [String(number)],
      days: [String(view.days)],
      ...(view.event === null ? {} : { event: [view.event] }),
      ...(view.sample === null ? {} : { sample: [view.sample] }),
    }),
  )
  const answer = asked.isError ? undefined : asked.data
  const rowOf = (key: string, name: string, side: ReadSide) => ({
    key,
    cells: [
      name,
      formatCount(side.before.conversions),
      <Measure key="before" value={side.before.perMille} format={formatPerMille} />,
      formatCount(side.after.conversions),
      <Measure key="after" value={side.after.perMille} format={formatPerMille} />,
      ratio(side.ratio, 'too few conversions in places of both times'),
    ],
  })
  return (
    <section aria-label="What it did">
      <div className={section.head}>
        <h2>What entry {number} did</h2>
        <div className={section.tools}>
          <Segmented
            label="Days before and after"
            value={String(view.days)}
            options={WINDOWS.map((days) => ({ value: String(days), label: `${days} days` }))}
            onChange={(value) => changeView({ days: WINDOWS.find((days) => String(days) === value) ?? 14 })}
          />
          <WhereFrom
            origin={
              answer &&
              originOf(answer, [
                ['Counted', answer.question.event],
                ['Inside the same', ['network', ...answer.question.by].map(labelDimension).join(' × ')],
                ['Over-dispersion', answer.dispersion.toFixed(2)],
                [
                  'Drift before',
                  `variance ×${answer.drift.factor.toFixed(2)}, from ${answer.drift.windows} earlier windows`,
                ],
              ])
            }
            of="the reading"
          />
        </div>
      </div>
      {asked.isPending && <PlaceholderRows count={3} label="Reading before and after" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer && (
        <div data-stale={asked.isPlaceholderData}>
          <p>{answer.sentence}</p>
          <p className={section.quiet}>
            Observational. {formatDays(answer.before.from, answer.before.to)}
            {answer.after === null ? '' : ` against ${formatDays(answer.after.from, answer.after.to)}`}; the
            day itself counts on neither side.
          </p>
          <DataTable
            label="Before and after"
            head={[
              '',
              `${capitalise(nameEvents(answer.question.event))} before`,
              `${nameRate(answer.question.event)} before`,
              `${capitalise(nameEvents(answer.question.event))} after`,
              `${nameRate(answer.question.event)} after`,
              'In the same places',
            ]}
            numeric={[1, 2, 3, 4, 5]}
            rows={[
              rowOf('changed', labelScope(answer.entry.scope), answer.changed),
              rowOf('rest', 'The rest', answer.rest),
            ]}
          />
          <p>
            Effect: <b>{ratio(answer.effect, answer.notComputed.effect ?? 'nothing is known')}</b>
          </p>
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
        </div>
      )}
    </section>
  )
}
