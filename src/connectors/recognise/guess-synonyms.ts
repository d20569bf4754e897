/** What kind of cells a field needs before a header's word is believed. */
export type CellKind = 'number' | 'date' | 'text' | 'any'

/** Headers that usually stand for a field, however the table came about. */
export interface Synonym {
  readonly field: string
  /** Tested against the normalised header without decoration, `total` or a currency word. */
  readonly pattern: RegExp
  readonly cells: CellKind
  readonly confidence: number
}

function exact(field: string, words: string, cells: CellKind = 'number', confidence = 0.9): Synonym {
  return { field, pattern: new RegExp(`^(?:${words})$`, 'u'), cells, confidence }
}

/** The general vocabulary of advertising tables, the surest word of a field first. */
export const SYNONYMS: readonly Synonym[] = [
  exact('day', 'date|day|report date|event date|stat date|日付|datum', 'date'),
  exact('day', 'timestamp|time|datetime|date time|install time|start date', 'date', 0.6),
  exact('impressions', 'impressions?|impr\\.?|imps|ad impressions|displays|impressionen'),
  exact('impressions', 'shows|served|ads shown', 'number', 0.6),
  exact('impressions', 'views?', 'number', 0.35),
  exact('clicks', 'clicks?|ad clicks|link clicks|taps|swipes|swipe ups|klicks'),
  exact('spend', 'spend|spent|costs?|ad ?spend|ad cost|amount spent|media cost|budget spent|kosten'),
  exact('spend', 'amount|charge|billed|budget', 'number', 0.4),
  exact('event.install', 'installs?|installations|app installs|downloads?|paid downloads|paid installs'),
  exact('event.conversion', 'conversions?|results'),
  exact('event.conversion', 'post click conversions?', 'number', 0.7),
  exact('value.revenue', 'revenue|gross revenue|ad revenue|income'),
  exact(
    'value.conversion',
    'conversions? value|conv\\.? value|(?:post click )?sales amount|sales',
    'number',
    0.6,
  ),
  exact(
    'cohort_day',
    'cohort ?day|cohort age|days? (?:after|since) install(?:ation)?|days? post install|install age',
    'any',
  ),
  exact('event.retained', 'retained users?|returning users|retained', 'number', 0.8),
  exact('event.purchase', 'purchases?|orders'),
  exact('event.registration', 'registrations?|sign ?ups?'),
  exact('engagements', 'engagements?|interactions?', 'number', 0.8),
  exact('video_plays', 'video (?:plays?|starts?|started|views?)|plays', 'number', 0.8),
  exact('video_2s', '2 seconds? (?:video )?(?:views|plays)|video watched 2s', 'number'),
  exact('video_3s', '3 seconds? (?:video )?(?:views|plays)|video watched 3s', 'number'),
  exact('video_6s', '6 seconds? (?:video )?(?:views|plays)|video watched 6s', 'number'),
  exact(
    'video_25',
    '25 ?% viewed|video (?:completed |views? )?p?25 ?%?|.*\\bat 25 ?%|quartile 1|first quartile',
  ),
  exact('video_50', '50 ?% viewed|video (?:completed |views? )?p?50 ?%?|.*\\bat 50 ?%|quartile 2|midpoint'),
  exact(
    'video_75',
    '75 ?% viewed|video (?:completed |views? )?p?75 ?%?|.*\\bat 75 ?%|quartile 3|third quartile',
  ),
  exact(
    'video_100',
    '100 ?% viewed|video (?:completed |views? )?p?100 ?%?|.*\\bat 100 ?%|video (?:completed|completes|completions?)|completions|completed views',
  ),
  exact('campaign_id', '(?:\\w+ )?campaign ?id', 'any'),
  exact('campaign', 'campaign|campaign name|campaign title|kampagne|campagne', 'any'),
  exact('campaign', 'campaign number|campaign code', 'any', 0.7),
  exact('ad_group_id', '(?:ad ?group|ad ?set|line item|creative set) ?id', 'any'),
  exact('ad_group', '(?:ad ?group|ad ?set|line item|creative set)(?: name)?', 'any'),
  exact('ad_id', 'ad ?id', 'any'),
  exact('ad', 'ad|ad name|ad title', 'text'),
  exact('creative_id', '(?:creative|asset|video|material) ?id', 'any'),
  exact('creative', 'creative|creative name|creative title|asset|asset name|video name|material name', 'any'),
  exact('creative', 'headline|banner', 'text', 0.55),
  exact('asset_url', '(?:asset|creative|image|video|thumbnail|preview) (?:url|link)', 'text', 0.7),
  exact('creative', 'title|variant|thumbnail|image', 'text', 0.4),
  exact('format', '(?:creative|ad|media|asset) (?:type|format)|format', 'text', 0.8),
  exact(
    'network',
    'network|ad network|media source|ad platform|publisher platform|advertising channel',
    'text',
  ),
  exact('network', 'channel|source|partner|vendor', 'text', 0.5),
  exact('account', 'account|account name|advertiser|advertiser name', 'any', 0.8),
  exact('app', 'app|app name|application|application name|app ?id|bundle ?id', 'any', 0.8),
  exact('os', 'os|os name|operating system|mobile os', 'text'),
  exact('os', 'platform', 'text', 0.6),
  exact('country', 'country|country code|geo|country name|land', 'text'),
  exact('region', 'region|state|province', 'text', 0.8),
  exact('placement', 'placement|placement name|ad placement|ad unit|inventory', 'any'),
  exact('site', 'site|site name|publisher|publisher name|source app|website', 'any', 0.8),
  exact('store_page', 'store page|product page|custom product page|store listing', 'text', 0.8),
  exact(
    'landing_page',
    'landing ?page(?: (?:url|name|id))?|page name|final url|destination url|website url|lp(?: name)?',
    'text',
    0.8,
  ),
  exact('status.campaign', 'campaign status|campaign delivery', 'text', 0.8),
  exact('status.ad_group', '(?:ad ?group|ad ?set) (?:status|delivery)', 'text', 0.8),
  exact('status.ad', 'ad (?:status|delivery)', 'text', 0.8),
  exact('status.creative', 'creative status', 'text', 0.8),
  exact('status', 'status|delivery status|(?:primary|current) status', 'text', 0.8),
  exact('started', 'launch date|launched(?: on)?', 'date', 0.8),
  exact('device', 'device|device type|device category|device class', 'text'),
  exact('age', 'age|age group|age range|demo age|age bracket', 'any'),
  exact('gender', 'gender|sex|demo gender', 'text'),
  exact('interest', 'interests?', 'any', 0.8),
  exact('audience', 'audience|audience name|segment|audience segment', 'text', 0.8),
  exact(
    'objective',
    'objective|campaign objective|goal|(?:is )?(?:retargeting|re-?engagement)|conversion type',
    'text',
    0.8,
  ),
  exact('optimisation_goal', 'optimi[sz]ation goal|kpi goal|bid goal', 'text', 0.8),
  exact('currency', 'currency|currency code', 'text'),
]

/** Headers of ratios and averages, which permille recomputes from sums. */
export const RATIO =
  /^(?:.*\be?(?:ctr|cpm|cpc|cpi|cpa|cvr|cpv|ipm|roas|roi|arpu|ltv|vtr|cpd)\b.*|.*\b(?:rate|ratio|pct|percent|avg|average|per|share)\b.*|frequency|reach)$/
