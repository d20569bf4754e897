import { readMatchRules } from '#models/match-rules.ts'
import { DEFAULT_SOURCE_OF_TRUTH } from '#models/policy.ts'
import {
  MATCH_LEVELS,
  type MatchesAnswer,
  type MatchLevel,
  type MatchRow,
} from '#schema/answer/matches-answer.ts'
import { answerQuery, type MetricAnswer } from './answer.ts'
import type { CataloguedLoad } from './catalogue.ts'
import { sumOfParts } from './gather-rows.ts'
import { carries, findGrouping } from './grouping.ts'
import { type Delivered, deliveredOf, matchLevel, type NamedConversions, unmatchable } from './match-level.ts'
import type { MetricContext } from './metric-context.ts'
import type { QueryInput } from './query.ts'

/** Whose conversions have to be matched: a network's own are always about what it delivered. */
const MATCHED_BASES = ['mmp', 'own'] as const
type MatchedBasis = (typeof MATCHED_BASES)[number]

export interface MatchesQuestion extends Pick<QueryInput, 'from' | 'to' | 'lastDays' | 'where'> {
  /** Field name of the conversions, e.g. `event.install`. */
  readonly field: string
}

export interface MatchesOfBases {
  readonly rows: readonly MatchRow[]
  /** What was delivered, by network. */
  readonly delivery: MetricAnswer
  readonly threshold: number
  readonly apps: MatchesAnswer['apps']
}

const NO_ADVERTISING = 'organic'

function conversionsOf({ rows }: MetricAnswer, field: string, hasApp: boolean): readonly NamedConversions[] {
  return rows.flatMap(({ keys, names, parts }) => {
    const { value } = sumOfParts(parts, field)
    const network = keys[hasApp ? 1 : 0] ?? ''
    if (value === null || network === NO_ADVERTISING) return []
    const last = keys.length - 1
    return [
      {
        app: hasApp ? (keys[0] ?? null) : null,
        network,
        key: keys[last] ?? null,
        name: names[last] ?? null,
        conversions: value,
      },
    ]
  })
}

const place = ({ app, network }: NamedConversions) => JSON.stringify([network, app])

/** Whether there are several apps that could be mistaken for one another. */
function tellsApps({ catalogue }: MetricContext): boolean {
  return new Set(catalogue.slices.flatMap(({ app }) => app ?? [])).size > 1
}

/** What one basis counts, level by level. */
class BasisMatches {
  readonly #basis: MatchedBasis
  readonly #question: MatchesQuestion
  readonly #context: MetricContext
  readonly #loads: readonly CataloguedLoad[]
  readonly #hasApp: boolean

  constructor(
    basis: MatchedBasis,
    question: MatchesQuestion,
    context: MetricContext,
    loads: readonly CataloguedLoad[],
  ) {
    this.#basis = basis
    this.#question = question
    this.#context = context
    this.#loads = loads
    this.#hasApp = loads.some(({ dimensions }) => dimensions.has('app'))
  }

  readonly #labelOf = (network: string) =>
    network === '' ? 'no network' : (this.#context.catalogue.networkLabels.get(network) ?? network)

  async #conversions(level: MatchLevel): Promise<readonly NamedConversions[]> {
    const { field, ...bounds } = this.#question
    const by = [
      ...(this.#hasApp ? ['app'] : []),
      'network',
      ...(level === 'network' || level === 'app' ? [] : [level]),
    ]
    const asked = { metrics: [field], by, basis: this.#basis, ...bounds }
    const conversions = conversionsOf(await answerQuery(asked, this.#context), field, this.#hasApp)
    return level === 'app' ? conversions.map((one) => ({ ...one, key: one.app, name: one.app })) : conversions
  }

  async rows(deliveredAt: (level: MatchLevel) => Promise<Delivered>): Promise<readonly MatchRow[]> {
    const rows: MatchRow[] = []
    const whole = await this.#conversions('network')
    for (const level of MATCH_LEVELS) {
      if (level === 'app' && !tellsApps(this.#context)) continue
      const isCarried = this.#loads.some(({ dimensions }) => carries(dimensions, findGrouping(level)))
      if (!isCarried) {
        const what = level.replace('_', ' ')
        const reason = `the ${this.#basis} conversions carry no ${what}`
        const advice = `export them with the ${what}`
        for (const { network, app, conversions } of whole) {
          const base = {
            network,
            networkLabel: this.#labelOf(network),
            app,
            level,
            basis: this.#basis,
            conversions,
          }
          rows.push(unmatchable(base, reason, advice))
        }
        continue
      }
      const named = level === 'network' ? whole : await this.#conversions(level)
      const input = {
        level,
        basis: this.#basis,
        labelOf: this.#labelOf,
        delivered: await deliveredAt(level),
        rules:
          level === 'network' || level === 'app'
            ? new Map()
            : await readMatchRules(level, this.#context.warehouse),
      }
      for (const own of Map.groupBy(named, place).values()) rows.push(matchLevel(own, input))
    }
    return rows
  }
}

/** Every app with the names it has in files. */
async function readApps({ warehouse }: MetricContext): Promise<MatchesAnswer['apps']> {
  const { rows } = await warehouse.query('SELECT app, name FROM app_name ORDER BY app, name')
  const byApp = Map.groupBy(rows, ({ app }) => String(app))
  return [...byApp].map(([app, own]) => ({ app, names: own.map(({ name }) => String(name)) }))
}

/** How many conversions of MMPs and own tables fall on something delivered, per network, app and level. */
export async function answerMatches(
  question: MatchesQuestion,
  context: MetricContext,
): Promise<MatchesOfBases> {
  const { field, ...bounds } = question
  const event = field.replace(/^(event|unique)\./, '')
  const ask = (by: readonly string[]) =>
    answerQuery({ metrics: ['impressions'], by: [...by], ...bounds }, context)
  const delivery = await ask(['network'])
  const known = new Map<MatchLevel, Delivered>([['network', deliveredOf(delivery.rows)]])
  const deliveredAt = async (level: MatchLevel) => {
    const delivered = known.get(level) ?? deliveredOf((await ask(['network', level])).rows)
    known.set(level, delivered)
    return delivered
  }
  const rows: MatchRow[] = []
  for (const basis of MATCHED_BASES) {
    const loads = context.catalogue.loads.filter(({ kinds }) =>
      kinds.some((kind) => kind.event === event && kind.basis === basis),
    )
    if (loads.length === 0) continue
    rows.push(...(await new BasisMatches(basis, question, context, loads).rows(deliveredAt)))
  }
  const { matchedShare } = context.policy ?? DEFAULT_SOURCE_OF_TRUTH
  const text = ({ basis, networkLabel, app }: MatchRow) => JSON.stringify([basis, networkLabel, app])
  const order = (one: MatchRow, other: MatchRow) =>
    text(one).localeCompare(text(other)) ||
    MATCH_LEVELS.indexOf(one.level) - MATCH_LEVELS.indexOf(other.level)
  return { rows: rows.toSorted(order), delivery, threshold: matchedShare, apps: await readApps(context) }
}
