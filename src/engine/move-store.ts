import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import type { CopyOptions, CopyOutcome } from '#warehouse/warehouse.ts'
import type { Project } from './project.ts'
import { changeProjectFile } from './project-file.ts'
import { Store } from './store.ts'
import { readSums } from './store-sums.ts'
import { warehouseAddress } from './warehouse-address.ts'

/** Copies the rows of a project into a ClickHouse, compares, and names that in its settings. */
export async function moveStore(
  project: Project,
  to: string,
  options: Omit<CopyOptions, 'derive'>,
): Promise<CopyOutcome & { rows: number; warehouse: string }> {
  const { own, folder, config } = project
  const address = warehouseAddress(to, process.env)
  if (address === null) {
    throw new PermilleError('usage', 'migrate: rows are copied into a ClickHouse only', {
      remedy: 'name one: --to clickhouse://…',
    })
  }
  const scratch = join(folder.scratch, 'migrate')
  await mkdir(scratch, { recursive: true })
  const copied = await own.warehouse.copyTo(address, scratch, { ...options, derive: own.deriveAll })
  const files = { ...folder, spill: join(scratch, 'spill') }
  const moved = await Store.open(files, { ...config, warehouse: to }, null)
  try {
    const [before, after] = [await readSums(own.warehouse), await readSums(moved.warehouse)]
    if (before.text !== after.text) {
      throw new PermilleError(
        'internal',
        'the copy has other sums than the project; permille.yaml is unchanged',
        {
          remedy: 'report this, and drop the new database',
          details: { before: before.text, after: after.text },
        },
      )
    }
    await changeProjectFile(folder.root, { warehouse: to })
    return { ...copied, rows: before.facts, warehouse: to }
  } finally {
    await moved.close()
  }
}
