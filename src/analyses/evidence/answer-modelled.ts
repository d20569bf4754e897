import {
  type AnsweredPart,
  type AnsweredRow,
  answerQuery,
  type CataloguedLoad,
  carries,
  componentKey,
  dimensionsOf,
  type Filter,
  findGrouping,
  type Grouping,
  type MetricAnswer,
  type MetricContext,
  type QueryInput,
} from '#metrics/index.ts'
import { earlierDay, laterDay } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { ORGANIC } from '#schema/organic.ts'
import { SPREAD_DEFAULTS, type SpreadCell, type SpreadConversions, spreadConversions } from '#stats/index.ts'
import { type CampaignCount, mergeRows, textOf, unspreadRows } from './unspread-rows.ts'

/** An answer whose conversions of campaigns are spread over what ran in them. */
export interface ModelledAnswer extends MetricAnswer {
  /** What is known of each row's conversions, by component. */
  readonly counts: ReadonlyMap<AnsweredRow, ReadonlyMap<string, SpreadConversions>>
  readonly moreSql: readonly string[]
}

const BELOW_CAMPAIGN = ['ad_group', 'ad', 'creative']

/** Whether a grouping says of a campaign's conversions what it says of the campaign. */
function isOfCampaigns(grouping: Grouping): boolean {
  if (grouping.kind === 'entity') return !BELOW_CAMPAIGN.includes(grouping.name)
  return grouping.kind !== 'token' || grouping.levels.every((level) => level === 'campaign')
}

interface Shared {
  /** Places of the groupings that both sides carry, among all groupings. */
  readonly places: readonly number[]
  readonly by: readonly string[]
  readonly where: readonly Filter[]
  /** Whether the question keeps only some of a campaign's objects. */
  readonly isPart: boolean
}

function sharedBy({ plan }: MetricAnswer, { catalogue, names }: MetricContext, event: string): Shared {
  const counting = catalogue.loads.filter(({ kinds }) =>
    kinds.some((kind) => kind.event === event && kind.basis === 'mmp'),
  )
  const isShared = (grouping: Grouping) =>
    isOfCampaigns(grouping) && counting.every(({ dimensions }) => carries(dimensions, grouping))
  const places = plan.groupings.flatMap((grouping, place) => (isShared(grouping) ? [place] : []))
  const where = plan.query.where.filter((filter) =>
    dimensionsOf(filter).every((name) => isShared(findGrouping(name, names.tokens))),
  )
  return {
    places,
    by: places.flatMap((place) => plan.groupings[place]?.name ?? []),
    where,
    isPart: where.length < plan.query.where.length,
  }
}

/** Counts of each network and campaign, inside what both sides tell apart. */
type CampaignCounts = ReadonlyMap<string, CampaignCount>

function countsOf(rows: readonly AnsweredRow[], field: string): CampaignCounts {
  return new Map(
    rows.flatMap(({ keys, parts }) =>
      parts.flatMap((part) => {
        const count = part.components[field] ?? null
        return count === null ? [] : [[textOf([part.network, ...keys]), { part, keys, count }] as const]
      }),
    ),
  )
}

/** Cells of every row and network of the answer. */
function cellsOf(
  claims: readonly AnsweredRow[],
  field: string,
  { places, isPart }: Shared,
  claimed: CampaignCounts,
  counted: CampaignCounts,
): ReadonlyMap<string, readonly SpreadCell[]> {
  const cells = new Map<string, SpreadCell[]>()
  const cellOf = (network: string, keys: readonly (string | null)[]) =>
    textOf([network, ...places.map((place) => keys[place] ?? null), keys.at(-1) ?? null])
  const ran = new Map<string, number>()
  for (const { keys, parts } of claims) {
    for (const { network } of parts) {
      const cell = cellOf(network, keys)
      ran.set(cell, (ran.get(cell) ?? 0) + 1)
    }
  }
  for (const { keys, parts } of claims) {
    const own = keys.slice(0, -1)
    for (const { network, components } of parts) {
      const cell = cellOf(network, keys)
      const place = textOf([network, ...own])
      const known = cells.get(place) ?? []
      known.push({
        conversions: counted.get(cell)?.count ?? 0,
        claimed: components[field] ?? 0,
        claimedInAll: claimed.get(cell)?.count ?? 0,
        isWhole: !isPart && ran.get(cell) === 1,
      })
      cells.set(place, known)
    }
  }
  return cells
}

