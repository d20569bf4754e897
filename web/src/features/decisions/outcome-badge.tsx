import { IconCheck, IconEyeOff, IconHourglass, IconTilde, IconX } from '@tabler/icons-react'
import type { AdviceOutcome } from '#schema/answer/decisions-answer.ts'
import badge from '../decision/decision-badge.module.css'

const OUTCOMES = {
  held: { label: 'Held', Icon: IconCheck, colours: 'scale' },
  failed: { label: 'Failed', Icon: IconX, colours: 'sunset' },
  open: { label: 'Open', Icon: IconTilde, colours: 'keep_testing' },
  waiting: { label: 'Waiting', Icon: IconHourglass, colours: 'not_enough_data' },
  unwatched: { label: 'Not to be seen', Icon: IconEyeOff, colours: 'not_enough_data' },
} as const satisfies Record<AdviceOutcome, object>

/** What became of a suggestion as colour, word and shape. */
export function OutcomeBadge({ outcome }: { outcome: AdviceOutcome }) {
  const { label, Icon, colours } = OUTCOMES[outcome]
  return (
    <span className={badge.badge} data-decision={colours}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
