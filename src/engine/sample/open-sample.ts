import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImportSettings, importFile } from '#ingest/index.ts'
import { simulateStudio } from '#sample/studio/simulate-studio.ts'
import { upworthyDelivery, upworthyOutcomes } from '#sample/upworthy/upworthy-rows.ts'
import type { Basis } from '#schema/basis.ts'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { DeliveryRow, OutcomeRow } from '#schema/row.ts'
import { ProjectConfig } from '../project-file.ts'
import { Store, type StoreFiles } from '../store.ts'
import { writeRows } from './write-rows.ts'

export const SAMPLES = ['studio', 'upworthy'] as const
export type SampleName = (typeof SAMPLES)[number]

const LABELS = {
  studio: 'Simulated studio: invented by a documented simulator, no real campaign',
  upworthy: 'Upworthy Research Archive: real randomised headline tests, 2013–2015 (CC BY 4.0)',
} as const

/** Changes when the sample has to be built anew. */
const SAMPLE_VERSION = '1'
const LAST_DAY = '2026-10-31'

const TIME = ['day', 'period_start', 'period_end'] as const
const DELIVERY_COLUMNS = [...TIME, ...DIMENSION_NAMES, 'currency', ...DELIVERY_MEASURE_NAMES] as const
const OUTCOME_COLUMNS = [...TIME, ...DIMENSION_NAMES, 'currency', 'event', 'count', 'value'] as const

interface SampleTable {
  readonly source: string
  readonly name: string
  readonly basis: Basis
  readonly zone: string
  readonly rows:
    | { readonly kind: 'delivery'; readonly rows: Iterable<DeliveryRow> }
    | { readonly kind: 'outcome'; readonly rows: Iterable<OutcomeRow> }
}

function* accepted(rows: Iterable<OutcomeRow>): Generator<OutcomeRow> {
  for (const row of rows) if (row.validity === 'accepted') yield row
}

function studioTables(): readonly SampleTable[] {
  const { networks, mmp } = simulateStudio({ lastDay: LAST_DAY })
  return [
    ...networks.flatMap(({ source, zone, delivery, outcomes }): SampleTable[] => [
      {
        source,
        zone,
        name: `${source} delivery`,
        basis: 'network',
        rows: { kind: 'delivery', rows: delivery },
      },
      {
        source,
        zone,
        name: `${source} claimed installs`,
        basis: 'network',
        rows: { kind: 'outcome', rows: outcomes },
      },
    ]),
    {
      source: mmp.source,
      zone: mmp.zone,
      name: `${mmp.source} installs and purchases`,
      basis: 'mmp',
      rows: { kind: 'outcome', rows: accepted(mmp.outcomes) },
    },
  ]
}

function upworthyTables(): readonly SampleTable[] {
  const common = { source: 'upworthy', zone: 'UTC', basis: 'own' } as const
  return [
    { ...common, name: 'Upworthy impressions', rows: { kind: 'delivery', rows: upworthyDelivery() } },
    { ...common, name: 'Upworthy clicks', rows: { kind: 'outcome', rows: upworthyOutcomes() } },
  ]
}

function configOf(name: SampleName): ProjectConfig {
  return ProjectConfig.parse(
    name === 'studio'
      ? { name: 'Simulated studio', currency: 'USD', rates: { EUR: 1 / 0.92 } }
      : { name: 'Upworthy Research Archive', currency: 'USD', event: 'click' },
  )
}

/** Field name → header of the files the sample is written to: every column under its own name. */
function mappingOf({ rows }: SampleTable): Readonly<Record<string, string>> {
  const own = (columns: readonly string[]) => Object.fromEntries(columns.map((column) => [column, column]))
  if (rows.kind === 'delivery') return own(DELIVERY_COLUMNS)
  const { event: _event, count: _count, value: _value, ...rest } = own(OUTCOME_COLUMNS)
  return { ...rest, event_name: 'event', event_value: 'value', 'event.counted': 'count' }
}

async function writeTable(path: string, { rows }: SampleTable): Promise<void> {
  if (rows.kind === 'delivery')
    await writeRows(path, DELIVERY_COLUMNS, rows.rows, (row, column) => row[column])
  else await writeRows(path, OUTCOME_COLUMNS, rows.rows, (row, column) => row[column])
}

async function build(name: SampleName, files: StoreFiles): Promise<void> {
  const config = configOf(name)
  const store = await Store.open(files, config, LABELS[name])
  try {
    for (const table of name === 'studio' ? studioTables() : upworthyTables()) {
      const path = join(files.scratch, 'sample.csv')
      await writeTable(path, table)
      const settings: ImportSettings = {
        source: table.source,
        map: mappingOf(table),
        set: { zone: table.zone },
        basis: table.basis,
        layout: 'simulated',
        savedMappings: [],
      }
      const context = {
        warehouse: store.warehouse,
        scratch: files.scratch,
        landing: files.landing,
        identifierKey: 'sample',
        currency: config.currency ?? null,
        timezone: config.timezone,
      }
      const reports = await importFile({ path, name: table.name }, settings, context, { commit: true })
      const bad = reports.find(({ status }) => status !== 'stored')
      if (bad) throw new PermilleError('internal', `the sample could not be built: ${bad.refusal?.message}`)
      await rm(path)
    }
    await store.refresh()
  } finally {
    await store.close()
  }
}

function filesIn(folder: string): StoreFiles {
  const scratch = join(folder, 'scratch')
  return {
    database: join(folder, 'warehouse.duckdb'),
    landing: join(folder, 'landing'),
    scratch,
    spill: join(scratch, 'spill'),
  }
}

/** The rows of a sample, built into a folder of its own the first time they are asked for. */
export async function openSample(name: SampleName, folder: string): Promise<Store> {
  const target = `${folder}-${SAMPLE_VERSION}`
  const built = await access(target).then(
    () => true,
    () => false,
  )
  if (!built) {
    const draft = `${target}.draft`
    await rm(draft, { recursive: true, force: true })
    const files = filesIn(draft)
    await mkdir(files.scratch, { recursive: true })
    await build(name, files)
    await rename(draft, target)
  }
  return Store.open(filesIn(target), configOf(name), LABELS[name])
}
