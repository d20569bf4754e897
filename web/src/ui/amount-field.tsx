import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { THIN_SPACE } from '../format/number.ts'

export interface AmountFieldProps {
  label: string
  /** `null` leaves it to permille. */
  value: number | null
  onCommit: (value: number | null) => void
  /** What stands there where it is left out. */
  placeholder?: string
  /** Whether 0 says something else than leaving it out. */
  zero?: boolean
  hideLabel?: boolean
  width?: number
}

/** An amount that may be left out, told to the page when the reader leaves it or presses Enter. */
export function AmountField({
  label,
  value,
  onCommit,
  placeholder = 'from the account',
  zero = false,
  hideLabel = false,
  width = 144,
}: AmountFieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null)

  function commit() {
    if (draft === null) return
    setDraft(null)
    const next = Number(draft)
    const read = draft !== '' && Number.isFinite(next) && (next > 0 || (zero && next === 0)) ? next : null
    if (read !== value) onCommit(read)
  }

  return (
    <NumberInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      placeholder={placeholder}
      value={draft ?? value ?? ''}
      min={0}
      w={width}
      size="sm"
      hideControls
      thousandSeparator={THIN_SPACE}
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
  )
}
