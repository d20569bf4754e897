import { z } from 'zod'
import { FraudAnswer, type FraudSite, SiteVerdict } from '#schema/answer/fraud-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import { DaysBack } from './days-back.ts'
import { defineRule, type NotJudged } from './rule.ts'

const MOST_SIGNALS = 3

function shows({ network, site }: FraudSite, last: string) {
  const params = { last, network, ...(site === null ? {} : { site }) }
  return {
    operation: 'fraud',
    input: { last, network: [network] },
    page: `/quality?${new URLSearchParams(params)}`,
  }
}

/** A site whose installs look bought, unless permille.yaml has said so already. */
export const fraud = defineRule({
  name: 'fraud',
  label: 'Fraud',
  summary: 'a site looks fraudulent and no rule of permille.yaml names it',
  settings: z
    .strictObject({
      verdicts: z.array(SiteVerdict.extract(['fraudulent', 'suspicious'])).default(['fraudulent']),
      last: DaysBack.default('28d'),
    })
    .prefault({}),
  judgesDays: true,
  async judge(ask, { verdicts, last }) {
    const { sites, counts, currency } = await ask({
      operation: 'fraud',
      input: { last },
      answer: FraudAnswer,
    })
    const found = sites
      .filter(({ verdict, rule }) => rule === null && verdicts.some((wanted) => wanted === verdict))
      .toSorted((a, b) => (b.spend ?? b.installs) - (a.spend ?? a.installs))
      .map((row) => ({
        object: JSON.stringify([row.network, row.site]),
        name: `${row.site ?? 'sites without a name'} on ${row.networkLabel}`,
        message: `${row.site ?? 'Sites without a name'} on ${row.networkLabel} looks ${row.verdict}: ${row.reason}`,
        figures: [
          { label: 'Installs', value: writeCount(row.installs, 0) },
          ...(row.spend === null
            ? []
            : [{ label: 'Spend', value: `${writeCount(row.spend, 2)} ${currency ?? ''}`.trim() }]),
          ...row.signals
            .filter(({ isFound }) => isFound)
            .slice(0, MOST_SIGNALS)
            .map(({ label, figures }) => ({ label, value: figures })),
        ],
        networks: [row.network],
        shows: shows(row, last),
      }))
    const few = counts['not enough data']
    const held: NotJudged[] =
      few === 0 ? [] : [{ object: '', name: null, reason: `${few} sites have not enough data to be judged` }]
    return { found, held }
  },
})
