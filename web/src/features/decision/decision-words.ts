import {
  IconArrowDownRight,
  IconArrowUpRight,
  IconEqual,
  IconFlask,
  IconHourglassEmpty,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Decision } from '#schema/answer/rank-answer.ts'

export interface DecisionWords {
  label: string
  Icon: TablerIcon
  /** Place in the order of a sorted column: what to act on comes first. */
  order: number
}

export const DECISIONS: Readonly<Record<Decision, DecisionWords>> = {
  scale: { label: 'Scale', Icon: IconArrowUpRight, order: 0 },
  keep: { label: 'Keep', Icon: IconEqual, order: 1 },
  keep_testing: { label: 'Keep testing', Icon: IconFlask, order: 2 },
  sunset: { label: 'Sunset', Icon: IconArrowDownRight, order: 3 },
  not_enough_data: { label: 'Not enough data', Icon: IconHourglassEmpty, order: 4 },
}
