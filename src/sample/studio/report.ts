import type { Day } from '#schema/day.ts'
import type { DeliveryRow, OutcomeRow, TouchRow } from '#schema/row.ts'

/** What a loader has to know about rows that the rows do not say. */
export interface SampleReport {
  /** Kebab-case name of the source, `unity-ads`. */
  readonly source: string
  /** Shown to people; says that it is simulated. */
  readonly label: string
  readonly kind: 'network' | 'mmp'
  /** The grain of its rows; reports of one source count the same events and are never added. */
  readonly report: string
  readonly account: string
  readonly zone: string
  readonly currency: string
  readonly firstDay: Day
  readonly lastDay: Day
}

/** A network's report: what it showed, and the installs it claims. */
export interface NetworkReport extends SampleReport {
  readonly kind: 'network'
  readonly delivery: Iterable<DeliveryRow>
  readonly outcomes: Iterable<OutcomeRow>
}

/** An MMP's report of installs and purchases. */
export interface MmpReport extends SampleReport {
  readonly kind: 'mmp'
  readonly outcomes: Iterable<OutcomeRow>
}

/** An MMP's raw log of installs. */
export interface TouchReport extends SampleReport {
  readonly kind: 'mmp'
  readonly touches: Iterable<TouchRow>
}

/** Rows made anew each time they are read, so that none need to be kept. */
export function rereadable<Row>(rows: () => Iterable<Row>): Iterable<Row> {
  return { [Symbol.iterator]: () => rows()[Symbol.iterator]() }
}
