import type { Cells } from '#connectors/kit/cells.ts'
import { dictionary } from '#connectors/kit/enrich.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { FLEETING_FILE } from '#connectors/kit/fleeting-file.ts'
import { at, isObject, objectsAt, textAt } from '#connectors/kit/json.ts'
import type { Enrichment } from '#connectors/kit/stream.ts'

/** The objects of a list; each is wrapped with its own state. */
export function listed(url: string, many: string, one: string): PagedFetch {
  return {
    kind: 'pages',
    request: { url, query: { limit: 1000 } },
    paging: { kind: 'address', next: ({ json }) => textAt(json, 'paging', 'next_link') },
    decode: {
      kind: 'json',
      rows: (json) =>
        objectsAt(json, many).flatMap((wrapped) => {
          const inner = at(wrapped, one)
          return isObject(inner) ? [inner] : []
        }),
    },
  }
}

function named(many: string, one: string, key: string, columns: (row: Cells) => Cells): Enrichment {
  return dictionary({
    id: many,
    key,
    list: ({ version, account }) =>
      listed(
        `https://adsapi.snapchat.com/${version}/adaccounts/${encodeURIComponent(account.id)}/${many}`,
        many,
        one,
      ),
    entry: (row) => (row.id ? { id: row.id, columns: columns(row) } : null),
  })
}

/** The one app a creative leads to; none where it names one for each system. */
function appOf(creative: Cells): Cells {
  const apple = creative['app_install_properties.ios_app_id'] || null
  const google = creative['app_install_properties.android_app_url'] || null
  if ((apple === null) === (google === null)) return { app: null, os: null }
  return { app: apple ?? google, os: apple === null ? 'android' : 'ios' }
}

/** Statistics hold ids only; from the ad upwards, each list tells the next id. */
export const names: readonly Enrichment[] = [
  named('ads', 'ad', 'ad_id', ({ name = null, status = null, ad_squad_id = null, creative_id = null }) => ({
    ad_name: name,
    ad_status: status,
    ad_squad_id,
    creative_id,
  })),
  named(
    'adsquads',
    'adsquad',
    'ad_squad_id',
    ({ name = null, campaign_id = null, optimization_goal = null }) => ({
      ad_squad_name: name,
      campaign_id,
      optimization_goal,
    }),
  ),
  named('campaigns', 'campaign', 'campaign_id', ({ name = null, status = null, objective = null }) => ({
    campaign_name: name,
    campaign_status: status,
    campaign_objective: objective,
  })),
  named('creatives', 'creative', 'creative_id', (row) => ({
    creative_name: row.name ?? null,
    creative_type: row.type ?? null,
    media_id: row.top_snap_media_id ?? null,
    ...appOf(row),
  })),
  named('media', 'media', 'media_id', ({ type = null, download_link: file = null }) => ({
    media_type: type,
    [FLEETING_FILE]: file,
  })),
]
