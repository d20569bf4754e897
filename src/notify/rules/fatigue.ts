import { z } from 'zod'
import { FatigueAnswer, type FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import { DaysBack } from './days-back.ts'
import { pageOf, rankingOf, runningKeys } from './ranking.ts'
import { defineRule, type NotJudged } from './rule.ts'

const RUNNING_WITHIN = '28d'
const ALONE =
  '; there is too little beside it to hold it against, so a fall of the whole market looks the same'
const WORN = new Set(['fatiguing', 'exhausted'])

const percent = (share: number) => `${Math.round(share * 100)} %`

function writeDecline({ decline }: FatigueSeries): string {
  const { estimate, low, high } = decline
  if (estimate === null) return 'not computed'
  return low === null || high === null
    ? percent(estimate)
    : `${percent(estimate)} (${percent(low)} – ${percent(high)})`
}

function figures(series: FatigueSeries, currency: string | null) {
  const { lost, changed, falseAlarm, baseline } = series
  return [
    { label: 'Rate lost', value: writeDecline(series) },
    ...(changed === null ? [] : [{ label: 'Since', value: changed }]),
    ...(lost.installs === null ? [] : [{ label: 'Installs lost', value: writeCount(lost.installs, 0) }]),
    ...(lost.spend === null
      ? []
      : [{ label: 'Spend lost', value: `${writeCount(lost.spend, 0)} ${currency ?? ''}`.trim() }]),
    ...(baseline.against === 'own'
      ? []
      : [{ label: 'False alarms of a healthy one in 90 days', value: `at most ${percent(falseAlarm)}` }]),
  ]
}

/** Something that wears out and still runs. */
export const fatigue = defineRule({
  name: 'fatigue',
  label: 'Fatigue',
  summary: 'something that runs is fatiguing or exhausted',
  settings: z
    .strictObject({ by: z.string().default('creative'), last: DaysBack.default('90d') })
    .prefault({}),
  judgesDays: true,
  async judge(ask, { by, last }, moment) {
    const watched = await ask({ operation: 'fatigue', input: { by, last }, answer: FatigueAnswer })
    const ranking = await ask(rankingOf(by, RUNNING_WITHIN))
    const running = await runningKeys(ask, ranking, by, moment)
    const networks = new Map(ranking.rows.map((row) => [row.key, row.networks]))
    const worn = watched.series.filter(({ state }) => WORN.has(state))
    const found = worn
      .filter(({ key }) => running.has(key))
      .map((series) => ({
        object: series.key,
        name: series.creative,
        message: `${series.creative} ${series.state === 'exhausted' ? 'is worn out' : 'wears out'}: ${writeDecline(series)} of its rate is gone${series.changed === null ? '' : ` since ${series.changed}`}${series.baseline.against === 'own' ? ALONE : ''}`,
        figures: figures(series, watched.currency),
        networks: networks.get(series.key) ?? [],
        shows: { operation: 'fatigue', input: { by, last }, page: pageOf(by, series.key) },
      }))
    const stopped = worn.length - found.length
    const idle: NotJudged[] =
      stopped === 0
        ? []
        : [
            {
              object: '',
              name: null,
              reason: `${stopped} wear out, but have not run for 7 days: nothing is to be done`,
            },
          ]
    const few = watched.series.filter(({ state }) => state === 'not_enough_data').length
    const unknown: NotJudged[] =
      few === 0
        ? []
        : [
            {
              object: '',
              name: null,
              reason: `${few} of ${watched.series.length} have not enough data to be watched`,
            },
          ]
    return { found, held: [...idle, ...unknown] }
  },
})
