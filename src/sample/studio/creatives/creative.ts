import type { StudioApp } from '../catalogue/apps.ts'
import type { Hook } from '../catalogue/elements.ts'
import type { Format } from '../catalogue/formats.ts'

/** The creatives a story is told about; all others are drawn at random. */
export type Role =
  | 'fatiguing-winner'
  | 'healthy-winner'
  | 'moves-to-poor'
  | 'moves-to-good'
  | 'fraud-favourite'

export interface Creative {
  readonly index: number
  readonly app: StudioApp
  readonly name: string
  readonly format: Format
  readonly concept: string
  readonly hook: Hook
  readonly ratio: string
  readonly seconds: number | null
  readonly version: number
  readonly role: Role | null
  /** First day index it is shown; negative when it ran before the period. */
  readonly launch: number
  /** First day index it is no longer shown. */
  readonly retire: number
  /** Logarithm of its rate beside an average creative of its format, elements left out. */
  readonly residual: number
  /** Factor on revenue per install. */
  readonly value: number
  /** Factor on clicks per install. */
  readonly clicks: number
  /** Factor on the seconds a viewer stays. */
  readonly attention: number
}
