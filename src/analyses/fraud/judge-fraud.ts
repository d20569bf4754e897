import type { MetricAnswer, MetricContext } from '#metrics/index.ts'
import {
  type FraudAnswer,
  type FraudSite,
  SITE_VERDICTS,
  type SiteVerdict,
} from '#schema/answer/fraud-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type FraudReading, isComputed, judgeSites, type SiteReading } from '#stats/index.ts'
import { cleanRates } from './clean-rates.ts'
import { inSteps, SHOWN_EDGES, shownDelays } from './delay-steps.ts'
import { reasonOf, signalOf } from './describe-signals.ts'
import type { FraudQuestion } from './fraud-question.ts'
import { type GatheredSite, type GatheredSites, gatherSites } from './gather-sites.ts'
import { repeatedRows } from './repeated-rows.ts'
import { ruleOf } from './site-rules.ts'
import { survivingWinners } from './surviving-winners.ts'

export type JudgedFraud = Pick<
  FraudAnswer,
  'sites' | 'counts' | 'delays' | 'ipm' | 'winners' | 'notes' | 'sql'
> & { readonly answer: MetricAnswer }

function siteRow(
  { evidence, network, site, installs, spend }: GatheredSite,
  reading: SiteReading,
  { rules }: FraudQuestion,
  context: MetricContext,
): FraudSite {
  const networkLabel = context.catalogue.networkLabels.get(network) ?? network
  const rule = ruleOf(rules, { network, networkLabel, site })
  const verdictBy = { allow: 'clean', reject: 'fraudulent', suspicious: 'suspicious' } as const
  const isWorse = rule === 'suspicious' && reading.verdict === 'fraudulent'
  const verdict: SiteVerdict = rule === null || isWorse ? reading.verdict : verdictBy[rule]
  const named = isWorse ? null : rule
  return {
    network,
    networkLabel,
    site,
    installs,
    impressions: evidence.impressions,
    clicks: evidence.clicks,
    spend,
    rejected: evidence.rejected?.part ?? null,
    verdict,
    rule: named,
    reason: reasonOf(reading, { verdict, rule: named, installs: evidence.installs }),
    signals: reading.signals.map(signalOf),
    delays: shownDelays(evidence.cells),
    notComputed: {
      ...(evidence.countsInstalls ? {} : { installs: 'nobody counts installs of this site' }),
      ...reading.notComputed,
    },
  }
}

function fraudNotes(
  { sites, touches, hasDelivery }: GatheredSites,
  rows: readonly FraudSite[],
  { isToTheMinute, oddClocks }: FraudReading,
  labelOf: (network: string) => string,
): Note[] {
  const notes: Note[] = []
  const add = (code: string, severity: Note['severity'], message: string) =>
    notes.push({ code, severity, message })
  if (sites.length === 0)
    add(
      'no_sites',
      'warning',
      'No report or log names a site on a network; import a raw log, or a report by site.',
    )
  if (touches.sites.length === 0 && sites.length > 0)
    add(
      'no_touches',
      'info',
      'No raw log is imported, so times from click to install are not known; sites are judged by rates alone.',
    )
  if (!hasDelivery && sites.length > 0)
    add(
      'no_site_delivery',
      'info',
      'No report tells impressions by site; clicks and conversion rates are not judged where they are not known.',
    )
  for (const [network, clock] of oddClocks) {
    const own = touches.sites.filter((site) => site.network === network)
    const timed = own.reduce((sum, site) => sum + site.timed, 0)
    const disordered = own.reduce((sum, site) => sum + site.disordered, 0)
    const what =
      clock === 'before'
        ? `${writeCount((100 * disordered) / timed)} % of its installs come before their click, on nearly all of its sites`
        : 'on nearly all of its sites installs come together, and hours after the click'
    add(
      'clocks_differ',
      'warning',
      `${labelOf(network)}: ${what}. Two clocks or zones made its times, so nothing is concluded from them.`,
    )
  }
  notes.push(...repeatedRows(touches.sites, isToTheMinute))
  if (isToTheMinute)
    add(
      'to_the_minute',
      'info',
      'The log tells times to the minute, so that installs a few seconds after the click cannot be told from the next.',
    )
  const few = rows.filter(({ verdict }) => verdict === 'not enough data').length
  if (few > 0)
    add(
      'sites_not_judged',
      'info',
      `Too few installs (30), or nothing to be compared with, so not judged: ${writeCount(few)} of ${writeCount(rows.length)} sites.`,
    )
  return notes
}

const severity = (verdict: SiteVerdict) => SITE_VERDICTS.indexOf(verdict)

/** Judges every site of every network, cleans the rates, and asks whether the winners survive it. */
export async function judgeFraud(question: FraudQuestion, context: MetricContext): Promise<JudgedFraud> {
  const gathered = await gatherSites(question, context)
  const labelOf = (network: string) => context.catalogue.networkLabels.get(network) ?? network
  const { sites, others, answer } = gathered
  const reading = judgeSites([...sites.map(({ evidence }) => evidence), ...others], {
    earlySeconds: question.earlySeconds,
  })
  const judged = sites.flatMap((site, index) => {
    const own = reading.sites[index]
    return own === undefined ? [] : [{ site, row: siteRow(site, own, question, context) }]
  })
  const keysOf = (verdict: SiteVerdict) =>
    new Set(judged.filter(({ row }) => row.verdict === verdict).map(({ site }) => site.key))
  const stolen = new Map<string, number>()
  for (const { row } of judged)
    if (row.verdict === 'fraudulent') stolen.set(row.network, (stolen.get(row.network) ?? 0) + row.installs)
  const { ipm, sql: rateSql } = await cleanRates(question, stolen, context)
  const { winners, sql: winnerSql } = await survivingWinners(
    question,
    {
      fraudulent: keysOf('fraudulent'),
      suspicious: keysOf('suspicious'),
      judged: judged.length - keysOf('not enough data').size,
    },
    context,
  )
  const rows = judged
    .map(({ row }) => row)
    .toSorted(
      (a, b) =>
        severity(a.verdict) - severity(b.verdict) ||
        b.installs - a.installs ||
        a.network.localeCompare(b.network) ||
        (a.site ?? '').localeCompare(b.site ?? ''),
    )
  const count = (verdict: SiteVerdict) => rows.filter((row) => row.verdict === verdict).length
  return {
    sites: rows,
    counts: {
      fraudulent: count('fraudulent'),
      suspicious: count('suspicious'),
      clean: count('clean'),
      'not enough data': count('not enough data'),
    },
    delays: {
      edges: [...SHOWN_EDGES],
      baseline: isComputed(reading.baselineDelays)
        ? inSteps(reading.baselineDelays.map((share, bin) => [bin, share] as const))
        : null,
    },
    ipm,
    winners,
    notes: fraudNotes(gathered, rows, reading, labelOf),
    sql: [...gathered.sql, ...rateSql, ...winnerSql],
    answer,
  }
}
