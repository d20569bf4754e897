import { z } from 'zod'
import { answerQuery, type MetricContext, nameTokens, sumOfParts } from '#metrics/index.ts'
import { namesReader } from '#models/naming/check-names.ts'
import { type LevelPattern, levelTokens, type Naming, tokenLevels } from '#models/naming/naming.ts'
import { parsePattern } from '#models/naming/parse-pattern.ts'
import { type KnownName, readNames } from '#models/naming/read-names.ts'
import { NamingAnswer, type NamingRow } from '#schema/answer/naming-answer.ts'
import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { Note } from '#schema/note.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentNaming } from './present-naming.ts'
import { sampleNote } from './sample-note.ts'

const MOST_COMMON = 5

interface ReadLevel {
  readonly rows: readonly NamingRow[]
  readonly unfitting: NamingAnswer['unfitting']
  /** How many names have each value of each token; values that differ in case alone are one. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, { value: string; names: number }>>
}

const place = (network: string, key: string | null) => `${network}\u0000${key ?? ''}`

async function impressionsOf(
  level: EntityLevel,
  context: MetricContext,
): Promise<ReadonlyMap<string, number>> {
  if (!context.catalogue.loads.some(({ measures }) => measures.has('impressions'))) return new Map()
  const { rows } = await answerQuery({ metrics: ['impressions'], by: ['network', level] }, context)
  return new Map(
    rows.flatMap(({ keys, parts }) => {
      const { value } = sumOfParts(parts, 'impressions')
      return value === null ? [] : [[place(keys[0] ?? '', keys[1] ?? null), value] as const]
    }),
  )
}

function addUp(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

async function readLevel(
  level: EntityLevel,
  patterns: readonly LevelPattern[],
  context: MetricContext,
): Promise<ReadLevel> {
  const [names, impressions] = await Promise.all([
    readNames(level, context.warehouse),
    impressionsOf(level, context),
  ])
  const read = namesReader(patterns)
  const counted = new Set<string>()
  const readings = names.map((known: KnownName) => {
    const own = place(known.network, known.key)
    // Several names of one creative share its impressions, which count once.
    const shown = counted.has(own) ? null : (impressions.get(own) ?? null)
    counted.add(own)
    return { ...known, impressions: shown, reading: read(known.name, known.network) }
  })
  const labelOf = (network: string) =>
    context.catalogue.networkLabels.get(network) ?? (network || 'no network')
  const values = new Map<string, Map<string, { value: string; names: number }>>()
  for (const { reading } of readings) {
    if (!reading.fits) continue
    for (const [token, value] of reading.tokens) {
      const own = values.get(token) ?? new Map<string, { value: string; names: number }>()
      const known = own.get(value.toLowerCase())
      const spelt = known === undefined || value < known.value ? value : known.value
      own.set(value.toLowerCase(), { value: spelt, names: (known?.names ?? 0) + 1 })
      values.set(token, own)
    }
  }
  return {
    values,
    rows: [...Map.groupBy(readings, ({ network }) => network)].map(([network, own]) => {
      const fitting = own.filter(({ reading }) => reading.fits)
      const shown = addUp(own.map((one) => one.impressions))
      return {
        level,
        network,
        networkLabel: labelOf(network),
        names: own.length,
        fitting: fitting.length,
        share: fitting.length / own.length,
        impressions: shown,
        fittingImpressions: shown === null ? null : (addUp(fitting.map((one) => one.impressions)) ?? 0),
      }
    }),
    unfitting: readings
      .flatMap(({ network, name, impressions: shown, reading }) =>
        reading.fits
          ? []
          : [{ level, network: labelOf(network), name, impressions: shown, reason: reading.reason }],
      )
      .toSorted((a, b) => (b.impressions ?? 0) - (a.impressions ?? 0) || (a.name < b.name ? -1 : 1)),
  }
}

function commonOf(read: readonly ReadLevel[], token: string) {
  const [first] = read.flatMap(({ values }) => values.get(token) ?? [])
  const values = [...(first?.values() ?? [])]
  return {
    values: values.length,
    common: values
      .toSorted((a, b) => b.names - a.names || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_COMMON),
  }
}

function namingNotes(naming: Naming, names: ReturnType<typeof nameTokens>): readonly Note[] {
  if (naming.levels.size === 0)
    return [
      {
        code: 'no_naming',
        severity: 'info',
        message: 'permille.yaml has no naming; try one with --pattern "{concept}_{size}_v{version:number}".',
      },
    ]
  const taken = [...names].filter(([token, { name }]) => token !== name)
  return taken.map(([token, { name }]) => ({
    code: 'token_is_taken',
    severity: 'info',
    message: `${token} is a dimension or metric of its own; what names say of it is asked for as ${name}.`,
  }))
}

async function identityOf({ identity }: Naming, context: MetricContext): Promise<NamingAnswer['identity']> {
  if (identity.length === 0) return null
  const { rows } = await context.warehouse.query(
    `SELECT count(DISTINCT creative)::DOUBLE AS creatives, count(DISTINCT named_creative)::DOUBLE AS names FROM identity`,
  )
  const [{ creatives = 0, names: known = 0 } = {}] = rows
  return { tokens: [...identity], creatives: Number(creatives), together: Number(known) - Number(creatives) }
}

export const naming = defineOperation({
  name: 'naming',
  summary: 'Which names fit the naming convention, and what they say',
  description:
    'How many names of campaigns, ad groups, ads and creatives fit the patterns of permille.yaml, which do not and why, and the tokens that became dimensions. A pattern can be tried before it is written down.',
  examples: ['naming', 'naming --level creative --pattern "{concept}_{size}[_{language}]_v{version:number}"'],
  kind: 'question',
  input: z.object({
    pattern: z
      .string()
      .optional()
      .meta({ description: 'try this pattern instead of those of permille.yaml' }),
    level: z
      .enum(ENTITY_LEVELS)
      .optional()
      .meta({ description: 'names of this level alone; creative for --pattern' }),
    limit: z.coerce
      .number()
      .int()
      .positive()
      .default(10)
      .meta({ description: 'so many names that do not fit' }),
    sample: Sample.optional(),
  }),
  output: NamingAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const own = store.naming
    const tried: Naming | null =
      input.pattern === undefined
        ? null
        : {
            levels: new Map([
              [input.level ?? 'creative', [{ pattern: parsePattern(input.pattern), network: null }]],
            ]),
            identity: [],
          }
    const asked = tried ?? own
    const levels = [...asked.levels].filter(([level]) => input.level === undefined || level === input.level)
    const read: ReadLevel[] = []
    for (const [level, patterns] of levels) read.push(await readLevel(level, patterns, context))
    const names = nameTokens(tokenLevels({ ...asked, levels: new Map(levels) }), context.names)
    const freshness = await store.freshness(context)
    return {
      patterns: levels.flatMap(([level, patterns]) =>
        patterns.map(({ pattern, network }) => ({ level, pattern: pattern.text, network })),
      ),
      rows: read.flatMap(({ rows }) => [...rows]),
      unfitting: read.flatMap(({ unfitting }) => unfitting.slice(0, input.limit)),
      tokens: [...names].map(([token, { name, levels: at }]) => ({
        token,
        name,
        levels: [...at],
        ...commonOf(
          read.filter((_, index) => levelTokens(levels[index]?.[1] ?? []).includes(token)),
          token,
        ),
      })),
      identity: await identityOf(asked, context),
      notes: [...sampleNote(freshness), ...namingNotes(asked, names)],
      freshness,
    }
  },
  present: presentNaming,
})
