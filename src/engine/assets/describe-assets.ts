import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import type { Project } from '../project.ts'
import { familiesOf } from './families.ts'

/** Which files are asked for. */
export interface AskedAssets {
  /** Keys of creatives; all files where there are none. */
  readonly creatives: readonly string[]
  readonly type: string | undefined
  /** Numbers of families; all where there are none. */
  readonly families: readonly number[]
}

/** Stored files with what they belong to, and what sources name that is not here. */
export async function describeAssets(
  { assets, own, tags }: Project,
  names: ReadonlyMap<string, string>,
  { creatives, type, families: askedFamilies }: AskedAssets,
): Promise<AssetsAnswer> {
  const { rows } = await own.warehouse.query(
    `SELECT DISTINCT i.named_creative AS part, i.creative AS whole FROM identity i
    WHERE i.named_creative IS NOT NULL AND i.creative IS NOT NULL`,
  )
  const wholes = new Map(rows.map(({ part, whole }) => [String(part), String(whole)]))
  const nameOf = (key: string) => names.get(key) ?? names.get(wholes.get(key) ?? '') ?? key
  const families = familiesOf(assets.records.relations())
  const links = Map.groupBy(assets.records.links(), ({ sha256 }) => sha256)
  const partsOf = await tags.parts()
  const wanted = new Set(creatives.flatMap(partsOf))
  const all = assets.records.all()
  const reader = assets.readerVersion
  const asked = all.filter(
    ({ sha256, facts }) =>
      (wanted.size === 0 || (links.get(sha256) ?? []).some(({ creative }) => wanted.has(creative))) &&
      (type === undefined || facts?.type === type) &&
      (askedFamilies.length === 0 || askedFamilies.includes(families.get(sha256) ?? 0)),
  )
  const missing = (await assets.toFetch()).filter(
    ({ creative, known }) => (known?.sha256 ?? null) === null && (wanted.size === 0 || wanted.has(creative)),
  )
  const pictures = new Map<string, string>()
  for (const { sha256, previews } of all) {
    if (!previews.includes('thumbnail')) continue
    for (const { creative } of links.get(sha256) ?? []) {
      const key = wholes.get(creative) ?? creative
      if (!pictures.has(key)) pictures.set(key, sha256)
    }
  }
  const linked = new Set([...links.values()].flat().map(({ creative }) => wholes.get(creative) ?? creative))
  const known = new Set(wholes.values())
  return {
    assets: asked.map(
      ({ sha256, name, bytes, addedAt, from, facts, previews, tags: own, notComputed }): AssetRow => ({
        ...{
          sha256,
          name,
          bytes,
          addedAt,
          from,
          facts,
          previews,
          notComputed,
          family: families.get(sha256) ?? null,
        },
        tags: own.length,
        creatives: (links.get(sha256) ?? []).map(({ creative, how }) => ({
          ...{ key: wholes.get(creative) ?? creative, name: nameOf(creative), how },
        })),
      }),
    ),
    total: all.length,
    unread: all.filter((asset) => asset.reader !== reader).length,
    covered: [...linked].filter((key) => known.has(key)).length,
    creatives: known.size,
    thumbnails: [...pictures].map(([creative, sha256]) => ({ creative, sha256 })),
    missing: missing.map(({ creative, url, known: tried }) => ({
      ...{ creative, name: nameOf(creative), reason: tried?.reason ?? null, at: tried?.at ?? null },
      host: URL.canParse(url) ? new URL(url).host : '',
    })),
  }
}
