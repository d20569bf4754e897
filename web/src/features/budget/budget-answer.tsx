import { IconCoinOff } from '@tabler/icons-react'
import type { BudgetAnswer as Answer } from '#schema/answer/budget-answer.ts'
import { formatCount } from '../../format/number.ts'
import { namePlural } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { State } from '../../ui/state.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { RecordPlan } from '../decisions/record-plan.tsx'
import { Notes } from '../provenance/notes.tsx'
import { BudgetFigures } from './budget-figures.tsx'
import { BudgetRows } from './budget-rows.tsx'

export interface BudgetAnswerProps {
  answer: Answer
  set: Readonly<Record<string, number>>
  onSet: (key: string, amount: number | null) => void
  stale: boolean
  /** The question of the plan, without amounts that were only tried. */
  asked: Readonly<Record<string, unknown>>
}

function sentence({ rows, question }: Answer): string {
  const count = (action: string) => rows.filter((row) => row.action === action).length
  const words = (number: number) => `${formatCount(number)} ${namePlural(question.by, number)}`
  const [raised, stopped, cut] = [count('raise'), count('stop'), count('cut')]
  const said = [
    ...(raised > 0 ? [`raise ${words(raised)}`] : []),
    ...(cut > 0 ? [`cut ${words(cut)}`] : []),
    ...(stopped > 0 ? [`stop ${words(stopped)}`] : []),
  ]
  if (said.length === 0) return 'No decision is sure enough to move money: spend what is spent now.'
  const text = said.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}; leave the rest as it is.`
}

/** A plan: what to do in a sentence, what to expect and of what, and every row. */
export function BudgetAnswer({ answer, set, onSet, stale, asked }: BudgetAnswerProps) {
  const { rows, leftOut, notes, assumption, question } = answer
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      {rows.length === 0 ? (
        <State icon={<IconCoinOff size={28} stroke={1.4} aria-hidden />} title="There is no money to plan">
          No {namePlural(question.by)} with spend in these days. Ask for other days, take filters away, or
          import a report that says what was spent.
        </State>
      ) : (
        <>
          <p>{sentence(answer)}</p>
          <BudgetFigures answer={answer} />
          <p className={section.quiet}>Assumes {assumption}.</p>
        </>
      )}
      <Notes notes={notes.filter(({ code }) => code !== 'sample')} />
      {rows.length > 0 && <BudgetRows answer={answer} set={set} onSet={onSet} />}
      {rows.some(({ action }) => action !== 'keep' && action !== 'set') && (
        <RecordPlan advice="budget" asked={asked} />
      )}
      {leftOut.length > 0 && (
        <Disclosure summary={`${formatCount(leftOut.length)} left out`}>
          <DataTable
            label="Left out"
            head={['Name', 'Impressions', 'Conversions', 'Why']}
            numeric={[1, 2]}
            rows={leftOut.map((row) => ({
              key: row.key,
              cells: [
                row.name,
                <Measure key="impressions" value={row.impressions} format={formatCount} />,
                <Measure key="conversions" value={row.conversions} format={formatCount} />,
                row.reason,
              ],
            }))}
          />
        </Disclosure>
      )}
    </div>
  )
}
