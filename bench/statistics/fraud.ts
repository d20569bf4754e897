import { judgeSites, type SiteEvidence, seededGenerator } from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { type SimulatedSite, type SiteKind, simulateSite, touchesOnly, withDevices } from './fraud-sites.ts'
import { shareError, times } from './kit.ts'

const SEED = 909
const FRAUDULENT = ['injection', 'flooding', 'farm'] as const
const SIZES = [
  { label: '20–100 installs', from: 20, to: 100 },
  { label: '100–1,000', from: 100, to: 1_000 },
  { label: '1,000–20,000', from: 1_000, to: 20_000 },
] as const
const random = seededGenerator(SEED)

/** An account's sites: how many, which share of them each kind of fraud has, and how much of such a site is made up. */
interface Account {
  readonly sites: number
  readonly share: number
  readonly least: number
  readonly most: number
}

interface Judged {
  readonly kind: SiteKind
  readonly installs: number
  readonly isFlagged: boolean
  readonly isFraudulent: boolean
}

function drawAccount({ sites, share, least, most }: Account): readonly SimulatedSite[] {
  return Array.from({ length: sites }, (_, index) => {
    const installs = Math.round(20 * 1000 ** random())
    const kind = FRAUDULENT[Math.floor(random() / share)] ?? 'honest'
    return simulateSite(String(index), kind, installs, least + (most - least) * random(), random)
  })
}

function judge(sites: readonly SimulatedSite[], evidence: readonly SiteEvidence[]): readonly Judged[] {
  const { sites: readings } = judgeSites(evidence)
  return sites.map(({ kind, evidence: { installs } }, index) => {
    const verdict = readings[index]?.verdict ?? 'not enough data'
    return {
      kind,
      installs,
      isFlagged: verdict === 'suspicious' || verdict === 'fraudulent',
      isFraudulent: verdict === 'fraudulent',
    }
  })
}

function share(all: readonly Judged[], holds: (site: Judged) => boolean): { value: number; error: number } {
  const value = all.length === 0 ? 1 : all.filter(holds).length / all.length
  return { value, error: shareError(value, Math.max(1, all.length)) }
}

const isReal = ({ kind }: Judged) => kind !== 'honest'
const isFlagged = (site: Judged) => site.isFlagged

function simulate(
  account: Account,
  runs: number,
  read: (site: SiteEvidence) => SiteEvidence,
): readonly Judged[] {
  return Array.from({ length: runs }, () => {
    const sites = drawAccount(account)
    return judge(sites, withDevices(sites).map(read))
  }).flat()
}

const USUAL: Account = { sites: 60, share: 0.1, least: 0.3, most: 0.9 }
const RUNS = times(6, 100)
const CASES = [
  { name: 'a log of touches alone', read: touchesOnly },
  { name: 'clicks and impressions too', read: (site: SiteEvidence) => site },
] as const

const precision: Claim[] = []
const recall: Claim[] = []
const honest: Claim[] = []
for (const { name, read } of CASES) {
  const judged = simulate(USUAL, RUNS, read)
  for (const { label: column, from, to } of SIZES) {
    const own = judged.filter(({ installs }) => installs >= from && installs < to)
    const claim = (what: string, low: number, high: number, figure: ReturnType<typeof share>): Claim => ({
      row: `${name}: ${what}`,
      column,
      low,
      high,
      ...figure,
    })
    const accused = own.filter((site) => site.isFraudulent)
    precision.push(claim('flagged sites that are fraud', 0.95, 1, share(own.filter(isFlagged), isReal)))
    precision.push(claim('called fraudulent that are', 0.99, 1, share(accused, isReal)))
    honest.push(
      claim(
        'honest sites flagged',
        0,
        0.02,
        share(
          own.filter((site) => !isReal(site)),
          isFlagged,
        ),
      ),
    )
    for (const kind of FRAUDULENT) {
      const figure = share(
        own.filter((site) => site.kind === kind),
        isFlagged,
      )
      recall.push(claim(`${kind} flagged`, 0, Number.POSITIVE_INFINITY, figure))
    }
  }
}

const HARD = [
  { name: '12 sites', account: { ...USUAL, sites: 12 }, runs: times(20, 300) },
  { name: 'six sites in ten are fraud', account: { ...USUAL, share: 0.2 }, runs: times(4, 60) },
  { name: '10–30 % of a site is made up', account: { ...USUAL, least: 0.1, most: 0.3 }, runs: times(4, 60) },
] as const
const hard: Claim[] = HARD.flatMap(({ name, account, runs }) => {
  const judged = simulate(account, runs, touchesOnly)
  return SIZES.flatMap(({ label: column, from, to }) => {
    const own = judged.filter(({ installs }) => installs >= from && installs < to)
    const open = { column, low: 0, high: Number.POSITIVE_INFINITY }
    return [
      { row: `${name}: flagged sites that are fraud`, ...open, ...share(own.filter(isFlagged), isReal) },
      { row: `${name}: fraud flagged`, ...open, ...share(own.filter(isReal), isFlagged) },
    ]
  })
})

const common = { seed: SEED, unit: 'share' } as const
await reportEvidence({
  name: 'fraud-precision',
  ...common,
  title: 'Fraud: precision',
  claims: precision,
  remarks: [
    `${RUNS} accounts of ${USUAL.sites} sites each, 20 to 20,000 installs a site (log-uniform), in three countries. One site in ten each is injection (1–10 s), flooding (even over 7 days, 200 clicks per install) or a farm (three device models, half of the installs on a known address, all hours alike); 30–90 % of its installs are so. Honest sites differ: speed by a log-normal 20 %, the share of late installs by 15 %, clicks per install by 35 %, installs per impression by 30 %.`,
  ],
})
await reportEvidence({
  name: 'fraud-honest',
  ...common,
  title: 'Fraud: honest sites flagged',
  claims: honest,
  remarks: ['The same accounts.'],
})
await reportEvidence({
  name: 'fraud-recall',
  ...common,
  title: 'Fraud: recall',
  claims: recall,
  remarks: ['The same accounts; sites below 30 installs are never judged.'],
})
await reportEvidence({
  name: 'fraud-hard',
  ...common,
  title: 'Fraud: hard cases',
  claims: hard,
  remarks: [
    `A log of touches alone; otherwise as above. ${HARD.map(({ name, runs }) => `${name}: ${runs} accounts`).join('; ')}.`,
  ],
})
