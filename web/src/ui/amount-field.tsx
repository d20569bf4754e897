import { DraftedNumber } from './drafted-number.tsx'

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

/** An amount that may be left out. */
export function AmountField({
  label,
  value,
  onCommit,
  placeholder = 'from the account',
  zero = false,
  hideLabel = false,
  width = 144,
}: AmountFieldProps) {
  function commit(typed: number | string) {
    const next = Number(typed)
    const read = typed !== '' && Number.isFinite(next) && (next > 0 || (zero && next === 0)) ? next : null
    if (read !== value) onCommit(read)
  }

  return (
    <DraftedNumber
      {...(hideLabel ? { 'aria-label': label } : { label })}
      placeholder={placeholder}
      value={value}
      onDone={commit}
      w={width}
      hideControls
    />
  )
}
