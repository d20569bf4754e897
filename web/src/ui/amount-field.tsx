import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { THIN_SPACE } from '../format/number.ts'

export interface AmountFieldProps {
  label: string
  /** `null` leaves it to permille. */
  value: number | null
  onCommit: (value: number | null) => void
}

/** A number above 0 that may be left out, told to the page when the reader leaves it or presses Enter. */
export function AmountField({ label, value, onCommit }: AmountFieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null)

  function commit() {
    if (draft === null) return
    setDraft(null)
    const next = Number(draft)
    const read = draft !== '' && Number.isFinite(next) && next > 0 ? next : null
    if (read !== value) onCommit(read)
  }

  return (
    <NumberInput
      label={label}
      placeholder="from the account"
      value={draft ?? value ?? ''}
      min={0}
      w={144}
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
