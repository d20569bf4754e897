import { commandProject } from '../support/command-project.ts'

/** An own table of three creatives over two days, as a studio would write it. */
export const BANNERS = `Day,Network,Creative,Impressions,Installs,Spend
2026-03-01,Meta,Cat,50000,700,120.5
2026-03-02,Meta,Cat,50000,750,118
2026-03-01,Meta,Dog,40000,220,90
2026-03-02,Meta,Dog,60000,330,131
2026-03-01,Unity Ads,Bird,900,9,3
2026-03-02,Unity Ads,Bird,100,1,0.4
`

/** What its columns mean. */
export const BANNER_MAP = {
  day: 'Day',
  network: 'Network',
  creative: 'Creative',
  impressions: 'Impressions',
  'event.install': 'Installs',
  spend: 'Spend',
}

/** Flags that say so. */
export const BANNER_FLAGS = Object.entries(BANNER_MAP).flatMap(([field, header]) => [
  '--map',
  `${field}=${header}`,
])

/** A project that holds such a table; whoever asks removes it. */
export async function bannerProject({ settings = 'name: banners\n', table = BANNERS } = {}) {
  const project = commandProject(settings)
  await project.importFiles([project.folder.write('banners.csv', table)], ...BANNER_FLAGS)
  return project
}
