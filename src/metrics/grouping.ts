import {
  DIMENSION_NAMES,
  DIMENSIONS,
  ENTITY_TRAITS,
  type EntityLevel,
  type EntityTrait,
  isDimension,
  isEntityLevel,
  isEntityTrait,
} from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { ROLLED_DIMENSIONS } from '#warehouse/rolled-dimensions.ts'

/** A part of names, or a tag of creatives, that rows can be grouped and filtered by. */
export interface NameToken {
  /** Who tells it: names by the naming convention, or the creatives' files and people. */
  readonly from: 'names' | 'tags'
  /** Levels whose names or tags tell it, finest first. */
  readonly levels: readonly EntityLevel[]
  /** What it is asked for with: itself, or `name.TOKEN` where a dimension or metric is called so. */
  readonly name: string
}

export type NameTokens = ReadonlyMap<string, NameToken>

/** Something rows can be grouped or filtered by, and which landed columns it needs. */
export type Grouping =
  | { readonly kind: 'entity'; readonly name: EntityLevel; readonly label: string }
  | { readonly kind: 'network'; readonly name: 'network'; readonly label: string }
  | { readonly kind: 'app'; readonly name: 'app'; readonly label: string }
  | {
      readonly kind: 'trait'
      readonly name: string
      readonly trait: EntityTrait
      readonly level: EntityLevel
      readonly label: string
    }
  | { readonly kind: 'column'; readonly name: string; readonly label: string }
  | { readonly kind: 'tag'; readonly name: string; readonly tag: string; readonly label: string }
  | {
      readonly kind: 'token'
      readonly name: string
      readonly token: string
      readonly from: NameToken['from']
      readonly levels: readonly EntityLevel[]
      readonly label: string
    }
  | { readonly kind: 'time'; readonly name: 'day' | 'week' | 'month'; readonly label: string }

const TIME_LABELS = { day: 'Day', week: 'Week', month: 'Month' } as const

/** Every name rows can be grouped or filtered by, beside tags. */
export const GROUPING_NAMES: readonly string[] = [
  ...DIMENSION_NAMES,
  ...Object.keys(ENTITY_TRAITS),
  ...Object.keys(TIME_LABELS),
]

const NO_TOKENS: NameTokens = new Map()
const TOKEN = 'name.'

const TAG = 'tag.'

const isTag = (name: string) => name.startsWith(TAG) && name.length > TAG.length

/** The level and the trait of `campaign.status`; `null` for a name of another form. */
function levelTrait(name: string): { readonly level: EntityLevel; readonly trait: EntityTrait } | null {
  const [level = '', trait = '', ...rest] = name.split('.')
  return rest.length === 0 && isEntityLevel(level) && isEntityTrait(trait) ? { level, trait } : null
}

export function isGroupingName(name: string, tokens: NameTokens = NO_TOKENS): boolean {
  return (
    GROUPING_NAMES.includes(name) ||
    isTag(name) ||
    levelTrait(name) !== null ||
    findToken(name, tokens) !== null
  )
}

/** Every name rows can be grouped or filtered by, those of the naming convention and of tags among them. */
export function groupingWords(tokens: NameTokens = NO_TOKENS): readonly string[] {
  return [...GROUPING_NAMES, ...[...tokens.values()].map(({ name }) => name)]
}

function findToken(name: string, tokens: NameTokens): Grouping | null {
  const token = name.startsWith(TOKEN) ? name.slice(TOKEN.length) : name
  const found = tokens.get(token)
  if (found === undefined || (token === name && found.name !== name)) return null
  const own = isTag(token) ? token.slice(TAG.length) : token
  const words = own.replaceAll('_', ' ')
  const label = `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
  return { kind: 'token', name, token: own, from: found.from, levels: found.levels, label }
}

/** The grouping a name stands for, a bare `status` being that of `level`; throws `not_found` with the nearest name. */
export function findGrouping(
  name: string,
  tokens: NameTokens = NO_TOKENS,
  level: EntityLevel = 'creative',
): Grouping {
  const own = isEntityTrait(name) ? { level, trait: name } : levelTrait(name)
  if (own !== null) {
    const label = `${name === own.trait ? '' : `${DIMENSIONS[own.level].label} `}${ENTITY_TRAITS[own.trait].label}`
    return { kind: 'trait', name, ...own, label }
  }
  if (name === 'network') return { kind: 'network', name, label: DIMENSIONS.network.label }
  if (name === 'app') return { kind: 'app', name, label: DIMENSIONS.app.label }
  if (isEntityLevel(name)) return { kind: 'entity', name, label: DIMENSIONS[name].label }
  if (isDimension(name)) return { kind: 'column', name, label: DIMENSIONS[name].label }
  const told = findToken(name, tokens)
  if (told !== null) return told
  if (isTag(name)) return { kind: 'tag', name, tag: name.slice(TAG.length), label: name.slice(TAG.length) }
  if (name === 'day' || name === 'week' || name === 'month') {
    return { kind: 'time', name, label: TIME_LABELS[name] }
  }
  const known = groupingWords(tokens)
  const close = nearest(name, known)
  throw new PermilleError(
    'not_found',
    `unknown dimension: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    {
      remedy: `dimensions are ${known.join(', ')}, LEVEL.status and tag.NAME`,
    },
  )
}

function entityColumns(level: EntityLevel): readonly string[] {
  return level === 'creative' ? ['creative', 'creative_id', 'ad', 'ad_id'] : [level, `${level}_id`]
}

/** Landed columns of which a report must carry one to answer by this grouping. */
export function neededColumns(grouping: Grouping): readonly string[] {
  switch (grouping.kind) {
    case 'entity':
      return entityColumns(grouping.name)
    case 'trait':
      return entityColumns(grouping.level)
    case 'token':
      return [...new Set(grouping.levels.flatMap(entityColumns))]
    case 'app':
    case 'column':
    case 'tag':
      return [grouping.name]
    case 'network':
    case 'time':
      return []
  }
}

/** Whether facts summed by creative still tell this. */
export function isRolled(grouping: Grouping): boolean {
  if (grouping.kind === 'tag') return false
  if (grouping.kind === 'time') return true
  if (grouping.kind === 'token')
    return grouping.levels.every((level) => ROLLED_DIMENSIONS.some((name) => name === level))
  const told = grouping.kind === 'trait' ? grouping.level : grouping.name
  return ROLLED_DIMENSIONS.some((name) => name === told)
}

/** Whether a report with these dimensions can be read by this grouping. */
export function carries(dimensions: ReadonlySet<string>, grouping: Grouping): boolean {
  const needed = neededColumns(grouping)
  return needed.length === 0 || needed.some((column) => dimensions.has(column))
}
