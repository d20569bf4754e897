import { askedRate } from '#analyses/elements/asked-rate.ts'
import {
  type Evidence,
  gatherEvidence,
  type ObjectEvidence,
  UNNAMED,
} from '#analyses/evidence/gather-evidence.ts'
import { rankObjects } from '#analyses/ranking/rank-objects.ts'
import type { PageRow } from '#schema/answer/pages-answer.ts'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { Store } from '../store.ts'
import { askedObjects } from './asked-objects.ts'
import type { AskedPages } from './pages-parts.ts'
import { rankedPlace } from './rank-targets.ts'
import { strataDimensions } from './strata-dimensions.ts'

const MORE_THAN_CLICKS = 'more conversions than clicks: those after a view belong to no click'

const hasMoreThanClicks = ({ impressions, conversions }: ObjectEvidence) =>
  impressions !== null && conversions !== null && conversions > impressions

/** A row of a ranking of conversions per click, where clicks stand in the place of impressions. */
function pageRow(row: RankRow): PageRow {
  const { impressions, shrunk, shrunkInterval, ...rest } = row
  const { rate, interval, adjusted, ...why } = row.notComputed
  const { shrunk: believed, shrunkInterval: range, clicks } = why
  const hasClicks = impressions !== null && impressions > 0
  const reasons = {
    clicks,
    conversions: why.conversions,
    rate: hasClicks ? rate : 'no clicks known',
    interval: hasClicks ? interval : 'no clicks known',
    adjusted: hasClicks ? (believed ?? adjusted) : 'no clicks known',
  }
  return {
    ...{ key: rest.key, name: rest.name, networks: rest.networks.toSorted() },
    ...{ clicks: impressions, conversions: rest.conversions, rate: rest.rate, interval: rest.interval },
    ...{ adjusted: shrunk, adjustedInterval: shrunkInterval },
    ...{ probabilityBest: rest.probabilityBest, overlap: rest.overlap, timing: null },
    notComputed: Object.fromEntries(
      Object.entries({ ...reasons, adjustedInterval: range }).flatMap(([field, reason]) =>
        reason === undefined ? [] : [[field, reason]],
      ),
    ),
  }
}

function unreadRow({ key, name, networks, impressions, conversions }: ObjectEvidence): PageRow {
  return {
    ...{ key, name, networks: networks.toSorted(), clicks: impressions, conversions },
    ...{ rate: null, interval: null, adjusted: null, adjustedInterval: null },
    ...{ probabilityBest: null, overlap: null, timing: null },
    notComputed: { rate: MORE_THAN_CLICKS, adjusted: MORE_THAN_CLICKS },
  }
}

/** Clicks whose rows name no page are in no row. */
function unnamedNotes(objects: readonly ObjectEvidence[], by: string): readonly Note[] {
  const clicks = objects.find(({ key }) => key === UNNAMED.key)?.impressions ?? 0
  if (clicks === 0) return []
  const message = `${writeCount(clicks)} clicks are of rows that name no ${by.replace('_', ' ')}, and are left out here.`
  return [{ code: 'no_page_named', severity: 'info', message }]
}

/** Notes of a ranking that speak of impressions or of money, which stand for neither here. */
const NOT_OF_CLICKS = ['conversions_without_impressions', 'equal_cpm']
const told = (notes: readonly Note[]) => notes.filter(({ code }) => !NOT_OF_CLICKS.includes(code))

/** What pages made of their clicks, most clicks first, each rate also on one mix of places. */
export async function pagesOf(store: Store, input: AskedPages) {
  const plain = await store.metricContext()
  const { question: asked, notes } = askedObjects(input, plain, 'pages')
  const context = { ...plain, names: { ...plain.names, mainEvent: asked.event } }
  const question = { ...asked, rate: askedRate('cvr', context).counted }
  const evidence: Evidence = await gatherEvidence(question, context)
  const named = evidence.objects.filter(({ key }) => key !== UNNAMED.key)
  const { sql, ...ranked } = await rankObjects(
    question,
    { ...evidence, objects: named.filter((object) => !hasMoreThanClicks(object)) },
    {
      ...{
        minImpressions: 0,
        currency: null,
        targets: [],
        place: rankedPlace(asked.by, asked.where, context),
      },
      strata: strataDimensions('mix'),
    },
    context,
  )
  const rows = [...ranked.rows.map(pageRow), ...named.filter(hasMoreThanClicks).map(unreadRow)]
  return {
    asked,
    context: plain,
    evidence,
    rows: rows.toSorted((one, other) => (other.clicks ?? -1) - (one.clicks ?? -1)),
    notes: [...notes, ...unnamedNotes(evidence.objects, asked.by), ...told(ranked.notes)],
    sql: [...evidence.sql, ...sql],
  }
}
