import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import type { Fetch } from '#connectors/kit/fetch.ts'
import { FLEETING_FILE } from '#connectors/kit/fleeting-file.ts'
import { isObject, type JsonObject, objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import type { Enrichment, SliceContext } from '#connectors/kit/stream.ts'
import { HOST } from './host.ts'

/** Most ids one request may name. */
const IDS = 50

/** Objects by their ids, which Meta answers as members named by them. */
function byIds({ version }: SliceContext, ids: readonly string[], fields: string): Fetch {
  return {
    kind: 'pages',
    request: { url: `https://${HOST}/${version}/`, query: { ids, fields } },
    paging: { kind: 'none' },
    decode: { kind: 'json', rows: (json) => (isObject(json) ? Object.values(json).filter(isObject) : []) },
  }
}

/** The app a store's address leads to, and its operating system. */
function appOf(address: string | null): Cells {
  const [, apple] = /(?:itunes|apps)\.apple\.com\/.*?\bid(\d+)/.exec(address ?? '') ?? []
  if (apple !== undefined) return { app: apple, os: 'ios' }
  const [, google] = /play\.google\.com\/.*[?&]id=([\w.]+)/.exec(address ?? '') ?? []
  return google === undefined ? { app: null, os: null } : { app: google, os: 'android' }
}

/** The video of a creative, wherever its kind keeps it. */
function videoOf(creative: JsonObject): string | null {
  const [inFeed] = objectsAt(creative, 'asset_feed_spec', 'videos')
  return (
    textAt(creative, 'video_id') ??
    textAt(creative, 'object_story_spec', 'video_data', 'video_id') ??
    textAt(inFeed, 'video_id')
  )
}

function imageOf(creative: JsonObject): string | null {
  const [inFeed] = objectsAt(creative, 'asset_feed_spec', 'images')
  return (
    textAt(creative, 'image_hash') ??
    textAt(creative, 'object_story_spec', 'link_data', 'image_hash') ??
    textAt(inFeed, 'hash')
  )
}

function adColumns(ad: JsonObject): Cells {
  const creative = isObject(ad.creative) ? ad.creative : {}
  const video = videoOf(creative)
  const image = video === null ? imageOf(creative) : null
  const playable = textAt(creative, 'playable_asset_id')
  const store =
    textAt(ad, 'adset', 'promoted_object', 'object_store_url') ?? textAt(creative, 'object_store_url')
  const story = textAt(creative, 'effective_object_story_id')
  return {
    ...appOf(store),
    // One file in many ads is one creative.
    creative_id: video ?? image ?? playable ?? textAt(creative, 'id'),
    video_id: video,
    image_hash: image,
    format: video !== null ? 'video' : image !== null ? 'image' : playable !== null ? 'playable' : null,
    effective_status: textAt(ad, 'effective_status'),
    preview:
      textAt(creative, 'instagram_permalink_url') ??
      (story === null ? null : `https://www.facebook.com/${story}`),
  }
}

const CREATIVE_FIELDS = [
  'id',
  'object_type',
  'video_id',
  'image_hash',
  'object_story_spec',
  'asset_feed_spec',
  'effective_object_story_id',
  'instagram_permalink_url',
  'object_store_url',
  'playable_asset_id',
].join(',')

/** What an ad shows: its file, app, status and where it can be looked at. */
const ads: Enrichment = {
  id: 'ads',
  key: 'ad_id',
  batch: IDS,
  fetch: (context, ids) => {
    const fetch = byIds(
      context,
      ids,
      `id,effective_status,adset{promoted_object},creative{${CREATIVE_FIELDS}}`,
    )
    if (fetch.kind !== 'pages' || fetch.decode.kind !== 'json') return [fetch]
    const cells = (ad: JsonObject) => ({ id: textAt(ad, 'id'), ...adColumns(ad) })
    return [{ ...fetch, decode: { ...fetch.decode, cells } }]
  },
  entry: ({ id, ...columns }) => (id ? { id, columns } : null),
}

/** Files of videos, for keys that may see them; asked for apart, so that the others keep their titles. */
const videoFiles: Enrichment = {
  id: 'video-files',
  key: 'video_id',
  batch: IDS,
  fetch: (context, ids) => [byIds(context, ids, 'id,source')],
  entry: ({ id, source = null }) => (id ? { id, columns: { [FLEETING_FILE]: source } } : null),
}

/** Title and page of a video. */
const videos: Enrichment = {
  id: 'videos',
  key: 'video_id',
  batch: IDS,
  fetch: (context, ids) => [byIds(context, ids, 'id,title,permalink_url,length')],
  entry: ({ id, title = null, permalink_url: page, length = null }) =>
    id
      ? {
          id,
          columns: {
            creative: title,
            asset: page ? new URL(page, 'https://www.facebook.com').toString() : null,
            video_seconds: length,
          },
        }
      : null,
}

const images: Enrichment = {
  id: 'images',
  key: 'image_hash',
  batch: IDS,
  fetch: ({ version, account }, hashes) => [
    {
      kind: 'pages',
      request: {
        url: `https://${HOST}/${version}/act_${account.id}/adimages`,
        query: { hashes: JSON.stringify(hashes), fields: 'hash,name,permalink_url,url' },
      },
      paging: { kind: 'none' },
      decode: { kind: 'json', rows: (json) => rowsAt(json, 'data'), cells: (one) => cellsOf(one) },
    },
  ],
  entry: ({ hash, name = null, permalink_url: asset = null, url: file = null }) =>
    hash ? { id: hash, columns: { creative: name, asset, [FLEETING_FILE]: file } } : null,
}

/** Looked up for each ad: its creative, then the names and files of videos and images. */
export const creativeColumns: readonly Enrichment[] = [ads, videos, videoFiles, images]
