import type { DeliveryRow, OutcomeRow } from '#schema/row.ts'
import type { Studio } from './simulate-studio.ts'

/** Impressions and MMP installs of one group of rows. */
export interface Tally {
  impressions: number
  installs: number
}

type Row = DeliveryRow | OutcomeRow

/** Impressions and accepted MMP installs by a key of the row; rows without a key are left out. */
export function tally(studio: Studio, keyOf: (row: Row) => string | null): Map<string, Tally> {
  const groups = new Map<string, Tally>()
  const add = (row: Row, impressions: number, installs: number): void => {
    const key = keyOf(row)
    if (key === null) return
    const group = groups.get(key) ?? { impressions: 0, installs: 0 }
    group.impressions += impressions
    group.installs += installs
    groups.set(key, group)
  }
  for (const report of studio.networks) {
    for (const row of report.delivery) add(row, row.impressions ?? 0, 0)
  }
  for (const row of studio.mmp.outcomes) {
    if (row.event === 'install' && row.validity === 'accepted') add(row, 0, row.count ?? 0)
  }
  return groups
}

/** Installs per impression of a group, 0 when there is none. */
export function rateOf(group: Tally | undefined): number {
  return group ? group.installs / group.impressions : 0
}
