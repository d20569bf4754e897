import type { MetricContext } from '#metrics/index.ts'
import type { ElementsAnswer } from '#schema/answer/elements-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { isComputed, notComputed } from '#stats/index.ts'
import type { Evidence, EvidenceQuestion } from '../evidence/gather-evidence.ts'
import type { AskedRate } from './asked-rate.ts'
import { creativesOf, type ElementSource } from './creatives-of.ts'
import { elementNotes } from './element-notes.ts'
import { elementRows } from './element-rows.ts'
import { type GatheredRates, gatherRates } from './gather-rates.ts'
import { type ElementValues, gatherValues } from './gather-values.ts'
import { readBeside } from './read-beside.ts'
import { type ChannelDimension, readChannels } from './read-channels.ts'

export interface ElementsQuestion {
  readonly evidence: EvidenceQuestion
  readonly rate: AskedRate
  readonly elements: readonly string[]
  readonly per: ChannelDimension | null
}

export interface ReadElements extends Omit<ElementsAnswer, 'question' | 'freshness' | 'brief'> {
  readonly evidence: Evidence
}

function spendShares(
  { spend }: GatheredRates,
  { elements, values }: ElementSource,
): (element: string, value: string) => number | null {
  const all = spend.values().reduce((sum, own) => sum + own, 0)
  const shares = new Map<string, number>()
  for (const [key, own] of values.byCreative)
    own.forEach((value, e) => {
      if (value === null) return
      const name = JSON.stringify([elements[e], value])
      shares.set(name, (shares.get(name) ?? 0) + (spend.get(key) ?? 0))
    })
  return (element, value) => (all > 0 ? (shares.get(JSON.stringify([element, value])) ?? 0) / all : null)
}

/** Whether some element tells formats apart already, so that they need no column of their own. */
function tellsFormat(
  values: ElementValues,
  formats: ReadonlyMap<string, string>,
  elements: readonly string[],
): boolean {
  return elements.some((_, e) => {
    const formatOf = new Map<string, Map<string, number>>()
    let known = 0
    for (const [key, own] of values.byCreative) {
      const [value, format] = [own[e] ?? null, formats.get(key)]
      if (value === null || format === undefined) continue
      known += 1
      const counts = formatOf.get(value) ?? new Map<string, number>()
      formatOf.set(value, counts.set(format, (counts.get(format) ?? 0) + 1))
    }
    const told = formatOf.values().reduce((sum, counts) => sum + Math.max(...counts.values()), 0)
    const kinds = new Set([...formats.values()]).size
    return kinds > 1 && known > 0 && formatOf.size <= 3 * kinds && told >= 0.95 * known
  })
}

async function gatherFormats(
  question: EvidenceQuestion,
  values: ElementValues,
  elements: readonly string[],
  context: MetricContext,
): Promise<{ formats: ReadonlyMap<string, string>; sql: readonly string[] }> {
  const isTold = context.catalogue.loads.some(
    ({ measures, dimensions }) => measures.has('impressions') && dimensions.has('format'),
  )
  if (!isTold || elements.includes('format')) return { formats: new Map(), sql: [] }
  const { byCreative, sql } = await gatherValues(question, ['format'], context)
  const formats = new Map([...byCreative].map(([key, [format = null]]) => [key, format ?? '']))
  return { formats: tellsFormat(values, formats, elements) ? new Map() : formats, sql }
}

/** What goes with each element of creatives, by channel too where asked, with everything a strategist may ask of it. */
export async function readElementsOf(
  { evidence: question, rate, elements, per }: ElementsQuestion,
  context: MetricContext,
): Promise<ReadElements> {
  const gathered = await gatherRates(question, rate, context)
  const values = await gatherValues(question, elements, context)
  const { formats, sql: formatSql } = await gatherFormats(question, values, elements, context)
  const source: ElementSource = { elements, values, formats }
  const creatives = creativesOf(gathered, source)
  const reading =
    elements.length === 0
      ? notComputed('not_enough_data', 'nothing tells what creatives are made of')
      : await readBeside({ elements, creatives })
  const channels =
    per === null || elements.length === 0 ? null : await readChannels(per, question, rate, source, context)
  const counted = { read: creatives.length, leftOut: Object.keys(gathered.leftOut).length }
  const sql = [...gathered.sql, ...values.sql, ...formatSql, ...(channels?.sql ?? [])]
  const channelNotes: Note[] =
    channels !== null && channels.all > channels.channels.length
      ? [
          {
            code: 'elements_channels',
            severity: 'info',
            message: `The ${writeCount(channels.channels.length)} largest of ${writeCount(channels.all)} are read one by one.`,
          },
        ]
      : []
  const base = { evidence: gathered.evidence, creatives: counted, channels: channels?.channels ?? [], sql }
  if (!isComputed(reading)) {
    const reason = reading.notComputed
    return {
      ...base,
      spread: null,
      explained: null,
      rows: [],
      unread: elements.map((element) => ({ element, reason })),
      rare: [],
      together: [],
      shared: null,
      untried: null,
      notComputed: { rows: reason, spread: reason, explained: reason, shared: reason, untried: reason },
      notes: [
        ...(elements.length === 0 ? [NO_ELEMENTS] : []),
        ...elementNotes({ rows: [], together: [], creatives: counted }, values),
        ...channelNotes,
      ],
    }
  }
  const rows = elementRows(reading, spendShares(gathered, source))
  const reasons: Record<string, string> = {}
  if (!isComputed(reading.shared)) reasons.shared = reading.shared.notComputed
  if (!isComputed(reading.untried)) reasons.untried = reading.untried.notComputed
  const isRead = rows.some(({ effect }) => effect !== null)
  if (!isRead) reasons.explained = 'no element could be read'
  const together = reading.together.map(({ values: [one, other], correlation }) => ({
    one: { ...one },
    other: { ...other },
    correlation,
  }))
  return {
    ...base,
    spread: { ...reading.spread },
    explained: isRead ? reading.explained : null,
    rows,
    unread: reading.unread.map(({ element, reason }) => ({ element, reason: reason.notComputed })),
    rare: Object.entries(reading.rare).map(([element, count]) => ({ element, values: count })),
    together,
    shared: isComputed(reading.shared)
      ? {
          winners: reading.shared.winners.length,
          losers: reading.shared.losers.length,
          values: reading.shared.values.map((own) => ({ ...own })),
        }
      : null,
    untried: isComputed(reading.untried)
      ? {
          elements: [...reading.untried.free],
          rows: reading.untried.combinations.map(
            ({
              values: own,
              changes,
              nearest,
              ratio,
              low,
              high,
              creativeLow,
              creativeHigh,
              probabilityBetter,
            }) => ({
              values: [...own],
              changes: changes.map((change) => ({ ...change })),
              nearest: { key: nearest, name: gathered.names.get(nearest) ?? nearest },
              expected: { ratio, low, high },
              creative: { low: creativeLow, high: creativeHigh },
              probabilityBetter,
            }),
          ),
        }
      : null,
    notComputed: reasons,
    notes: [...elementNotes({ rows, together, creatives: counted }, values), ...channelNotes],
  }
}

const NO_ELEMENTS: Note = {
  code: 'no_elements',
  severity: 'warning',
  message:
    'Nothing tells what creatives are made of: write how their names are built under naming in permille.yaml, or load tags.',
}
