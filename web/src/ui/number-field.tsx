import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { THIN_SPACE } from '../format/number.ts'
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

/** A count of at least 0, told to the page when the reader leaves it or presses Enter. */
export function NumberField({ label, hint, value, onCommit, step, width = 136 }: NumberFieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null)

  function commit() {
    if (draft === null) return
    setDraft(null)
    const next = Math.max(0, Math.round(Number(draft) || 0))
    if (next !== value) onCommit(next)
  }

  return (
    <Hint text={hint}>
      <div>
        <NumberInput
          label={label}
          value={draft ?? value}
          min={0}
          step={step}
          w={width}
          size="sm"
          thousandSeparator={THIN_SPACE}
          allowDecimal={false}
          allowNegative={false}
          onChange={setDraft}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
          }}
          styles={{
            input: { height: 32, minHeight: 32 },
            label: { fontSize: 12, fontWeight: 450, lineHeight: '20px', color: 'var(--ink-soft)' },
          }}
        />
      </div>
    </Hint>
  )
}
