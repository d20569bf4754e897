import type { DeclaredVerdict } from '#schema/answer/test-state.ts'
import badge from '../decision/decision-badge.module.css'
import { VERDICTS } from './verdict-words.ts'

/** A verdict as colour, word and shape. */
export function VerdictBadge({ verdict }: { verdict: DeclaredVerdict | null }) {
  if (verdict === null) return <span>No verdict yet</span>
  const { label, Icon, colours } = VERDICTS[verdict]
  return (
    <span className={badge.badge} data-decision={colours}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
