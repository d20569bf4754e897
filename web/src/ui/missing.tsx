import { Hint } from './hint.tsx'

/** Stands where a number could not be computed, and says why. */
export function Missing({ reason, tabIndex = 0 }: { reason: string; tabIndex?: number }) {
  return (
    <Hint text={reason}>
      <span
        role="note"
        tabIndex={tabIndex}
        aria-label={`Not computed: ${reason}`}
        style={{ color: 'var(--ink-faint)' }}
      >
        —
      </span>
    </Hint>
  )
}