function modelledPart(
  part: AnsweredPart,
  field: string,
  count: number | null,
  network: string,
): AnsweredPart {
  const { [field]: _amount, ...components } = part.components
  const { [field]: _basis, ...basis } = part.basis
  const { [field]: _reason, ...unknown } = part.unknown
  if (count === null) {
    const reason = `no MMP conversions of campaigns of ${network} are known to be spread`
    return {
      ...part,
      components: { ...components, [field]: null },
      basis,
      unknown: { ...unknown, [field]: reason },
    }
  }
  return {
    ...part,
    components: { ...components, [field]: count },
    basis: { ...basis, [field]: 'modelled' },
    unknown,
  }
}

function addTotals(rows: readonly AnsweredRow[], totals: AnsweredRow, field: string): AnsweredRow {
  const sums = new Map<string, number>()
  for (const { parts } of rows) {
    for (const { network, components } of parts) {
      const amount = components[field] ?? null
      if (amount !== null) sums.set(network, (sums.get(network) ?? 0) + amount)
    }
  }
  const known = new Set(totals.parts.map(({ network }) => network))
  const added = rows.flatMap(({ parts }) => parts.filter(({ network }) => !known.has(network)))
  const missing = [...new Map(added.map((part) => [part.network, part])).values()]
  return {
    ...totals,
    parts: [...totals.parts, ...missing].map((part) => {
      return modelledPart(part, field, sums.get(part.network) ?? null, part.network)
    }),
  }
}

