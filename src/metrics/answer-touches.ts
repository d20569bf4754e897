import { numbersOf, type SqlCell, type SqlRow } from '#warehouse/warehouse.ts'
import { buildPlan } from './build-plan.ts'
import {
  type CompiledTouches,
  compileLargest,
  compileTouchCounts,
  compileTouchSites,
  type IntervalSegment,
  type TouchScale,
} from './compile-touches.ts'
import type { MetricContext } from './metric-context.ts'
import { type Query, type QueryInput, Query as QuerySchema } from './query.ts'
import { rewritePlan } from './rewrites/index.ts'

/** Places in the last dimension that are told apart: the largest. */
const LARGEST = 20

/** A question to raw logs. */
export interface TouchQuestion extends Pick<QueryInput, 'where' | 'from' | 'to' | 'lastDays'> {
  /** The dimension whose values are judged, on each network. */
  readonly site: string
  /** Dimensions that tell places apart, the one with most values last. */
  readonly places: readonly string[]
  readonly segments: readonly IntervalSegment[]
  /** Installs of a site below which it is counted with the other small ones of its network. */
  readonly least: number
}

/** What is counted of a site's touches; `null` where a log does not tell. */
export interface TouchSite {
  readonly network: string
  readonly site: string | null
  readonly installs: number
  readonly rejected: number
  /** Clicks that are rows of a log of their own. */
  readonly clicks: number
  readonly timed: number
  readonly disordered: number
  /** Installs that name the device and second of another one, and those alike in device and both times. */
  readonly sentAgain: number
  readonly alike: number
  readonly devices: { readonly known: number; readonly different: number }
  readonly addresses: { readonly known: number; readonly different: number }
  readonly models: {
    readonly known: number
    readonly different: number
    /** Installs on the most frequent model, how many all sites have on it, and on the most frequent of all. */
    readonly top: number
    readonly name: string
    readonly ofAll: number
    readonly common: number
    readonly all: number
  } | null
}

/** Installs of a site in one place by delay bin, or by hour. */
export interface TouchCounts {
  readonly network: string
  /** `null` where no site is named, or for the small ones together. */
  readonly site: string | null
  readonly isSmall: boolean
  /** Values of the places asked for; empty for all that are not among the largest. */
  readonly place: readonly string[]
  readonly values: readonly number[]
  readonly counts: readonly number[]
}

export interface TouchAnswer {
  readonly sites: readonly TouchSite[]
  readonly delays: readonly TouchCounts[]
  readonly hours: readonly TouchCounts[]
  readonly sql: readonly string[]
}

const textOf = (cell: SqlCell | undefined): string | null => (typeof cell === 'string' ? cell : null)
const numberOf = (cell: SqlCell | undefined): number => (typeof cell === 'number' ? cell : 0)

function readSite(row: SqlRow): TouchSite {
  const number = (name: string) => numberOf(row[name])
  const name = textOf(row.model)
  return {
    network: textOf(row.network) ?? '',
    site: textOf(row.site),
    installs: number('installs'),
    rejected: number('rejected'),
    clicks: number('clicks'),
    timed: number('timed'),
    disordered: number('disordered'),
    sentAgain: number('sent_again'),
    alike: number('alike'),
    // A device that is named twice for one install did not install twice.
    devices: { known: number('devices') - number('sent_again'), different: number('different_devices') },
    addresses: {
      known: Math.max(number('different_addresses'), number('addresses') - number('sent_again')),
      different: number('different_addresses'),
    },
    models:
      name === null
        ? null
        : {
            name,
            known: number('known'),
            different: number('different'),
            top: number('top'),
            ofAll: number('of_model'),
            common: number('common'),
            all: number('all_models'),
          },
  }
}

function readCounts(row: SqlRow, places: readonly string[]): TouchCounts {
  const others = places.slice(0, -1).map((_, index) => textOf(row[`at_k${index + 1}`]) ?? '')
  return {
    network: textOf(row.owner) ?? '',
    site: textOf(row.at_site),
    isSmall: numberOf(row.is_small) === 1,
    place: [...others, textOf(row.at_place) ?? ''],
    values: [...numbersOf(row.bins)],
    counts: [...numbersOf(row.counts)],
  }
}

/** Counts the touches of raw logs by site: how many, on which devices, and the delays and hours of their installs. */
export async function answerTouches(
  { site, places, segments, least, ...bounds }: TouchQuestion,
  context: MetricContext,
): Promise<TouchAnswer> {
  const query: Query = QuerySchema.parse({
    ...bounds,
    metrics: ['installs'],
    by: [site, ...places],
    maturity: 'include',
  })
  const plan = rewritePlan(buildPlan(query, context.catalogue, context))
  const { warehouse } = context
  const ask = async ({ sql, parameters }: CompiledTouches) => (await warehouse.query(sql, parameters)).rows
  const sitesSql = compileTouchSites(plan, warehouse.dialect)
  const found = await ask(sitesSql)
  if (found.length === 0) return { sites: [], delays: [], hours: [], sql: [sitesSql.sql] }
  const largestSql = compileLargest(plan, warehouse.dialect, LARGEST)
  const largest = (await ask(largestSql)).flatMap((row) => textOf(row.place) ?? [])
  const counts = (scale: TouchScale) => compileTouchCounts(plan, warehouse.dialect, scale, { largest, least })
  const delaysSql = counts({ kind: 'delay', segments })
  const hoursSql = counts({ kind: 'hour' })
  const [delays, hours] = [await ask(delaysSql), await ask(hoursSql)]
  return {
    sites: found.map(readSite),
    delays: delays.map((row) => readCounts(row, places)),
    hours: hours.map((row) => readCounts(row, places)),
    sql: [sitesSql, largestSql, delaysSql, hoursSql].map(({ sql }) => sql),
  }
}
