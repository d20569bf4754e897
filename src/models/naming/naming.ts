import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { type NamingPattern, type TokenValue, tokensOf } from './naming-pattern.ts'
import { type AllowedValues, parsePattern } from './parse-pattern.ts'

type WrittenPattern = string | { readonly pattern: string; readonly network: string }
type WrittenValues = readonly string[] | Readonly<Record<string, string | readonly string[]>>

/** What `naming` of permille.yaml says. */
export type NamingSettings = {
  readonly [Level in EntityLevel]?: WrittenPattern | readonly WrittenPattern[] | undefined
} & {
  readonly values?: Readonly<Record<string, WrittenValues>> | undefined
  readonly identity?: readonly string[] | undefined
}

/** A pattern with the network whose names it is for. */
export interface LevelPattern {
  readonly pattern: NamingPattern
  /** `null`: names of every network. */
  readonly network: string | null
}

/** How a project builds its names. */
export interface Naming {
  readonly levels: ReadonlyMap<EntityLevel, readonly LevelPattern[]>
  /** Tokens that say which creatives are one; none where that is not asked for. */
  readonly identity: readonly string[]
}

export const NO_NAMING: Naming = { levels: new Map(), identity: [] }

/** The levels a token is read at, finest first: where several tell it, the first answers. */
const FINEST_FIRST = ENTITY_LEVELS.toReversed()

function refuse(message: string, remedy: string): never {
  throw new PermilleError('usage', `permille.yaml: naming: ${message}`, { remedy })
}

function allowedValues(written: NamingSettings['values']): AllowedValues {
  const entries = Object.entries(written ?? {}).map(([token, values]): [string, TokenValue[]] => {
    if (Array.isArray(values)) return [token, values.map((value: string) => ({ value, spellings: [value] }))]
    return [
      token,
      Object.entries(values).map(([value, spellings]) => ({
        value,
        spellings: [value, ...(typeof spellings === 'string' ? [spellings] : spellings)],
      })),
    ]
  })
  for (const [token, values] of entries) {
    const meanings = new Map<string, string>()
    for (const { value, spellings } of values) {
      for (const spelling of spellings.map((one) => one.toLowerCase())) {
        const other = meanings.get(spelling) ?? value
        if (other !== value)
          refuse(
            `values.${token}: ${spelling} means ${other} and ${value}`,
            'let each spelling mean one value',
          )
        meanings.set(spelling, value)
      }
    }
  }
  return new Map(entries)
}

const isSeveral = (
  written: WrittenPattern | readonly WrittenPattern[],
): written is readonly WrittenPattern[] => Array.isArray(written)

function patternsOf(
  written: WrittenPattern | readonly WrittenPattern[] | undefined,
): readonly WrittenPattern[] {
  if (written === undefined) return []
  return isSeveral(written) ? written : [written]
}

/** The tokens of a level, each once, in the order of its patterns. */
export function levelTokens(patterns: readonly LevelPattern[]): readonly string[] {
  return [...new Set(patterns.flatMap(({ pattern }) => tokensOf(pattern.parts).map(({ name }) => name)))]
}

/** Every token, with the levels it is read at, finest first. */
export function tokenLevels({ levels }: Naming): ReadonlyMap<string, readonly EntityLevel[]> {
  const found = new Map<string, EntityLevel[]>()
  for (const level of FINEST_FIRST) {
    for (const token of levelTokens(levels.get(level) ?? []))
      found.set(token, [...(found.get(token) ?? []), level])
  }
  return found
}

function checkKnown(token: string, known: readonly string[], where: string): void {
  if (known.includes(token)) return
  const close = nearest(token, known)
  refuse(
    `${where} names ${token}, which no pattern has${close === null ? '' : ` (did you mean ${close}?)`}`,
    `tokens are ${known.join(', ')}`,
  )
}

/** How a project builds its names; throws a sentence with the pattern, value or token at fault. */
export function readNaming(
  settings: NamingSettings | undefined,
  recognise: (network: string) => string,
): Naming {
  if (settings === undefined) return NO_NAMING
  const allowed = allowedValues(settings.values)
  const levels = new Map<EntityLevel, readonly LevelPattern[]>()
  for (const level of ENTITY_LEVELS) {
    const patterns = patternsOf(settings[level]).map((written) => ({
      pattern: parsePattern(typeof written === 'string' ? written : written.pattern, allowed),
      network: typeof written === 'string' ? null : recognise(written.network),
    }))
    if (patterns.length > 0) levels.set(level, patterns)
  }
  const naming = { levels, identity: settings.identity ?? [] }
  const known = [...tokenLevels(naming).keys()]
  for (const token of allowed.keys()) checkKnown(token, known, 'values')
  const ofCreatives = levelTokens(levels.get('creative') ?? [])
  for (const token of naming.identity) checkKnown(token, ofCreatives, 'identity')
  return naming
}
