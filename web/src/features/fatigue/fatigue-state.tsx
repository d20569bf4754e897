import { IconAlertTriangle, IconBan, IconCheck, IconHourglass, IconLeaf } from '@tabler/icons-react'
import type { FatigueState } from '#schema/answer/fatigue-answer.ts'
import badge from '../decision/decision-badge.module.css'

const STATES = {
  exhausted: { label: 'Exhausted', Icon: IconBan, colours: 'sunset' },
  fatiguing: { label: 'Wearing out', Icon: IconAlertTriangle, colours: 'keep_testing' },
  stable: { label: 'Stable', Icon: IconCheck, colours: 'scale' },
  fresh: { label: 'Fresh', Icon: IconLeaf, colours: 'keep' },
  not_enough_data: { label: 'Not enough data', Icon: IconHourglass, colours: 'not_enough_data' },
} as const satisfies Record<FatigueState, object>

export const nameState = (state: FatigueState): string => STATES[state].label

/** A state of fatigue as colour, word and shape. */
export function FatigueStateBadge({ state }: { state: FatigueState }) {
  const { label, Icon, colours } = STATES[state]
  return (
    <span className={badge.badge} data-decision={colours}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
