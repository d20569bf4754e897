import { IconArrowDown, IconArrowUp, IconEqual, IconPencil, IconPlayerStop } from '@tabler/icons-react'
import type { BudgetAction } from '#schema/answer/budget-answer.ts'
import badge from '../decision/decision-badge.module.css'

const ACTIONS = {
  raise: { label: 'Raise', Icon: IconArrowUp, colours: 'scale' },
  cut: { label: 'Cut', Icon: IconArrowDown, colours: 'keep_testing' },
  stop: { label: 'Stop', Icon: IconPlayerStop, colours: 'sunset' },
  keep: { label: 'Keep', Icon: IconEqual, colours: 'keep' },
  set: { label: 'Set', Icon: IconPencil, colours: 'not_enough_data' },
} as const satisfies Record<BudgetAction, object>

/** What happens to an amount as colour, word and shape. */
export function BudgetActionBadge({ action }: { action: BudgetAction }) {
  const { label, Icon, colours } = ACTIONS[action]
  return (
    <span className={badge.badge} data-decision={colours}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
