import type { Cells } from '#connectors/kit/cells.ts'
import { dictionary } from '#connectors/kit/enrich.ts'
import type { PagedFetch, Paging } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import type { Enrichment } from '#connectors/kit/stream.ts'

export const BASE = 'https://ads-api.reddit.com/api'

export const paging: Paging = {
  kind: 'address',
  next: ({ json }) => textAt(json, 'pagination', 'next_url'),
}

/** The objects of a list. */
export function listed(url: string): PagedFetch {
  return {
    kind: 'pages',
    request: { url, query: { page_size: 100 } },
    paging,
    decode: { kind: 'json', rows: (json) => rowsAt(json, 'data') },
  }
}

function named(list: string, key: string, columns: (row: Cells) => Cells): Enrichment {
  return dictionary({
    id: list,
    key,
    list: ({ version, account }) =>
      listed(`${BASE}/${version}/ad_accounts/${encodeURIComponent(account.id)}/${list}`),
    entry: (row) => (row.id ? { id: row.id, columns: columns(row) } : null),
  })
}

/** Ids of posts carry the kind before them: `t3_abc` is the post abc. */
const pageOf = (post: string | null) =>
  post === null ? null : `https://www.reddit.com/comments/${encodeURIComponent(post.replace(/^t3_/, ''))}/`

/** Reports hold ids only; from the ad upwards, each list tells the next id. */
export const names: readonly Enrichment[] = [
  named('ads', 'ad_id', (row) => ({
    ad_name: row.name ?? null,
    creative_name: row.name ?? null,
    ad_status: row.effective_status ?? row.configured_status ?? null,
    ad_group_id: row.ad_group_id ?? null,
    campaign_id: row.campaign_id ?? null,
    post_id: row.post_id ?? null,
    post_page: pageOf(row.post_id ?? null),
    click_url: row.click_url ?? null,
  })),
  named('ad_groups', 'ad_group_id', (row) => ({
    ad_group_name: row.name ?? null,
    optimization_goal: row.optimization_goal ?? null,
  })),
  named('campaigns', 'campaign_id', (row) => ({
    campaign_name: row.name ?? null,
    campaign_status: row.effective_status ?? row.configured_status ?? null,
    objective: row.objective ?? null,
  })),
]
