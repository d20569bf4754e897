import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { dictionary } from '#connectors/kit/enrich.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import type { Enrichment, SliceContext } from '#connectors/kit/stream.ts'
import { postFile } from './post-file.ts'

const HOST = 'ads-api.x.com'

export const base = ({ version, account }: Pick<SliceContext, 'version' | 'account'>) =>
  `https://${HOST}/${version}/accounts/${encodeURIComponent(account.id)}`

/** The objects of a list, those that were deleted included. */
export function listed(url: string, query: Readonly<Record<string, string>> = {}): PagedFetch {
  return {
    kind: 'pages',
    request: { url, query: { count: 1000, with_deleted: true, ...query } },
    paging: {
      kind: 'cursor',
      next: ({ json }) => textAt(json, 'next_cursor'),
      apply: (request, cursor) => ({ ...request, query: { ...request.query, cursor } }),
    },
    decode: { kind: 'json', rows: (json) => rowsAt(json, 'data') },
  }
}

function named(list: string, key: string, columns: (row: Cells) => Cells): Enrichment {
  return dictionary({
    id: list,
    key,
    list: (context) => listed(`${base(context)}/${list}`),
    entry: (row) => (row.id ? { id: row.id, columns: columns(row) } : null),
  })
}

/** Texts and files of posts; the name given to one for ads comes first. */
const posts: Enrichment = {
  id: 'tweets',
  key: 'tweet_id',
  batch: 200,
  fetch: (context, ids) => [
    {
      ...listed(`${base(context)}/tweets`, { tweet_ids: ids.join(','), tweet_type: 'PUBLISHED' }),
      decode: {
        kind: 'json',
        rows: (json) => rowsAt(json, 'data'),
        cells: (post) => ({ ...cellsOf(post), file: postFile(post) }),
      },
    },
  ],
  entry: (row) => {
    const id = row.id_str || row.tweet_id || row.id
    const name = row.name || row.full_text || null
    return id ? { id, columns: { post_name: name, creative_name: name, post_file: row.file ?? null } } : null
  },
}

/** From the promoted post upwards, each list tells the next id. */
export const names: readonly Enrichment[] = [
  named('promoted_tweets', 'promoted_tweet_id', (row) => ({
    line_item_id: row.line_item_id ?? null,
    tweet_id: row.tweet_id ?? null,
    entity_status: row.entity_status ?? null,
    post_page: row.tweet_id ? `https://x.com/i/web/status/${row.tweet_id}` : null,
  })),
  named('line_items', 'line_item_id', (row) => ({
    line_item_name: row.name ?? null,
    campaign_id: row.campaign_id ?? null,
    objective: row.objective ?? null,
    goal: row.goal ?? null,
  })),
  named('campaigns', 'campaign_id', (row) => ({
    campaign_name: row.name ?? null,
    campaign_status: row.entity_status ?? null,
    funding_instrument_id: row.funding_instrument_id ?? null,
  })),
  named('funding_instruments', 'funding_instrument_id', ({ currency = null }) => ({ currency })),
  posts,
]
