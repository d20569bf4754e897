import {
  IconAlertTriangle,
  IconArrowUpRight,
  IconEqual,
  IconHourglass,
  IconTrophy,
} from '@tabler/icons-react'
import type { DeclaredVerdict, TestState } from '#schema/answer/test-state.ts'

/** What a verdict is called, with its shape and the colours of a decision. */
export const VERDICTS: Readonly<
  Record<DeclaredVerdict, { label: string; Icon: typeof IconEqual; colours: string }>
> = {
  winner: { label: 'Won', Icon: IconTrophy, colours: 'scale' },
  ahead: { label: 'Ahead', Icon: IconArrowUpRight, colours: 'scale' },
  no_meaningful_difference: { label: 'No difference that matters', Icon: IconEqual, colours: 'keep' },
  keep_running: { label: 'Keep running', Icon: IconHourglass, colours: 'keep_testing' },
  invalid: { label: 'Invalid', Icon: IconAlertTriangle, colours: 'sunset' },
}

export const STATUSES: Readonly<Record<TestState['status'], string>> = {
  not_read: 'Not read',
  not_begun: 'Not begun',
  running: 'Running',
  ended: 'Ended',
}

export const DESIGNS: Readonly<Record<TestState['design'], string>> = {
  equal: 'Even split',
  platform: 'Split by the platform',
  observational: 'Networks decide',
}
