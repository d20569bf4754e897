import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useState } from 'react'
import { THIN_SPACE } from '../format/number.ts'

type Kept = 'label' | 'aria-label' | 'placeholder' | 'step' | 'w' | 'hideControls' | 'allowDecimal'

interface DraftedNumberProps extends Pick<NumberInputProps, Kept> {
  value: number | null
  /** What was typed, when it is done. */
  onDone: (typed: number | string) => void
}

/** A number of at least 0 that the page is told of when the reader leaves the field or presses Enter. */
export function DraftedNumber({ value, onDone, ...input }: DraftedNumberProps) {
  const [draft, setDraft] = useState<number | string | null>(null)

  function commit() {
    if (draft === null) return
    setDraft(null)
    onDone(draft)
  }

  return (
    <NumberInput
      {...input}
      value={draft ?? value ?? ''}
      min={0}
      size="sm"
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
