import type { AssetLink } from './asset-links.ts'

/** A creative by all the names and ids it has. */
export interface KnownCreative {
  readonly key: string
  readonly names: readonly string[]
  readonly ids: readonly string[]
}

/** Names shorter than this, at the beginning of a longer one, may be chance. */
const LEAST_LETTERS = 4
const LEAST_ID = 6

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const plain = (text: string) => words(text).join(' ')

function stemOf(file: string): string {
  const name = file.split(/[/\\]/).at(-1) ?? file
  return name.replace(/\.[a-z0-9]{2,5}$/i, '')
}

/** Which creatives a file is of by its name: an id in it, else its whole name, else the longest name it begins with. */
export function fileMatcher(
  creatives: readonly KnownCreative[],
): (file: string) => readonly Pick<AssetLink, 'creative' | 'how'>[] {
  const byId = new Map<string, Set<string>>()
  const byName = new Map<string, Set<string>>()
  const put = (index: Map<string, Set<string>>, text: string, key: string) =>
    index.set(text, (index.get(text) ?? new Set()).add(key))
  for (const { key, names, ids } of creatives) {
    for (const id of ids) if (id.length >= LEAST_ID) put(byId, id.toLowerCase(), key)
    for (const name of [key, ...names]) if (plain(name) !== '') put(byName, plain(name), key)
  }
  return (file) => {
    const parts = words(stemOf(file))
    const ids = new Set([
      stemOf(file).toLowerCase(),
      ...stemOf(file)
        .toLowerCase()
        .split(/[_\s.]+/),
      ...parts,
    ])
    const found = [...ids].flatMap((id) => [...(byId.get(id) ?? [])])
    if (found.length > 0) return [...new Set(found)].map((creative) => ({ creative, how: 'id' as const }))
    for (let length = parts.length; length > 0; length -= 1) {
      const name = parts.slice(0, length).join(' ')
      if (length < parts.length && name.length < LEAST_LETTERS) break
      const own = byName.get(name)
      // A beginning that several creatives share tells none.
      if (own !== undefined && (length === parts.length || own.size === 1)) {
        return [...own].map((creative) => ({ creative, how: 'name' as const }))
      }
    }
    return []
  }
}
