import { simulateStudio } from '#sample/studio/simulate-studio.ts'
import { upworthyDelivery, upworthyOutcomes } from '#sample/upworthy/upworthy-rows.ts'
import type { Basis } from '#schema/basis.ts'
import type { DeliveryRow, OutcomeRow, TouchRow } from '#schema/row.ts'
import type { SampleName } from './sample-name.ts'

/** Last day the simulated studio reports. */
export const LAST_DAY = '2026-10-31'

/** What one source of a sample reports, as one table. */
export interface SampleTable {
  readonly source: string
  readonly name: string
  readonly basis: Basis
  readonly zone: string
  readonly rows:
    | { readonly kind: 'delivery'; readonly rows: Iterable<DeliveryRow> }
    | { readonly kind: 'outcome'; readonly rows: Iterable<OutcomeRow> }
    | { readonly kind: 'touch'; readonly rows: Iterable<TouchRow> }
  /** True where the rows are a part of what the source counts: of one network, or of the newest days alone. */
  readonly partial?: boolean
}

function* accepted(rows: Iterable<OutcomeRow>): Generator<OutcomeRow> {
  for (const row of rows) if (row.validity === 'accepted') yield row
}

function studioTables(): readonly SampleTable[] {
  const { networks, mmp, sites, touches } = simulateStudio({ lastDay: LAST_DAY })
  return [
    ...networks.flatMap(({ source, zone, delivery, outcomes }): SampleTable[] => [
      {
        source,
        zone,
        name: `${source} delivery`,
        basis: 'network',
        rows: { kind: 'delivery', rows: delivery },
      },
      {
        source,
        zone,
        name: `${source} claimed installs`,
        basis: 'network',
        rows: { kind: 'outcome', rows: outcomes },
      },
    ]),
    {
      source: mmp.source,
      zone: mmp.zone,
      name: `${mmp.source} installs and purchases`,
      basis: 'mmp',
      rows: { kind: 'outcome', rows: accepted(mmp.outcomes) },
    },
    {
      source: sites.source,
      zone: sites.zone,
      name: `${sites.source} delivery by site`,
      basis: 'network',
      rows: { kind: 'delivery', rows: sites.delivery },
      partial: true,
    },
    {
      source: touches.source,
      zone: touches.zone,
      name: `${touches.source} raw log`,
      basis: 'mmp',
      rows: { kind: 'touch', rows: touches.touches },
      partial: true,
    },
  ]
}

function upworthyTables(): readonly SampleTable[] {
  const common = { source: 'upworthy', zone: 'UTC', basis: 'own' } as const
  return [
    { ...common, name: 'Upworthy impressions', rows: { kind: 'delivery', rows: upworthyDelivery() } },
    { ...common, name: 'Upworthy clicks', rows: { kind: 'outcome', rows: upworthyOutcomes() } },
  ]
}

/** The tables of a sample; the studio's take two seconds of simulation. */
export function sampleTables(name: SampleName): readonly SampleTable[] {
  return name === 'studio' ? studioTables() : upworthyTables()
}