function modelledNotes(left: number, { isPart }: Shared, networks: readonly string[]): readonly Note[] {
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
function unevenDays(
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

function outcomeOf({ plan }: MetricAnswer): { readonly field: string; readonly event: string } {
  const outcomes = plan.components.filter(({ component }) => component.from === 'outcome')
  const [only] = outcomes
  const component = only?.component
  const isPlain =
    component?.from === 'outcome' &&
    component.cohort === null &&
    component.reached === null &&
    component.part !== 'value'
  if (outcomes.length !== 1 || !isPlain)
    throw new PermilleError(
      'usage',
      'one count of conversions is modelled at a time, and no revenue or cohort',
      {
        remedy: 'ask for installs, or one event, and rates of it',
      },
    )
  return { field: componentKey(component), event: component.event }
}

/**
 * Answers a query with modelled conversions: the MMP's of each campaign, spread over its objects by the conversions the
 * network claims, never equally. Campaigns nobody claims conversions of keep theirs in a row that names no object.
 */
async function answerModelled(input: QueryInput, context: MetricContext): Promise<ModelledAnswer> {
  if ((input.compare ?? []).length + (input.having ?? []).length > 0)
    throw new PermilleError(
      'usage',
      'modelled conversions cannot be compared with other days, nor kept by a metric',
      {
        remedy: 'ask for the days one by one',
      },
    )
  const base = await answerQuery({ ...input, basis: 'network' }, context)
  if (base.plan.components.every(({ component }) => component.from === 'delivery'))
    return { ...base, counts: new Map(), moreSql: [] }
  if (base.plan.components.some(({ component }) => component.acquisition))
    return answerModelled({ ...input, purpose: 'acquisition' }, context)
  const { field, event } = outcomeOf(base)
  const shared = sharedBy(base, context, event)
  const { metrics: _metrics, by: _by, grain: _grain, where: _where, ...bounds } = input
  const ask = (basis: 'network' | 'mmp', by: readonly string[], where: readonly Filter[]) =>
    answerQuery({ ...bounds, metrics: [field], by: [...by, 'campaign'], where: [...where], basis }, context)
  const names = base.plan.groupings.map(({ name }) => name)
  const alone = (by: readonly string[]) => by.filter((name) => name !== 'campaign')
  const [claims, claimedAll, countedAll] = await Promise.all([
    askClaims(),
    ask('network', alone(shared.by), shared.where),
    ask('mmp', alone(shared.by), shared.where),
  ])
  const claimed = countsOf(claimedAll.rows, field)
  const counted = countsOf(countedAll.rows, field)
  const places = { ...shared, places: shared.places.filter((place) => names[place] !== 'campaign') }
  const cells = cellsOf(claims.rows, field, places, claimed, counted)
  const networks = new Set([...counted.values()].map(({ part }) => part.network))
  const labelOf = (network: string) =>
    context.catalogue.networkLabels.get(network) ?? (network || 'no network')
  const counts = new Map<AnsweredRow, Map<string, SpreadConversions>>()
  const rows = base.rows.map((row) => {
    const found = row.parts.map((part) => {
      const own = cells.get(textOf([part.network, ...row.keys]))
      return {
        part,
        own: networks.has(part.network) ? (own ?? []) : null,
      }
    })
    const modelled: AnsweredRow = {
      ...row,
      parts: found.map(({ part, own }) =>
        modelledPart(
          part,
          field,
          own === null ? null : spreadConversions(own).estimate,
          labelOf(part.network),
        ),
      ),
    }
    const all = found.flatMap(({ own }) => own ?? [])
    if (found.some(({ own }) => own !== null))
      counts.set(modelled, new Map([[field, spreadConversions(all)]]))
    return modelled
  })
  const left = [...counted].flatMap(([cell, count]) => ((claimed.get(cell)?.count ?? 0) > 0 ? [] : [count]))
  const unspread = shared.isPart ? [] : unspreadRows(left, base, places.places, field)
  const whole = mergeRows(rows, unspread, counts)
  const paid = left.filter(({ part }) => part.network !== ORGANIC)
  const amount = paid.reduce((sum, { count }) => sum + count, 0)
  const spread = [...networks].filter((network) => network !== ORGANIC)
  return {
    ...base,
    rows: whole,
    totals: addTotals(whole, base.totals, field),
    counts,
    basis: { ...base.basis, [field]: ['modelled'] },
    notes: [
      ...base.notes.filter(({ code }) => code !== 'other_basis' && code !== 'few_matched'),
      ...modelledNotes(amount, shared, spread.map(labelOf)),
      ...unevenDays(base, spread, event, context),
    ],
    moreSql: [claims.sql, claimedAll.sql, countedAll.sql],
  }

  /** Claims of every row by campaign: the campaign is the last key even where rows are campaigns. */
  async function askClaims(): Promise<MetricAnswer> {
    const place = names.indexOf('campaign')
    const answer = await ask('network', alone(names), base.plan.query.where)
    if (place === -1) return answer
    const rows = answer.rows.map((row) => {
      const campaign = row.keys.at(-1) ?? null
      return { ...row, keys: [...row.keys.slice(0, -1).toSpliced(place, 0, campaign), campaign] }
    })
    return { ...answer, rows }
  }
}

/** Answers a query on the basis it names; modelled where nobody imported such numbers. */
export async function answerOn(
  input: QueryInput,
  context: MetricContext,
): Promise<MetricAnswer | ModelledAnswer> {
  const isLanded = context.catalogue.loads.some(({ kinds }) =>
    kinds.some(({ basis }) => basis === 'modelled'),
  )
  return input.basis === 'modelled' && !isLanded
    ? answerModelled(input, context)
    : answerQuery(input, context)
}

/** Whether the conversions of an answer are modelled, with how far off they may be. */
export function isModelled(answer: MetricAnswer | ModelledAnswer): answer is ModelledAnswer {
  return 'counts' in answer
}
