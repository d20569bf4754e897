import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { FLEETING_FILE } from '#connectors/kit/fleeting-file.ts'
import { type Json, type JsonObject, rowsAt, textAt } from '#connectors/kit/json.ts'
import type { ApiRequest } from '#connectors/kit/request.ts'
import type { Enrichment, SliceContext } from '#connectors/kit/stream.ts'

/** A request of the API; lists are written as JSON. */
export function ask(version: string, path: string, query: NonNullable<ApiRequest['query']>): ApiRequest {
  return { url: `https://business-api.tiktok.com/open_api/${version}/${path}/`, query, lists: 'json' }
}

const listed = (request: ApiRequest, cells: (row: JsonObject) => Cells = cellsOf) => ({
  kind: 'pages' as const,
  request,
  paging: { kind: 'none' as const },
  decode: {
    kind: 'json' as const,
    rows: (json: Json) => rowsAt(json, 'data', 'list'),
    cells,
  },
})

function firstImage(ad: JsonObject): string | null {
  const images = ad.image_ids
  return Array.isArray(images) && typeof images[0] === 'string' ? images[0] : null
}

const STATES: Readonly<Record<string, string>> = { ENABLE: 'enabled', DISABLE: 'disabled' }

function adColumns(ad: JsonObject): Cells {
  const video = textAt(ad, 'video_id') || null
  const image = video === null ? firstImage(ad) : null
  return {
    id: textAt(ad, 'ad_id'),
    video_id: video,
    image_id: image,
    // One file in many ads is one creative.
    creative_id: video ?? image,
    format: textAt(ad, 'ad_format'),
    status: STATES[textAt(ad, 'operation_status') ?? ''] ?? null,
    landing_page: textAt(ad, 'landing_page_url') || null,
  }
}

const ads: Enrichment = {
  id: 'ads',
  key: 'ad_id',
  batch: 100,
  fetch: ({ version, account }: SliceContext, ids) => [
    listed(
      ask(version, 'ad/get', {
        advertiser_id: account.id,
        filtering: JSON.stringify({ ad_ids: ids, primary_status: 'STATUS_ALL' }),
        fields: ['ad_id', 'video_id', 'image_ids', 'ad_format', 'operation_status', 'landing_page_url'],
        page_size: 100,
      }),
      adColumns,
    ),
  ],
  entry: ({ id, ...columns }) => (id ? { id, columns } : null),
}

function files(id: 'video' | 'image', ids: string, address: string): Enrichment {
  return {
    id: `${id}s`,
    key: `${id}_id`,
    batch: 60,
    fetch: ({ version, account }, wanted) => [
      listed(ask(version, `file/${id}/ad/info`, { advertiser_id: account.id, [ids]: wanted })),
    ],
    // The same bytes have the same signature, in every account.
    entry: ({ [`${id}_id`]: file, [address]: url = null, file_name: creative = null, signature = null }) =>
      file ? { id: file, columns: { creative, content_md5: signature, [FLEETING_FILE]: url } } : null,
  }
}

/** Looked up for each ad: its file, then the names of videos and images. Addresses of files end within hours, so they are asked at once. */
export const creativeColumns: readonly Enrichment[] = [
  ads,
  files('video', 'video_ids', 'preview_url'),
  files('image', 'image_ids', 'image_url'),
]
