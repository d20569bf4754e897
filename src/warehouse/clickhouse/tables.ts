import { DIMENSION_NAMES, ENTITY_LEVELS } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES, DELIVERY_MEASURES } from '#schema/measure.ts'
import { TOUCH_TEXTS, TOUCH_TIMES } from '../load-plan.ts'

/** Columns of a table, each with its type. */
export type Columns = Readonly<Record<string, string>>

const TEXT = 'Nullable(String)'
const MONEY = 'Nullable(Decimal(18, 6))'
const NUMBER = 'Nullable(Float64)'

const MEASURES: Columns = Object.fromEntries(
  Object.entries(DELIVERY_MEASURES).map(([name, { unit }]) => [name, unit === 'money' ? MONEY : NUMBER]),
)

const FACT: Columns = {
  load: 'Int32',
  day: 'Nullable(Date)',
  member: 'UInt64',
  ...MEASURES,
  kind: 'Nullable(Int16)',
  count: NUMBER,
  value: MONEY,
}

/** Sums of money need more digits. */
const SUMS: Columns = Object.fromEntries(
  Object.entries({ ...MEASURES, count: NUMBER, value: MONEY }).map(([name, type]) => [
    name,
    type.replace('18', '38'),
  ]),
)

const SLICE: Columns = {
  load: 'Int32',
  slice: 'UInt64',
  network: TEXT,
  account: TEXT,
  app: TEXT,
  os: TEXT,
  campaign: TEXT,
  day: 'Nullable(Date)',
  period_start: TEXT,
  period_end: TEXT,
  kind: 'Nullable(Int16)',
  rows: 'Int64',
  ...SUMS,
}

const TOUCH: Columns = {
  load: 'Int32',
  day: 'Nullable(Date)',
  member: 'UInt64',
  event: 'String',
  ...Object.fromEntries(TOUCH_TIMES.map((name) => [name, "Nullable(DateTime64(6, 'UTC'))"])),
  ...Object.fromEntries(TOUCH_TEXTS.map((name) => [name, TEXT])),
  contributors: 'Array(String)',
  validity: 'String',
  slice: 'UInt64',
}

/** What belongs to one load and never changes: it counts from the moment the load is published. */
export const LANDED = {
  load: {
    load: 'Int32',
    source: 'String',
    layout: TEXT,
    report: 'String',
    file_name: TEXT,
    content_hash: 'String',
    settings_hash: 'String',
    settings: 'String',
    delivery_basis: 'String',
    zone: TEXT,
    zone_from: 'String',
    observed_at: 'DateTime64(6)',
    loaded_at: 'Nullable(DateTime64(6))',
    day_from: 'Nullable(Date)',
    day_to: 'Nullable(Date)',
    dateless: 'Bool',
    period_from: 'Nullable(Date)',
    period_to: 'Nullable(Date)',
    partial: 'Bool',
    dimensions: 'String',
    measures: 'String',
    rows_stored: 'Int64',
    rows_quarantined: 'Int64',
  },
  load_kind: { load: 'Int32', kind: 'Int16' },
  member: {
    member: 'UInt64',
    load: 'Int32',
    ...Object.fromEntries(DIMENSION_NAMES.map((name) => [name, TEXT])),
    currency: TEXT,
    period_start: TEXT,
    period_end: TEXT,
    tags: 'Map(String, String)',
    attributes: 'Map(String, String)',
  },
  fact: { ...FACT, slice: 'UInt64' },
  touch: TOUCH,
  slice: SLICE,
  /** Which load took the place of a slice of another. */
  replacement: { slice: 'UInt64', load: 'Int32', replaced_by: 'Int32' },
  quarantine: { load: 'Int32', row: 'Int64', column_name: TEXT, value: TEXT, reason: 'String' },
  stated_total: { load: 'Int32', row: 'Int32', field: 'String', amount: 'Float64' },
} as const satisfies Record<string, Columns>

/** Facts summed by creative, and what each roll-up sums: a load, without what these loads replaced of it. */
export const ROLLED = {
  fact: { roll: 'UInt64', ...FACT, ...SUMS },
  roll: { roll: 'UInt64', load: 'Int32', replaced_by: 'Array(Int32)' },
} as const satisfies Record<string, Columns>

/** What is derived from landed rows or settings, written anew as a whole; the newest published version counts. */
export const DERIVED = {
  outcome_kind: {
    kind: 'Int16',
    event: 'String',
    counting: 'String',
    basis: 'String',
    attribution: 'String',
    date_basis: 'String',
    attribution_window: TEXT,
    cohort_day: 'Nullable(Int32)',
    validity: 'String',
  },
  app_name: { name: 'String', app: 'String' },
  network_name: { name: 'String', network: 'String', label: 'String' },
  source_profile: {
    source: 'String',
    label: 'String',
    kind: 'String',
    network: TEXT,
    refetch_days: 'Int32',
  },
  identity: {
    member: 'UInt64',
    network: TEXT,
    ...Object.fromEntries(ENTITY_LEVELS.map((level) => [level, TEXT])),
    named_creative: TEXT,
    app: TEXT,
  },
  name_token: { level: 'String', network: 'String', key: 'String', token: 'String', value: TEXT },
  entity: {
    level: 'String',
    key: 'String',
    network: TEXT,
    id: TEXT,
    name: TEXT,
    parent: TEXT,
    names: TEXT,
    status: TEXT,
    budget: TEXT,
    bid: TEXT,
    launched: 'Nullable(Date)',
    last_delivery: 'Nullable(Date)',
    asset_url: TEXT,
  },
  delivered: {
    load: 'Int32',
    member: 'UInt64',
    first_day: 'Nullable(Date)',
    last_day: 'Nullable(Date)',
  },
  creative_decision: { key: 'String', merged: TEXT, name: TEXT },
  object_decision: { level: 'String', key: 'String', merged: 'String', name: TEXT },
  creative_tag: { key: 'String', tag: 'String', value: TEXT },
  derivation: { mark: 'String' },
  currency_rate: { day: 'Date', currency: 'String', rate: 'Float64' },
  delay_curve: {
    data_version: 'String',
    evidence: 'String',
    source: 'String',
    network: TEXT,
    field: 'String',
    age: 'Int32',
    share: 'Float64',
    log_variance: 'Float64',
    dispersion: 'Float64',
    days: 'Int32',
    conversions: 'Float64',
    too_little: TEXT,
  },
} as const satisfies Record<string, Columns>

export type DerivedTable = keyof typeof DERIVED

export const DERIVED_TABLES: readonly DerivedTable[] = Object.keys(DERIVED).filter(isDerived)

/** Columns of a fact as every store has them. */
export const FACT_COLUMNS: readonly string[] = Object.keys(FACT)

/** Sums that are kept beside each slice. */
export const SLICE_SUMS: readonly string[] = [...DELIVERY_MEASURE_NAMES, 'count', 'value']

export function isDerived(name: string): name is DerivedTable {
  return Object.hasOwn(DERIVED, name)
}
