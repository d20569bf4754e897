import { useState } from 'react'
import { AmountField } from '../../ui/amount-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import bar from '../scope/scope-bar.module.css'
import { DESIGNS } from '../tests/verdict-words.ts'
import { DESIGN_NAMES, MOST_ARMS, type PlanView } from './plan-view.ts'

export interface PlanFormProps {
  view: PlanView
  changeView: (change: Partial<PlanView>) => void
  currency: string | null
}

/** What the plan rests on; what is left empty is taken from the account. */
export function PlanForm({ view, changeView, currency }: PlanFormProps) {
  const [name, setName] = useState('')
  const full = view.arms.length + view.upcoming.length >= MOST_ARMS
  return (
    <>
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '' || full) return
          changeView({ upcoming: [...new Set([...view.upcoming, name.trim()])] })
          setName('')
        }}
      >
        <TextField
          label="Not delivered yet"
          placeholder="Name of a new creative"
          value={name}
          onChange={setName}
          width={220}
        />
        <Button type="submit" disabled={full || name.trim() === ''}>
          Add as an arm
        </Button>
        {view.upcoming.map((one) => (
          <Button
            key={one}
            kind="quiet"
            label={`Leave out ${one}`}
            onClick={() => changeView({ upcoming: view.upcoming.filter((other) => other !== one) })}
          >
            {one} ×
          </Button>
        ))}
      </form>
      <section className={bar.bar} aria-label="Plan">
        <Select
          label="Who sees which arm"
          value={view.design}
          options={DESIGN_NAMES.map((design) => ({ value: design, label: DESIGNS[design] }))}
          onChange={(next) =>
            changeView({ design: DESIGN_NAMES.find((design) => design === next) ?? 'observational' })
          }
          width={176}
        />
        <AmountField
          label="Lift to find, %"
          value={view.lift}
          onCommit={(lift) => changeView({ lift: lift ?? 20 })}
        />
        <AmountField
          label="Power, %"
          value={view.power}
          onCommit={(power) => changeView({ power: power ?? 80 })}
        />
        <AmountField label="IPM of the control" value={view.ipm} onCommit={(ipm) => changeView({ ipm })} />
        <AmountField
          label={`CPM${currency === null ? '' : `, ${currency}`}`}
          value={view.cpm}
          onCommit={(cpm) => changeView({ cpm })}
        />
        <AmountField
          label="Impressions a day"
          value={view.dailyImpressions}
          onCommit={(dailyImpressions) => changeView({ dailyImpressions })}
        />
      </section>
    </>
  )
}
