import { DraftedNumber } from './drafted-number.tsx'
import { Hint } from './hint.tsx'

export interface NumberFieldProps {
  label: string
  /** What it does, on hover and focus. */
  hint: string
  value: number
  onCommit: (value: number) => void
  step: number
  width?: number
}

/** A count of at least 0. */
export function NumberField({ label, hint, value, onCommit, step, width = 136 }: NumberFieldProps) {
  function commit(typed: number | string) {
    const next = Math.max(0, Math.round(Number(typed) || 0))
    if (next !== value) onCommit(next)
  }

  return (
    <Hint text={hint}>
      <div>
        <DraftedNumber
          label={label}
          value={value}
          onDone={commit}
          step={step}
          w={width}
          allowDecimal={false}
        />
      </div>
    </Hint>
  )
}
