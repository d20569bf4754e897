import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { DEFAULT_EXPORT, writeExport } from './make-export.ts'

/** A file of a studio, and what the command line has to be told about it. */
export interface StudioFile {
  readonly path: string
  readonly flags: readonly string[]
}

const NETWORKS = [
  { network: 'Unity Ads', partner: 'unity' },
  { network: 'AppLovin', partner: 'applovin' },
  { network: 'Mintegral', partner: 'mintegral' },
  { network: 'ironSource', partner: 'ironsource' },
] as const

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * Writes the exports of four networks and of the MMP that counts their installs: half of the rows deliver,
 * half are outcomes at the same grain. The creatives are the same on all networks.
 */
export async function writeStudio(
  folder: string,
  rows: number,
  creatives = DEFAULT_EXPORT.creatives,
): Promise<readonly StudioFile[]> {
  const perNetwork = Math.round(rows / 2 / NETWORKS.length)
  const files: StudioFile[] = []
  for (const { network, partner } of NETWORKS) {
    const path = join(folder, `${partner}.csv`)
    await writeExport(path, { ...DEFAULT_EXPORT, rows: perNetwork, creatives, seed: partner })
    files.push({ path, flags: ['--set', `network=${network}`] })
  }
  const mmp = join(folder, 'adjust.csv')
  const selects = NETWORKS.map(
    ({ partner }) => `SELECT left("timestamp", 10) AS day, "target store id" AS app, platform AS os_name,
      country AS country_code, ${literal(partner)} AS partner_name, "campaign name" AS campaign_network,
      "campaign id" AS campaign_id_network, "creative pack name" AS creative_network,
      "creative pack id" AS creative_id_network, installs
    FROM read_csv(${literal(join(folder, `${partner}.csv`))}, all_varchar = true)`,
  )
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('SET preserve_insertion_order = false')
  await connection.run(`COPY (${selects.join(' UNION ALL ')}) TO ${literal(mmp)} (FORMAT csv, HEADER)`)
  connection.closeSync()
  return [...files, { path: mmp, flags: [] }]
}
