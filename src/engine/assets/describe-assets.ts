import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import type { Tag } from '#schema/answer/tag-answer.ts'
import { readCreativeParts } from '../creative-parts.ts'
import { creativeLabels } from '../creative-tags/creative-labels.ts'
import type { Project } from '../project.ts'
import type { AssetLink } from './asset-links.ts'

/** Which files are asked for. */
export interface AskedAssets {
  /** Keys of creatives; all files where there are none. */
  readonly creatives: readonly string[]
  readonly type: string | undefined
  /** Numbers of families; all where there are none. */
  readonly families: readonly number[]
  /** Whether only files are asked for that are of no creative. */
  readonly isLoose: boolean
  /** The part of the list that is shown. */
  readonly page: <Row>(rows: readonly Row[]) => readonly Row[]
}

/** Files by when they became known to be of what is asked for, the newest first. */
function newestFirst<File extends { readonly sha256: string }>(
  files: readonly File[],
  links: readonly AssetLink[],
): readonly File[] {
  const places = new Map(links.toReversed().map(({ sha256, at }) => [sha256, at]))
  const since = ({ sha256 }: File) => places.get(sha256) ?? ''
  return files.toSorted((one, other) => (since(one) < since(other) ? 1 : since(one) > since(other) ? -1 : 0))
}

function tagText(tags: readonly Tag[], key: string): string | null {
  const found = tags.find((tag) => tag.key === key)
  return found === undefined ? null : String(found.value)
}

/** Stored files with what they belong to, and what sources name that is not here. */
export async function describeAssets(
  { assets, own }: Project,
  names: ReadonlyMap<string, string>,
  { creatives, type, families: askedFamilies, isLoose, page }: AskedAssets,
): Promise<AssetsAnswer> {
  const { whole, keys, wholes } = await readCreativeParts(own.warehouse)
  const nameOf = (key: string) => names.get(key) ?? names.get(whole(key)) ?? key
  const { family, master } = assets.relations.families()
  const all = assets.links.all()
  const links = Map.groupBy(all, ({ sha256 }) => sha256)
  const wanted = new Set(creatives.flatMap(keys))
  const isWanted = ({ creative }: AssetLink) => wanted.has(creative)
  const files = assets.records.list()
  const asked = files.filter(
    ({ sha256, type: own }) =>
      (wanted.size === 0 || (links.get(sha256) ?? []).some(isWanted)) &&
      (!isLoose || !links.has(sha256)) &&
      (type === undefined || own === type) &&
      (askedFamilies.length === 0 || askedFamilies.includes(family.get(sha256) ?? 0)),
  )
  const shown = page(wanted.size === 0 ? asked : newestFirst(asked, all.filter(isWanted)))
  const known = assets.records.read(shown.map(({ sha256 }) => sha256))
  const missing = (await assets.addresses.stated()).filter(
    ({ creative, known: tried }) =>
      (tried?.sha256 ?? null) === null && (wanted.size === 0 || wanted.has(creative)),
  )
  const pictured = new Set(files.flatMap(({ sha256, hasThumbnail }) => (hasThumbnail ? [sha256] : [])))
  const pictures = new Map<string, string>()
  for (const { sha256, creative } of all) {
    const key = whole(creative)
    if (pictured.has(sha256) && !pictures.has(key)) pictures.set(key, sha256)
  }
  const labels = await creativeLabels(own.warehouse, whole)
  const linked = new Set(all.map(({ creative }) => whole(creative)))
  const listed = new Set(shown.map(({ sha256 }) => sha256))
  const reader = assets.reader.version
  return {
    assets: shown.flatMap(({ sha256 }): readonly AssetRow[] => {
      const asset = known.get(sha256)
      if (asset === undefined) return []
      const { reader: _reader, tags, ...told } = asset
      return [
        {
          ...told,
          family: family.get(sha256) ?? null,
          master: master.get(sha256) ?? null,
          traits: { language: tagText(tags, 'language'), endCard: tagText(tags, 'end_card') },
          tags: tags.length,
          creatives: (links.get(sha256) ?? []).map(({ creative, how, at }) => ({
            ...{ key: whole(creative), part: creative, name: nameOf(creative), how, at },
          })),
        },
      ]
    }),
    total: files.length,
    unread: files.filter((file) => file.reader !== reader).length,
    covered: [...linked].filter((key) => wholes.has(key)).length,
    creatives: wholes.size,
    thumbnails: [...pictures].map(([creative, sha256]) => ({ creative, sha256 })),
    labels: [...labels].map(([creative, values]) => ({ creative, values: [...values] })),
    missing: missing.map(({ creative, url, known: tried }) => ({
      ...{ creative, name: nameOf(creative), reason: tried?.reason ?? null, at: tried?.at ?? null },
      host: URL.canParse(url) ? new URL(url).host : '',
    })),
    changes: assets.links
      .changes()
      .filter(({ sha256, creative }) => listed.has(sha256) || wanted.has(creative)),
  }
}
