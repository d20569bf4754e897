/** An own table of three creatives over two days, as a studio would write it. */
export const BANNERS = `Day,Network,Creative,Impressions,Installs,Spend
2026-03-01,Meta,Cat,50000,700,120.5
2026-03-02,Meta,Cat,50000,750,118
2026-03-01,Meta,Dog,40000,220,90
2026-03-02,Meta,Dog,60000,330,131
2026-03-01,Unity Ads,Bird,900,9,3
2026-03-02,Unity Ads,Bird,100,1,0.4
`

/** Flags that say what its columns mean. */
export const BANNER_FLAGS = [
  ['day', 'Day'],
  ['network', 'Network'],
  ['creative', 'Creative'],
  ['impressions', 'Impressions'],
  ['event.install', 'Installs'],
  ['spend', 'Spend'],
].flatMap(([field, header]) => ['--map', `${field}=${header}`])
