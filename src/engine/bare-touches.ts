import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeFile } from '#ingest/decode/decode-file.ts'
import { type HandedFile, type ImportContext, importFile, type StatedSettings } from '#ingest/index.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { ProjectConfig } from './project-file.ts'
import { Store } from './store.ts'

/** Columns of a table of touches, and what each is read as. */
const FIELDS = {
  touch_time: 'touch_time',
  install_time: 'install_time',
  network: 'network',
  site: 'site',
  country: 'country',
  os: 'os',
  device: 'device_model',
} as const
type TouchField = keyof typeof FIELDS
const NEEDED: readonly TouchField[] = ['touch_time', 'install_time', 'network']

export interface BareTouchesOptions {
  /** Header of a field, where it is not the field's own name. */
  readonly map: Readonly<Record<string, string>>
  readonly dateOrder?: 'dmy' | 'mdy'
  readonly onProgress?: LoadProgress
}

/** What was read, and the order of day and month that had to be assumed. */
export interface BareTouches {
  readonly reports: readonly ImportedFile[]
  readonly assumedOrder: 'mdy' | null
}

/** What was read, and how many rows are of each day, oldest first. */
export interface BareLog extends BareTouches {
  readonly days: readonly { readonly day: string; readonly rows: number }[]
}

const plain = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')

function isTouchField(name: string): name is TouchField {
  return name in FIELDS
}

/** The mapping of a table of touches by its own headers; throws with the first column that is missing. */
function mappingOf(name: string, headers: readonly string[], map: Readonly<Record<string, string>>) {
  const unknown = Object.keys(map).find((field) => !isTouchField(field))
  if (unknown !== undefined)
    throw new PermilleError('usage', `unknown field in the mapping: ${unknown}`, {
      remedy: `fields are ${Object.keys(FIELDS).join(', ')}`,
    })
  const found = Object.keys(FIELDS)
    .filter(isTouchField)
    .flatMap((field) => {
      const wanted = map[field] ?? field
      const header = headers.find((each) => each === wanted || plain(each) === plain(wanted))
      if (header === undefined && map[field] !== undefined)
        throw new PermilleError('usage', `the file has no column ${wanted}`, {
          remedy: `its columns are ${headers.join(', ')}`,
        })
      return header === undefined ? [] : [[field, header] as const]
    })
  const missing = NEEDED.filter((field) => !found.some(([known]) => known === field))
  if (missing.length > 0)
    throw new PermilleError('input_refused', `${name} has no column ${missing.join(', ')}`, {
      remedy: `its columns are ${headers.join(', ')}; say which one is meant with --map ${missing[0]}=HEADER`,
    })
  return Object.fromEntries(found.map(([field, header]) => [FIELDS[field], header]))
}

function refusalOf({ refusal, file }: ImportedFile): PermilleError {
  return new PermilleError(
    'input_refused',
    refusal?.message.replace(/\.$/, '') ?? `${file} could not be read as a raw log`,
    { remedy: refusal?.remedy ?? 'it needs the columns touch_time, install_time and network' },
  )
}

/** Order of day and month taken where a log leaves it open: both times are in the same, so delays hardly depend on it. */
const ASSUMED_ORDER = 'mdy'

async function readInto(
  file: HandedFile,
  { map, dateOrder, onProgress }: BareTouchesOptions,
  context: ImportContext,
  store: Store,
): Promise<BareTouches> {
  const options = { commit: true, derive: store.derive, ...(onProgress === undefined ? {} : { onProgress }) }
  const readAs = async (settings: StatedSettings): Promise<BareTouches> => {
    const read = (order: BareTouchesOptions['dateOrder']) =>
      importFile(
        file,
        { ...settings, savedMappings: [], ...(order === undefined ? {} : { dateOrder: order }) },
        context,
        options,
      )
    const reports = await read(dateOrder)
    if (!reports.some(({ refusal }) => refusal?.code === 'ambiguous_dates'))
      return { reports, assumedOrder: null }
    return { reports: await read(ASSUMED_ORDER), assumedOrder: ASSUMED_ORDER }
  }
  const isMapped = Object.keys(map).length > 0
  if (!isMapped) {
    const known = await readAs({ map: {}, set: {} })
    if (known.reports.some(({ status }) => status === 'stored')) return known
    const refused = known.reports.find(({ layout }) => layout !== null)
    if (refused !== undefined) throw refusalOf(refused)
  }
  const mapping = mappingOf(file.name, await headersOf(file, context), map)
  const own = await readAs({ source: 'touches', kind: 'touch', map: mapping, set: {} })
  const failed = own.reports.find(({ status }) => status !== 'stored')
  if (failed !== undefined) throw refusalOf(failed)
  return own
}

async function headersOf(file: HandedFile, context: ImportContext): Promise<readonly string[]> {
  const [table] = await decodeFile(file.path, { name: file.name, scratch: context.scratch })
  return table?.format.headers ?? []
}

/**
 * Hands a raw log to a question as a store of its own that is gone afterwards: an AppsFlyer or Adjust raw log, or a
 * table of touches.
 */
export async function withBareTouches<Answer>(
  file: HandedFile,
  options: BareTouchesOptions,
  ask: (store: Store, read: BareLog) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'permille-'))
  const scratch = join(folder, 'scratch')
  const landing = join(folder, 'landing')
  const config = ProjectConfig.parse({})
  try {
    const store = await Store.open(
      { database: join(folder, 'warehouse.duckdb'), landing, scratch, spill: join(scratch, 'spill') },
      config,
      null,
    )
    try {
      const context: ImportContext = {
        warehouse: store.warehouse,
        scratch,
        landing,
        identifierKey: randomBytes(32).toString('hex'),
        currency: null,
        timezone: config.timezone,
      }
      const read = await readInto(file, options, context, store)
      const { rows } = await store.warehouse.query(
        'SELECT day::VARCHAR AS day, count(*)::DOUBLE AS n FROM landed_touch WHERE day IS NOT NULL GROUP BY day ORDER BY day',
      )
      return await ask(store, {
        ...read,
        days: rows.map(({ day, n }) => ({ day: String(day), rows: Number(n) })),
      })
    } finally {
      await store.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
