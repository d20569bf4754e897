import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { BudgetAnswer, BudgetRow } from '#schema/answer/budget-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatFactor } from '../../format/number.ts'
import { capitalise, labelDimension, nameEvents } from '../../format/words.ts'
import { AmountField } from '../../ui/amount-field.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { AmountsBar } from './amounts-bar.tsx'
import { BudgetActionBadge } from './budget-action.tsx'
import { EstimateText } from './estimate-text.tsx'

export interface BudgetRowsProps {
  answer: BudgetAnswer
  set: Readonly<Record<string, number>>
  /** `null` takes the amount back. */
  onSet: (key: string, amount: number | null) => void
}

const whole = (value: number) => formatCount(Math.round(value))

/** Every row with what it spent, what it should get and why, what that should bring, and a field to try another amount. */
export function BudgetRows({ answer, set, onSet }: BudgetRowsProps) {
  const { question, currency, rows } = answer
  const scope = useScopeParams()
  const events = nameEvents(question.event)
  const columns = useMemo<Column<BudgetRow>[]>(() => {
    const money = (value: number) => formatMoney(value, currency)
    const most = Math.max(0, ...rows.flatMap(({ spend, suggested }) => [spend, suggested]))
    return [
      {
        name: question.by,
        label: labelDimension(question.by),
        value: (row) => row.name,
        cell: (row) => (
          <div className={section.name}>
            {question.by === 'creative' ? (
              <Link to="/creative" search={{ ...scope, key: [row.key] }}>
                {row.name}
              </Link>
            ) : (
              row.name
            )}
          </div>
        ),
      },
      {
        name: 'action',
        label: 'Move',
        value: (row) => row.action,
        cell: (row) => <BudgetActionBadge action={row.action} />,
      },
      {
        name: 'spend',
        label: 'Spent',
        numeric: true,
        value: (row) => row.spend,
        cell: (row) => money(row.spend),
      },
      {
        name: 'suggested',
        label: 'Plan',
        numeric: true,
        value: (row) => row.suggested,
        cell: (row) => money(row.suggested),
      },
      {
        name: 'set',
        label: 'What if',
        value: (row) => set[row.key] ?? null,
        cell: (row) => (
          <AmountField
            label={`What if ${row.name} had`}
            hideLabel
            zero
            placeholder="amount"
            width={88}
            value={set[row.key] ?? null}
            onCommit={(amount) => onSet(row.key, amount)}
          />
        ),
      },
      {
        name: 'factor',
        label: 'Factor',
        numeric: true,
        value: (row) => row.factor,
        cell: (row) => formatFactor(row.factor),
      },
      {
        name: 'change',
        label: 'Spent, plan',
        value: (row) => row.change,
        cell: (row) => <AmountsBar spend={row.spend} planned={row.suggested} most={most} />,
      },
      {
        name: 'expected_then',
        label: `${capitalise(events)} then`,
        numeric: true,
        value: (row) => row.after?.estimate ?? null,
        cell: (row) => <EstimateText value={row.after} format={whole} reason={row.notComputed.after} />,
      },
      {
        name: 'cost',
        label: 'Cost of one',
        numeric: true,
        value: (row) => row.cost?.estimate ?? null,
        cell: (row) => <EstimateText value={row.cost} format={money} reason={row.notComputed.cost} />,
      },
      { name: 'why', label: 'Why', below: true, value: (row) => capitalise(row.why) },
      {
        name: 'expected_now',
        label: `${capitalise(events)} now`,
        numeric: true,
        value: (row) => row.now?.estimate ?? null,
        cell: (row) => <EstimateText value={row.now} format={whole} reason={row.notComputed.now} />,
      },
    ]
  }, [rows, currency, question.by, events, scope, set, onSet])
  return (
    <RecordTable
      title="Shifts"
      file="budget"
      first={25}
      rows={rows}
      keyOf={({ key }) => key}
      columns={columns}
    />
  )
}
