import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { importFile, restoreOriginal, StatedSettings } from '#ingest/index.ts'
import type { LoadProgress, Warehouse } from '#warehouse/warehouse.ts'
import type { ProjectConfig } from './project-file.ts'
import type { ProjectFolder } from './project-folder.ts'
import { Store } from './store.ts'
import { readSums } from './store-sums.ts'

/** A load as the store holds it beside what its original yields when it is read again. */
export interface ReplayedLoad {
  readonly load: string
  readonly file: string
  readonly outcome: 'same' | 'different' | 'original_missing' | 'refused'
  readonly detail: string | null
}

interface KeptLoad {
  readonly load: string
  readonly file: string
  readonly contentHash: string
  readonly settings: string
  readonly rows: number
}

async function keptLoads(warehouse: Warehouse): Promise<readonly KeptLoad[]> {
  const { rows } = await warehouse.query(
    `SELECT load::VARCHAR AS load, file_name, content_hash, settings, rows_stored::DOUBLE AS n FROM load
     WHERE undone_at IS NULL ORDER BY load`,
  )
  return rows.map((row) => ({
    load: String(row.load),
    file: String(row.file_name),
    contentHash: String(row.content_hash),
    settings: String(row.settings),
    rows: Number(row.n),
  }))
}

/**
 * Reads every kept original again into a database beside the project's, in the order it was loaded, and
 * compares: rows, sums by day and texts of the whole store.
 */
export async function rebuildStore(
  own: Store,
  folder: ProjectFolder,
  config: ProjectConfig,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: LoadProgress },
): Promise<{ readonly loads: readonly ReplayedLoad[]; readonly same: boolean; readonly touches: number }> {
  const draft = join(folder.scratch, 'replay')
  await rm(draft, { recursive: true, force: true })
  await mkdir(join(draft, 'scratch'), { recursive: true })
  const files = {
    database: join(draft, 'warehouse.duckdb'),
    landing: folder.landing,
    scratch: join(draft, 'scratch'),
    spill: join(draft, 'scratch', 'spill'),
  }
  // Beside the project's own store, whatever that is, so that the two can be compared.
  const fresh = await Store.open(files, { ...config, warehouse: 'duckdb' }, null)
  const loads: ReplayedLoad[] = []
  const done = new Set<string>()
  let touches = 0
  try {
    const all = await keptLoads(own.warehouse)
    let rows = 0
    for (const [index, kept] of all.entries()) {
      signal?.throwIfAborted()
      const { load, file, contentHash } = kept
      const place = `${contentHash} ${kept.settings}`
      if (done.has(place)) continue
      done.add(place)
      const [name = file] = file.split(' › ')
      const path = join(files.scratch, `${contentHash}-original`)
      if (!(await restoreOriginal(folder.landing, contentHash, path))) {
        loads.push({ load, file, outcome: 'original_missing', detail: 'its original is not kept or damaged' })
        continue
      }
      const reports = await importFile(
        { path, name, keptAs: contentHash },
        { ...StatedSettings.parse(JSON.parse(kept.settings)), savedMappings: [] },
        {
          warehouse: fresh.warehouse,
          scratch: files.scratch,
          landing: folder.landing,
          identifierKey: '',
          currency: config.currency ?? null,
          timezone: config.timezone,
        },
        {
          commit: true,
          ...(signal === undefined ? {} : { signal }),
          onProgress: (now) =>
            onProgress?.({ fraction: (index + now.fraction) / all.length, rows: rows + now.rows }),
          onRead: async (plan) => {
            if (plan.touch === null) return
            for (const one of all)
              if (
                one.file === plan.fileName &&
                one.contentHash === contentHash &&
                one.settings === kept.settings
              )
                touches += await own.warehouse.fillTouches(plan, Number(one.load))
          },
        },
      )
      await rm(path, { force: true })
      rows += kept.rows
      const refused = reports.find(({ status }) => status !== 'stored' && status !== 'unchanged')
      loads.push({
        load,
        file: name,
        outcome: refused ? 'refused' : 'same',
        detail: refused?.refusal?.message ?? null,
      })
    }
    const same =
      loads.every(({ outcome }) => outcome === 'same') &&
      (await readSums(own.warehouse)).text === (await readSums(fresh.warehouse)).text
    return { loads, same, touches }
  } finally {
    await fresh.close()
    await rm(draft, { recursive: true, force: true })
  }
}
