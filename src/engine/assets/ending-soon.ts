import type { AssetLink } from './asset-links.ts'
import type { FetchedAddress } from './asset-records.ts'
import type { KnownCreative } from './match-file.ts'

/** Addresses of files that end within hours, by the id of the creative. */
export type EndingSoon = ReadonlyMap<string, string>

const AGAIN_AFTER_MS = 20 * 3600 * 1000

/** Whether an address that failed then may be asked again. */
export function isLongAgo(at: string): boolean {
  return Date.now() - Date.parse(at) >= AGAIN_AFTER_MS
}

/** Which of these addresses to ask now: those of creatives without a file. What is written down of one is its host alone. */
export function endingSoon(
  soon: EndingSoon,
  known: {
    readonly creatives: readonly KnownCreative[]
    readonly addresses: readonly FetchedAddress[]
    readonly links: readonly AssetLink[]
  },
) {
  const keys = new Map<string, Set<string>>()
  for (const { key, ids } of known.creatives)
    for (const id of ids) keys.set(id, (keys.get(id) ?? new Set()).add(key))
  const haveFiles = new Set(known.links.flatMap(({ creative, how }) => (how === 'address' ? creative : [])))
  const asked = new Map(known.addresses.map((one) => [`${one.creative}\n${one.address}`, one]))
  return [...soon].flatMap(([id, url]) => {
    const [creative, ...others] = keys.get(id) ?? []
    // An id that several creatives share tells none.
    if (creative === undefined || others.length > 0 || !URL.canParse(url)) return []
    const address = `${new URL(url).host} (a link that ends soon)`
    const last = asked.get(`${creative}\n${address}`) ?? null
    const isRested = last === null || (last.sha256 === null && isLongAgo(last.at))
    return { creative, url, address, known: last, isDue: !haveFiles.has(creative) && isRested }
  })
}
