import {
  type AnsweredRow,
  answerQuery,
  componentKey,
  type Filter,
  type MetricAnswer,
  type MetricContext,
  type QueryInput,
} from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { ORGANIC } from '#schema/organic.ts'
import { type SpreadConversions, spreadConversions } from '#stats/index.ts'
import { cellsOf, countsOf, sharedBy } from './campaign-cells.ts'
import { modelledNotes, unevenDays } from './modelled-notes.ts'
import { addTotals, modelledPart } from './modelled-part.ts'
import { mergeRows, textOf, unspreadRows } from './unspread-rows.ts'

/** An answer whose conversions of campaigns are spread over what ran in them. */
export interface ModelledAnswer extends MetricAnswer {
  /** What is known of each row's conversions, by component. */
  readonly counts: ReadonlyMap<AnsweredRow, ReadonlyMap<string, SpreadConversions>>
  readonly moreSql: readonly string[]
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
