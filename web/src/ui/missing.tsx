import { Hint } from './hint.tsx'

export interface MissingProps {
  reason: string
  /** What stands there; a dash unless something more is known. */
  text?: string
  tabIndex?: number
}

/** Stands where a number could not be computed, and says why. */
export function Missing({ reason, text = '—', tabIndex = 0 }: MissingProps) {
  return (
    <Hint text={reason}>
      <span
        role="note"
        tabIndex={tabIndex}
        aria-label={text === '—' ? `Not computed: ${reason}` : `${text}: ${reason}`}
        style={{ color: 'var(--ink-faint)' }}
      >
        {text}
      </span>
    </Hint>
  )
}
