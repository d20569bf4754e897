import type { Cells } from '#connectors/kit/cells.ts'
import type { Postback } from './postback.ts'

const COUNTS = [
  'skan_installs',
  'skan_redownloads',
  'skan_reengagements',
  'skan_postbacks',
  'skan_lost',
] as const

const INSTALL_COUNTS = {
  download: 'skan_installs',
  redownload: 'skan_redownloads',
  're-engagement': 'skan_reengagements',
} as const

/** What a postback counts as: its conversion in the first window only, since the later ones tell of it again. */
function countsOf({ didWin, window, conversion }: Postback): readonly (typeof COUNTS)[number][] {
  if (!didWin) return ['skan_lost']
  return window === 0 ? ['skan_postbacks', INSTALL_COUNTS[conversion]] : ['skan_postbacks']
}

/** Postbacks that arrived on a day as rows, those alike counted together. Ones made to try things out count nothing. */
export function postbackRows(day: string, postbacks: readonly Postback[]): readonly Cells[] {
  const rows = new Map<string, { cells: Cells; counts: Map<string, number> }>()
  for (const postback of postbacks) {
    if (!postback.isProduction) continue
    const cells: Cells = {
      day,
      'ad network': postback.network,
      app: postback.app,
      'source identifier': postback.sourceIdentifier,
      source: postback.source,
      country: postback.country,
      window: String(postback.window + 1),
      'conversion value': postback.value,
      touch: postback.touch,
    }
    const key = JSON.stringify(cells)
    const row = rows.get(key) ?? { cells, counts: new Map() }
    for (const count of countsOf(postback)) row.counts.set(count, (row.counts.get(count) ?? 0) + 1)
    rows.set(key, row)
  }
  return [...rows.values()].map(({ cells, counts }) => ({
    ...cells,
    ...Object.fromEntries(COUNTS.map((count) => [count, String(counts.get(count) ?? 0)])),
  }))
}
