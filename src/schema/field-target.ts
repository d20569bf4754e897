import type { Attribution } from './basis.ts'
import {
  type Dimension,
  ENTITY_ATTRIBUTES,
  type EntityAttribute,
  type EntityLevel,
  isDimension,
  isEntityLevel,
} from './dimension.ts'
import { type DeliveryMeasure, isDeliveryMeasure } from './measure.ts'

const TIME_FIELDS = ['day', 'hour', 'period_start', 'period_end'] as const
export type TimeField = (typeof TIME_FIELDS)[number]

const FACT_FIELDS = [
  'currency',
  'zone',
  'event_name',
  'event_value',
  'touch_type',
  'touch_time',
  'event_time',
  'install_time',
  'device_key',
  'address_key',
  'device_model',
  'os_version',
  'contributor',
  'rejection_reason',
  'cohort_day',
  'cohort_day_alone',
] as const
export type FactField = (typeof FACT_FIELDS)[number]

/** What of an event is counted. */
interface CountedEvent {
  readonly event: string
  readonly part: 'every' | 'unique' | 'value'
  /** Days after the install the number belongs to (`value.revenue.d7`); `null` for one that is not told so. */
  readonly cohortDay: number | null
  /** Which touch earned it; `all` where that is not told apart. */
  readonly attribution: Attribution
}

/** What a column of a file means, in the words a mapping uses (`--map impressions=Displays`). */
export type FieldTarget =
  | { kind: 'time'; field: TimeField }
  | { kind: 'dimension'; dimension: Dimension }
  | { kind: 'tag'; tag: string }
  | { kind: 'delivery'; measure: DeliveryMeasure }
  | ({ kind: 'event' } & CountedEvent)
  | { kind: 'fact'; field: FactField }
  /** Of the object a row is about (`status`), or of one of its levels (`status.campaign`). */
  | { kind: 'attribute'; attribute: EntityAttribute; level: EntityLevel | null }

const SHORTHANDS: Readonly<Record<string, string>> = {
  date: 'day',
  installs: 'event.install',
  conversions: 'event.conversion',
  revenue: 'value.revenue',
  cost: 'spend',
}

const COHORT_SUFFIX = /^(?<event>.+)\.d(?<day>0|[1-9]\d{0,2})$/

const COUNTED = { part: 'every', attribution: 'all' } as const
const PREFIXES = {
  event: COUNTED,
  unique: { part: 'unique', attribution: 'all' },
  value: { part: 'value', attribution: 'all' },
  click: { ...COUNTED, attribution: 'click' },
  view: { ...COUNTED, attribution: 'view' },
} as const

function isPrefix(text: string): text is keyof typeof PREFIXES {
  return Object.hasOwn(PREFIXES, text)
}

/** The meaning a field name stands for, or `null` when nothing is called that. */
export function parseFieldTarget(name: string): FieldTarget | null {
  const canonical = (Object.hasOwn(SHORTHANDS, name) ? SHORTHANDS[name] : undefined) ?? name
  const time = TIME_FIELDS.find((field) => field === canonical)
  if (time) return { kind: 'time', field: time }
  if (isDimension(canonical)) return { kind: 'dimension', dimension: canonical }
  if (isDeliveryMeasure(canonical)) return { kind: 'delivery', measure: canonical }
  const fact = FACT_FIELDS.find((field) => field === canonical)
  if (fact) return { kind: 'fact', field: fact }
  const [prefix, ...rest] = canonical.split('.')
  const detail = rest.join('.')
  const attribute = ENTITY_ATTRIBUTES.find((known) => known === prefix)
  if (attribute !== undefined && detail === '') return { kind: 'attribute', attribute, level: null }
  if (attribute !== undefined && isEntityLevel(detail)) return { kind: 'attribute', attribute, level: detail }
  if (prefix === undefined || detail === '') return null
  if (prefix === 'tag') return { kind: 'tag', tag: detail }
  if (isPrefix(prefix)) {
    const cohort = COHORT_SUFFIX.exec(detail)?.groups
    return {
      kind: 'event',
      event: cohort?.event ?? detail,
      cohortDay: cohort?.day === undefined ? null : Number(cohort.day),
      ...PREFIXES[prefix],
    }
  }
  return null
}

/** How the field name of a count of an event begins. */
export function prefixOf({
  part,
  attribution,
}: Pick<CountedEvent, 'part' | 'attribution'>): keyof typeof PREFIXES {
  if (part !== 'every') return part
  return attribution === 'all' ? 'event' : attribution
}

/** The field name of a meaning: the inverse of `parseFieldTarget`. */
export function formatFieldTarget(target: FieldTarget): string {
  switch (target.kind) {
    case 'time':
    case 'fact':
      return target.field
    case 'dimension':
      return target.dimension
    case 'tag':
      return `tag.${target.tag}`
    case 'delivery':
      return target.measure
    case 'attribute':
      return target.level === null ? target.attribute : `${target.attribute}.${target.level}`
    case 'event':
      return `${prefixOf(target)}.${target.event}${target.cohortDay === null ? '' : `.d${target.cohortDay}`}`
  }
}
