import type { Cells } from '#connectors/kit/cells.ts'
import { at, isObject, type JsonObject, textAt } from '#connectors/kit/json.ts'
import type { Enrichment } from '#connectors/kit/stream.ts'

/** The widest of the sizes a Pin's image is kept in. */
function widestImage(media: JsonObject): string | null {
  const images = at(media, 'images')
  const sizes = isObject(images) ? Object.values(images).filter(isObject) : []
  const [widest] = sizes.toSorted((one, other) => Number(other.width ?? 0) - Number(one.width ?? 0))
  return textAt(widest, 'url')
}

function fileOf(pin: JsonObject): Cells {
  const media = isObject(pin.media) ? pin.media : {}
  // A video's address is given to some apps only; its cover to all.
  const file = textAt(media, 'video_url') ?? textAt(media, 'cover_image_url') ?? widestImage(media)
  return { id: textAt(pin, 'id'), file }
}

/** The file of each Pin, which is asked for one by one. */
export const pinMedia: Enrichment = {
  id: 'pins',
  key: 'PIN_ID',
  batch: 1,
  fetch: ({ version }, ids) =>
    ids.map((id) => ({
      kind: 'pages',
      request: { url: `https://api.pinterest.com/${version}/pins/${encodeURIComponent(id)}` },
      paging: { kind: 'none' },
      decode: { kind: 'json', rows: (json) => (isObject(json) ? [json] : null), cells: fileOf },
    })),
  entry: ({ id, file = null }) => (id ? { id, columns: { PIN_FILE: file } } : null),
}
