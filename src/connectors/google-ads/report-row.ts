import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { at, isObject, type Json, type JsonObject, rowsAt, textAt } from '#connectors/kit/json.ts'

/** The rows of a page; numbers that were asked for and are left out are 0, as the field mask says. */
export function reportRows(json: Json): readonly JsonObject[] | null {
  const asked = (textAt(json, 'fieldMask') ?? '').split(',').filter((name) => name.startsWith('metrics.'))
  const zeros = Object.fromEntries(asked.map((name) => [name.slice('metrics.'.length), '0']))
  // Google leaves out a list without rows.
  const rows = isObject(json) && json.results === undefined ? [] : rowsAt(json, 'results')
  if (rows === null) return null
  return rows.map((row) => {
    const metrics = at(row, 'metrics')
    return { ...row, metrics: { ...zeros, ...(isObject(metrics) ? metrics : {}) } }
  })
}

const STORES: Readonly<Record<string, string>> = { APPLE_APP_STORE: 'ios', GOOGLE_APP_STORE: 'android' }

/** A row as cells, with what follows from its fields: operating system, name and addresses of an asset. */
export function reportRow(row: JsonObject): Cells {
  const video = textAt(row, 'asset', 'youtubeVideoAsset', 'youtubeVideoId')
  const name = textAt(row, 'asset', 'name')
  return {
    ...cellsOf(row),
    os: STORES[textAt(row, 'campaign', 'appCampaignSetting', 'appStore') ?? ''] ?? null,
    asset_name: textAt(row, 'asset', 'youtubeVideoAsset', 'youtubeVideoTitle') || name,
    asset_address:
      video === null
        ? textAt(row, 'asset', 'imageAsset', 'fullSize', 'url')
        : `https://www.youtube.com/watch?v=${encodeURIComponent(video)}`,
  }
}

/** A row of a Performance Max campaign as cells: an asset group stands where an ad group does. */
export function assetGroupRow({ assetGroup, assetGroupAsset, campaign, ...row }: JsonObject): Cells {
  return reportRow({
    ...row,
    ...(isObject(assetGroup) ? { adGroup: assetGroup } : {}),
    ...(isObject(assetGroupAsset) ? { adGroupAdAssetView: assetGroupAsset } : {}),
    campaign: { ...(isObject(campaign) ? campaign : {}), advertisingChannelSubType: 'PERFORMANCE_MAX' },
  })
}
