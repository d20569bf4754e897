import type { CataloguedLoad, MetricAnswer, MetricContext } from '#metrics/index.ts'
import { earlierDay, laterDay } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { SPREAD_DEFAULTS } from '#stats/index.ts'
import type { Shared } from './campaign-cells.ts'

/** What is assumed of modelled conversions, and how many belong to no row. */
export function modelledNotes(
  left: number,
  { isPart }: Pick<Shared, 'isPart'>,
  networks: readonly string[],
): readonly Note[] {
  const percent = SPREAD_DEFAULTS.claimSpread * 100
  return [
    {
      code: 'modelled',
      severity: 'info',
      message: `Conversions of ${networks.join(', ') || 'no network'} are modelled: the MMP’s, by campaign, spread by those the network claims; that claims are off by ±${percent} % between objects of a campaign is assumed, not learnt.`,
    },
    ...(left === 0
      ? []
      : [
          {
            code: 'not_spread',
            severity: 'warning' as const,
            message: isPart
              ? `${Math.round(left)} conversions of campaigns without a claimed one are in no row.`
              : `${Math.round(left)} conversions of campaigns without a claimed one belong to no object.`,
          },
        ]),
  ]
}

/** Says so where the MMP does not cover the days of delivery: a rate would divide some days by all. */
export function unevenDays(
  { plan }: MetricAnswer,
  networks: readonly string[],
  event: string,
  { catalogue }: MetricContext,
): readonly Note[] {
  const daysOf = (network: string, isMeant: (load: CataloguedLoad) => boolean) => {
    const loads = new Set(catalogue.loads.filter(isMeant).map(({ load }) => load))
    const own = catalogue.slices.filter((slice) => slice.network === network && loads.has(slice.load))
    const from = own.flatMap((slice) => slice.from ?? []).toSorted()[0]
    const to = own
      .flatMap((slice) => slice.to ?? [])
      .toSorted()
      .at(-1)
    if (from === undefined || to === undefined) return null
    const { range } = plan
    return {
      from: range.from === null ? from : laterDay(from, range.from),
      to: range.to === null ? to : earlierDay(to, range.to),
    }
  }
  return networks.flatMap((network) => {
    const shown = daysOf(network, ({ measures }) => measures.has('impressions'))
    const counted = daysOf(network, ({ kinds }) =>
      kinds.some((kind) => kind.event === event && kind.basis === 'mmp'),
    )
    if (shown === null || counted === null) return []
    if (counted.from <= shown.from && counted.to >= shown.to) return []
    const label = catalogue.networkLabels.get(network) ?? network
    return [
      {
        code: 'modelled_days',
        severity: 'warning' as const,
        message: `${label}: the MMP counts ${counted.from} … ${counted.to}, delivery is of ${shown.from} … ${shown.to}; ask for days both cover.`,
      },
    ]
  })
}
