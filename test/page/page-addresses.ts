/** A page as people reach it on the sample, and what is on it once it is whole. */
export interface PageAddress {
  readonly name: string
  readonly path: string
  /** A selector of what is drawn last. */
  readonly whole: string
}

const CREATIVE = 'lb_vid_islandtour_gameplay_9x16_15s_v01'
const OTHER = 'lb_vid_lighthousemerge_gameplay_9x16_15s_v01'
const THIRD = 'lb_vid_boatrepair_challenge_1x1_15s_v01'

/** Every page of permille on the simulated studio. */
export const PAGES: readonly PageAddress[] = [
  {
    name: 'overview',
    path: '/overview',
    whole: 'section[aria-label="What changed most"] tbody tr, section[aria-label="Trend"] svg path',
  },
  { name: 'creatives', path: '/', whole: '[aria-label^="Ranked"] button' },
  {
    name: 'creative',
    path: `/creative?key=${CREATIVE}&last=90d`,
    whole: 'section[aria-label="Names and ids counted as one"] tbody tr',
  },
  {
    name: 'compare',
    path: `/compare?objects=${CREATIVE}&objects=${OTHER}&objects=${THIRD}&last=90d`,
    whole: 'section[aria-label="Trends"] svg path',
  },
  { name: 'compare-empty', path: '/compare', whole: '[role=status] h2' },
  { name: 'why', path: '/why', whole: 'section[aria-label="Change of the rate"] svg rect' },
  { name: 'fatigue', path: '/fatigue', whole: 'section[aria-label="Replace first"] tbody tr' },
  { name: 'elements', path: '/elements', whole: 'section[aria-label="Not tried yet"] tbody tr' },
  { name: 'tests', path: '/tests', whole: 'section[aria-label="Declared tests"] tbody tr' },
  {
    name: 'test',
    path: '/tests?test=summer-cuts',
    whole: 'section[aria-label="Over the days"] svg path',
  },
  {
    name: 'test-plan',
    path: `/tests/plan?arms=${CREATIVE}&arms=${OTHER}`,
    whole: 'section[aria-label="What it costs"] tbody tr',
  },
  {
    name: 'quality',
    path: '/quality',
    // Of the worst site, which only the raw log of the sample tells.
    whole: 'svg[aria-label^="Time from click to install"]',
  },
  {
    name: 'value',
    path: '/value?by=country',
    whole: 'section[aria-label="Who comes back"] tbody tr',
  },
  { name: 'budget', path: '/budget', whole: 'section[aria-label="Shifts"] tbody tr' },
  {
    name: 'journal',
    path: '/journal?objects=creative',
    whole: 'section[aria-label="What happened"] tbody tr',
  },
  { name: 'data-sources', path: '/data', whole: 'section[aria-label="Loads"] tbody tr' },
  { name: 'data-import', path: '/data/import', whole: 'text=Drop report files' },
  { name: 'data-connections', path: '/data/connections', whole: 'text=Nothing is connected yet' },
  {
    name: 'data-checks',
    path: '/data/checks',
    whole: 'section[aria-label^="Networks"] tbody tr',
  },
  { name: 'data-restatements', path: '/data/restatements', whole: '[role=status] h2' },
  { name: 'data-quarantine', path: '/data/quarantine', whole: '[role=status] h2' },
  { name: 'data-creatives', path: '/data/creatives', whole: 'text=Nobody has merged' },
  { name: 'settings', path: '/settings', whole: 'text=Disk:' },
  { name: 'access', path: '/settings/access', whole: 'section[aria-label="Audit log"]' },
]
