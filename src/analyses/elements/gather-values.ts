import { answerQuery, findGrouping, type MetricContext, sumOfParts } from '#metrics/index.ts'
import { type EvidenceQuestion, queryBounds, UNNAMED } from '../evidence/gather-evidence.ts'

/** Share of a creative's impressions that one value must have to be the creative's. */
const MOSTLY = 0.8

/** The value of each element by creative: null where it is not known, or where none prevails. */
export interface ElementValues {
  readonly byCreative: ReadonlyMap<string, readonly (string | null)[]>
  /** Creatives with several values of an element, none of which has four fifths of their impressions. */
  readonly mixed: readonly { readonly element: string; readonly creatives: number }[]
  readonly sql: readonly string[]
}

interface Read {
  readonly byCreative: ReadonlyMap<string, readonly (string | null)[]>
  readonly mixed: readonly number[]
  readonly sql: string
}

function prevailing(shares: ReadonlyMap<string, number>, whole: number): string | null {
  const [first] = [...shares].toSorted((a, b) => b[1] - a[1])
  return first !== undefined && whole > 0 && first[1] >= MOSTLY * whole ? first[0] : null
}

async function readValues(
  question: EvidenceQuestion,
  elements: readonly string[],
  context: MetricContext,
): Promise<Read> {
  const { rows, sql } = await answerQuery(
    {
      metrics: ['impressions'],
      by: [question.by, ...elements],
      where: [...question.where],
      ...queryBounds(question),
    },
    context,
  )
  const found = new Map<
    string,
    { readonly shares: Map<string, number>[]; readonly known: number[]; whole: number }
  >()
  for (const { keys, names, parts } of rows) {
    const [key = null] = keys
    if (key === null || key === UNNAMED.key) continue
    const { value } = sumOfParts(parts, 'impressions')
    const shown = value ?? 0
    const own = found.get(key) ?? {
      shares: elements.map(() => new Map()),
      known: elements.map(() => 0),
      whole: 0,
    }
    found.set(key, own)
    own.whole += shown
    elements.forEach((_, e) => {
      const told = names[e + 1] ?? keys[e + 1] ?? null
      if (told === null) return
      own.known[e] = (own.known[e] ?? 0) + shown
      own.shares[e]?.set(told, (own.shares[e]?.get(told) ?? 0) + shown)
    })
  }
  const mixed = elements.map(() => 0)
  const byCreative = new Map(
    [...found].map(([key, { shares, known, whole }]) => [
      key,
      shares.map((own, e) => {
        // A value known of less than half of it is not known of the creative.
        if ((known[e] ?? 0) < whole / 2) return null
        const value = prevailing(own, known[e] ?? 0)
        if (value === null && own.size > 1) mixed[e] = (mixed[e] ?? 0) + 1
        return value
      }),
    ]),
  )
  return { byCreative, mixed, sql }
}

/** Asks what every creative is made of; parts of names together, anything else by itself, since reports may lack it. */
export async function gatherValues(
  question: EvidenceQuestion,
  elements: readonly string[],
  context: MetricContext,
): Promise<ElementValues> {
  const isToken = (name: string) => findGrouping(name, context.names.tokens).kind === 'token'
  const groups = [
    elements.filter(isToken),
    ...elements.filter((name) => !isToken(name)).map((name) => [name]),
  ]
  const byCreative = new Map<string, (string | null)[]>()
  const mixed: { element: string; creatives: number }[] = []
  const sql: string[] = []
  for (const group of groups.filter(({ length }) => length > 0)) {
    const read = await readValues(question, group, context)
    sql.push(read.sql)
    group.forEach((element, k) => {
      const creatives = read.mixed[k] ?? 0
      if (creatives > 0) mixed.push({ element, creatives })
    })
    for (const [key, values] of read.byCreative) {
      const own = byCreative.get(key) ?? elements.map(() => null)
      byCreative.set(key, own)
      group.forEach((element, k) => {
        own[elements.indexOf(element)] = values[k] ?? null
      })
    }
  }
  return { byCreative, mixed, sql }
}
